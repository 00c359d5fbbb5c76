package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlanProblem;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls that the checker or the user turned down in this turn; they are not proposed again. */
final class Refused {

  /** Code of the problem that the user did not approve of a plan. */
  static final String NOT_APPROVED = "not_approved";

  private static final Pattern PLACE = Pattern.compile("^steps\\[(\\d+)](?:\\.do\\[(\\d+)])?");

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final boolean writes;

  Refused(PlannerState state) {
    boolean denied = false;
    for (PlannerState.Rejection r : state.rejections()) {
      for (PlanProblem p : r.problems()) {
        denied |= p.code().equals(NOT_APPROVED);
        step(r.plan(), p.path())
            .ifPresent(
                s ->
                    reasons.putIfAbsent(
                        key(s.tool() + "", s.args()), Phrases.withoutEnd(p.message())));
      }
    }
    writes = denied;
  }

  private static Optional<Plan.Step> step(Plan plan, String path) {
    Matcher m = PLACE.matcher(path);
    if (!m.find()) {
      return Optional.empty();
    }
    List<Plan.Step> level = new ArrayList<>(plan.steps());
    int i = Integer.parseInt(m.group(1));
    if (i >= level.size()) {
      return Optional.empty();
    }
    Plan.Step s = level.get(i);
    int j = m.group(2) == null ? -1 : Integer.parseInt(m.group(2));
    return j >= 0 && j < s.body().size() ? Optional.of(s.body().get(j)) : Optional.of(s);
  }

  Optional<String> why(ToolManifest tool, JsonNode args) {
    if (writes && tool.effects() == ToolManifest.Effects.WRITE) {
      return Optional.of("it changes data, and you did not approve it");
    }
    return Optional.ofNullable(reasons.get(key(tool.name(), args)));
  }

  private static String key(String tool, JsonNode args) {
    return tool + args;
  }
}
