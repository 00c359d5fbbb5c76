package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plan in the making. Equal calls are made once; calls that have run are not made again. */
final class Draft {

  private final PlannerState state;
  private final List<Plan.Step> steps = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  Draft(PlannerState state) {
    this.state = state;
    state.earlier().forEach(o -> taken.add(o.step().id()));
    state.outcomes().forEach(o -> taken.add(o.step().id()));
    state.studies().forEach(s -> taken.add(s.as()));
  }

  List<Plan.Step> steps() {
    return steps;
  }

  /** How this very call ended in this turn, or ended well in an earlier one. */
  Optional<Outcome> ran(ToolManifest tool, ObjectNode args) {
    for (int i = state.outcomes().size() - 1; i >= 0; i--) {
      Outcome o = state.outcomes().get(i);
      if (same(o.step(), tool, args)) {
        return Optional.of(o);
      }
    }
    return state.earlier().stream()
        .filter(o -> same(o.step(), tool, args) && Masks.payload(o) != null)
        .reduce((a, b) -> b);
  }

  private static boolean same(Plan.Step step, ToolManifest tool, ObjectNode args) {
    String name = step.tool() + "";
    return (name.equals(tool.name()) || name.equals(tool.id())) && step.args().equals(args);
  }

  /** The id of the step that makes this call, added if it is new. */
  String step(ToolManifest tool, ObjectNode args, String about, String why) {
    for (Plan.Step s : steps) {
      if (same(s, tool, args)) {
        return s.id();
      }
    }
    String id = id(about.isEmpty() ? tool.name() : about + "_" + tool.name());
    taken.add(id);
    steps.add(Plan.Step.call(id, tool.name(), args, why));
    return id;
  }

  /** Forgets the steps after the first {@code size}: the attempt they were for came to nothing. */
  void back(int size) {
    while (steps.size() > size) {
      taken.remove(steps.remove(steps.size() - 1).id());
    }
  }

  private String id(String wish) {
    String base = wish.length() > 56 ? wish.substring(0, 56) : wish;
    String id = base;
    for (int n = 2; taken.contains(id); n++) {
      id = base + "_" + n;
    }
    return id;
  }
}
