package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import org.jspecify.annotations.Nullable;

/** The plan in the making. Equal calls are made once; calls that have run are not made again. */
final class Draft {

  private static final String EACH = "each_";
  private static final int LONGEST_ID = 56;

  private final PlannerState state;
  private final Refused refused;
  private final List<Plan.Step> steps = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private @Nullable JsonNode when;

  Draft(PlannerState state) {
    this.state = state;
    this.refused = new Refused(state);
    state.earlier().forEach(o -> taken.add(o.step().id()));
    state.outcomes().forEach(o -> taken.add(o.step().id()));
    state.studies().forEach(s -> taken.add(s.as()));
  }

  List<Plan.Step> steps() {
    return steps;
  }

  /** Steps added from now on stand under this condition; null for none. */
  void under(@Nullable JsonNode condition) {
    when = condition;
  }

  /** Why what stood under this condition was not done in this turn, if it was not. */
  Optional<String> skipped(JsonNode condition) {
    return state.outcomes().stream()
        .filter(o -> condition.equals(o.step().when()) && o.skipped() != null)
        .map(o -> o.skipped() + "")
        .findFirst();
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

  /** Why this call may not be proposed again, if it may not. */
  Optional<String> refused(ToolManifest tool, ObjectNode args) {
    return refused.why(tool, args);
  }

  private static boolean same(Plan.Step step, ToolManifest tool, ObjectNode args) {
    String name = step.tool() + "";
    return (name.equals(tool.name()) || name.equals(tool.id())) && step.args().equals(args);
  }

  /** The id of the step that makes this call, added if it is new. */
  String step(ToolManifest tool, ObjectNode args, String about, String why) {
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step s = steps.get(i);
      if (same(s, tool, args)) {
        if (s.when() != null && !s.when().equals(when)) {
          steps.set(i, under(s, null)); // two want it, so it hangs on neither's condition
        }
        return s.id();
      }
    }
    String id = id(about.isEmpty() ? tool.name() : about + "_" + tool.name());
    taken.add(id);
    steps.add(under(Plan.Step.call(id, tool.name(), args, why), when));
    return id;
  }

  private static Plan.Step under(Plan.Step s, @Nullable JsonNode condition) {
    return new Plan.Step(
        s.id(), s.tool(), s.args(), s.why(), condition, s.forEach(), s.as(), s.body());
  }

  /** A place to go {@link #back} to. */
  int mark() {
    return steps.size();
  }

  /** Forgets the steps after the first {@code size}: the attempt they were for came to nothing. */
  void back(int size) {
    while (steps.size() > size) {
      forget(steps.remove(steps.size() - 1));
    }
  }

  private void forget(Plan.Step s) {
    taken.remove(s.id());
    s.body().forEach(this::forget);
  }

  /** Begins the body of a loop; returns what {@link #close} wants. */
  int open() {
    return steps.size();
  }

  void abandon(int opened) {
    back(opened);
  }

  /** Puts the steps added since that use the loop's element into a loop over a step's output. */
  void close(int opened, String producer, String list, String why) {
    List<Plan.Step> since = new ArrayList<>(steps.subList(opened, steps.size()));
    Set<String> inside = new HashSet<>(Set.of(Element.NAME));
    List<Plan.Step> body = new ArrayList<>();
    for (Plan.Step s : since) {
      if (uses(s.args(), inside)) {
        inside.add(s.id());
        body.add(under(s, null));
        steps.remove(s);
      }
    }
    if (body.isEmpty()) {
      return;
    }
    String ref = "$" + producer + "." + list;
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step s = steps.get(i);
      if (ref.equals(s.forEach())) {
        List<Plan.Step> all = new ArrayList<>(s.body());
        body.stream().filter(b -> all.stream().noneMatch(a -> twin(a, b))).forEach(all::add);
        steps.set(
            i, new Plan.Step(s.id(), null, s.args(), s.why(), s.when(), s.forEach(), s.as(), all));
        return;
      }
    }
    String id = id(EACH + producer);
    taken.add(id);
    steps.add(
        new Plan.Step(
            id, null, JsonNodeFactory.instance.objectNode(), why, when, ref, Element.NAME, body));
  }

  private static boolean twin(Plan.Step a, Plan.Step b) {
    return (a.tool() + "").equals(b.tool()) && a.args().equals(b.args());
  }

  private static boolean uses(JsonNode args, Set<String> names) {
    for (JsonNode a : args) {
      String text = a.asText("");
      String name = text.startsWith("$") ? text.substring(1).replaceFirst("\\..*", "") : "";
      if (names.contains(name) || (a.isContainerNode() && uses(a, names))) {
        return true;
      }
    }
    return false;
  }

  /** What this tool gave in each turn of the loop over this producer's list, in order. */
  List<Outcome> turns(String producer, ToolManifest tool) {
    List<Outcome> all = new ArrayList<>(state.earlier());
    all.addAll(state.outcomes());
    return all.stream()
        .filter(o -> tool.name().equals(o.step().tool()))
        .filter(o -> o.step().id().startsWith(EACH + producer))
        .filter(o -> o.step().id().substring((EACH + producer).length()).matches("(_\\d+)?\\[.*"))
        .toList();
  }

  private String id(String wish) {
    String base = wish.length() > LONGEST_ID ? wish.substring(0, LONGEST_ID) : wish;
    String id = base;
    for (int n = 2; taken.contains(id); n++) {
      id = base + "_" + n;
    }
    return id;
  }
}
