package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ArgumentChecker;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a plan before the first voxel is read: against its schema, the tools' manifests, the
 * conversation's images and what is left of the budget. Says everything that is wrong at once.
 */
final class PlanChecker {

  private final PlanContext context;
  private final List<PlanProblem> problems = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private PlanChecker(PlanContext context) {
    this.context = context;
  }

  /** Everything wrong with the plan; empty if it can run. */
  static List<PlanProblem> check(Plan plan, PlanContext context) {
    List<PlanProblem> form = PlanJson.problems(PlanJson.write(plan));
    if (!form.isEmpty()) {
      return form;
    }
    PlanChecker checker = new PlanChecker(context);
    checker.level(plan.steps(), "steps", null, Map.of());
    int calls = calls(plan.steps());
    if (calls > context.callsLeft()) {
      checker.add(
          "steps",
          "budget",
          "the plan makes " + calls + " tool calls, " + context.callsLeft() + " are left",
          "do with fewer calls, or answer with what there is");
    }
    return List.copyOf(checker.problems);
  }

  /** Calls of a plan; the body of a loop counts once. */
  private static int calls(List<Plan.Step> steps) {
    return steps.stream().mapToInt(s -> s.tool() != null ? 1 : calls(s.body())).sum();
  }

  private void level(
      List<Plan.Step> steps, String at, @Nullable PlanScope parent, Map<String, Known> variables) {
    PlanScope scope = new PlanScope(context, parent, steps, variables);
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step step = steps.get(i);
      String path = at + "[" + i + "]";
      identity(step, path);
      if (step.when() != null) {
        new ConditionCheck(scope, problems).check(step.when(), path + ".when");
      }
      if (step.tool() != null) {
        call(step, step.tool(), path, scope);
      } else {
        loop(step, path, scope);
      }
    }
    cycles(steps, at, scope);
  }

  private void identity(Plan.Step step, String path) {
    String id = step.id();
    if (!ids.add(id)) {
      add(path + ".id", "duplicate_step", "two steps are named '" + id + "'", "rename one of them");
    } else if (context.study(id).isPresent()) {
      add(path + ".id", "duplicate_step", "'" + id + "' names a study already", "rename the step");
    } else if (context.payload(id).isPresent()) {
      add(
          path + ".id",
          "duplicate_step",
          "step '" + id + "' of this conversation has run already",
          "refer to its outputs, or name the new step otherwise");
    }
  }

  private void call(Plan.Step step, String tool, String path, PlanScope scope) {
    Optional<ToolManifest> found = context.tool(tool);
    if (found.isEmpty()) {
      add(
          path + ".tool",
          "unknown_tool",
          "there is no tool '" + tool + "'",
          Nearest.suggestion(
              tool, context.tools().stream().map(ToolManifest::name).toList(), "there are: "));
      Reference.in(step.args(), path + ".args").forEach((at, r) -> resolve(r, at, scope));
      return;
    }
    ToolManifest manifest = found.get();
    Map<String, Reference> references = Reference.in(step.args(), "args");
    Set<String> missing = new HashSet<>();
    for (Port port : manifest.inputs()) {
      if (port.required() && !step.args().has(port.name())) {
        missing.add("add '" + port.name() + "'");
        add(
            path + ".args." + port.name(),
            "missing_input",
            manifest.name() + " needs '" + port.name() + "' (" + port.type() + ")",
            "give " + port.name() + ", or ask the user for it");
      }
    }
    ObjectNode literals = (ObjectNode) Reference.replace(step.args(), "args", (at, r) -> null);
    for (ToolProblem p : ArgumentChecker.problems(manifest, literals)) {
      if (!missing.contains(p.fix()) && references.keySet().stream().noneMatch(r -> covers(r, p))) {
        add(
            path + ".args" + (p.path().isEmpty() ? "" : "." + p.path()),
            "schema",
            p.message(),
            p.fix());
      }
    }
    new ArgumentTypes(context, manifest, step.args(), problems)
        .check(path, references, r -> scope.resolve(r));
  }

  private static boolean covers(String reference, ToolProblem p) {
    String place = "args." + p.path();
    return place.equals(reference) || place.startsWith(reference + ".");
  }

  private void loop(Plan.Step step, String path, PlanScope scope) {
    Known list = resolve(Reference.parse(step.forEach() + ""), path + ".forEach", scope);
    if (list.type() != null && !list.type().list()) {
      add(
          path + ".forEach",
          "type_mismatch",
          step.forEach() + " is a " + list.type() + ", not a list",
          "refer to a list, or write its steps without the loop");
    }
    level(step.body(), path + ".do", scope, Map.of(step.as() + "", list.element()));
  }

  private Known resolve(Reference reference, String at, PlanScope scope) {
    try {
      return scope.resolve(reference);
    } catch (PlanScope.UnresolvedException e) {
      add(at, "unknown_reference", e.getMessage() + "", e.fix());
      return Known.NOTHING;
    }
  }

  /** Steps of one level that wait for each other. */
  private void cycles(List<Plan.Step> steps, String at, PlanScope scope) {
    Map<String, Set<String>> needs = new HashMap<>();
    for (Plan.Step step : steps) {
      Set<String> needed = new HashSet<>();
      for (Reference r : references(step)) {
        Plan.Step sibling = scope.sibling(r);
        if (sibling != null) {
          needed.add(sibling.id());
        }
      }
      needs.merge(step.id(), needed, (a, b) -> a);
    }
    Set<String> free = new HashSet<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Map.Entry<String, Set<String>> e : needs.entrySet()) {
        moved |= free.containsAll(e.getValue()) && free.add(e.getKey());
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!free.contains(steps.get(i).id())) {
        add(
            at + "[" + i + "]",
            "cycle",
            "step '"
                + steps.get(i).id()
                + "' waits for itself through "
                + needs.get(steps.get(i).id()),
            "remove one of the references");
      }
    }
  }

  /** All references of a step, those of a loop's body included. */
  static List<Reference> references(Plan.Step step) {
    List<Reference> all = new ArrayList<>(Reference.in(step.args(), "args").values());
    if (step.when() != null) {
      all.addAll(Reference.in(step.when(), "when").values());
    }
    if (step.forEach() != null) {
      all.add(Reference.parse(step.forEach()));
    }
    step.body().forEach(s -> all.addAll(references(s)));
    return all;
  }

  private void add(String path, String code, String message, String fix) {
    problems.add(new PlanProblem(path, code, message, fix));
  }
}
