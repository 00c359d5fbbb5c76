package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.ToolType;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a step's {@code when} before the plan runs: references, and units that compare. */
final class ConditionCheck {

  private final PlanScope scope;
  private final List<PlanProblem> problems;

  ConditionCheck(PlanScope scope, List<PlanProblem> problems) {
    this.scope = scope;
    this.problems = problems;
  }

  void check(JsonNode condition, String at) {
    for (Map.Entry<String, JsonNode> e : condition.properties()) {
      String path = at + "." + e.getKey();
      switch (e.getKey()) {
        case "not" -> check(e.getValue(), path);
        case "all", "any" -> {
          for (int i = 0; i < e.getValue().size(); i++) {
            check(e.getValue().get(i), path + "[" + i + "]");
          }
        }
        default -> comparison(e.getValue(), path);
      }
    }
  }

  private void comparison(JsonNode operands, String at) {
    Optional<Unit.Dimension> left = dimension(operands.path(0), at + "[0]");
    Optional<Unit.Dimension> right = dimension(operands.path(1), at + "[1]");
    if (left.isPresent() && right.isPresent() && left.get() != right.get()) {
      problems.add(
          new PlanProblem(
              at,
              "unit_mismatch",
              "a " + left.get() + " does not compare with a " + right.get(),
              "compare quantities of one dimension, such as {\"value\": 1800, \"unit\": \"mL\"}"));
    }
  }

  /** What an operand measures; empty for texts and for what is not known yet. */
  private Optional<Unit.Dimension> dimension(JsonNode operand, String at) {
    Optional<Reference> reference = Reference.of(operand);
    if (reference.isPresent()) {
      try {
        ToolType type = scope.resolve(reference.get()).type();
        return type == null
            ? Optional.empty()
            : type.name().equals("Count")
                ? Optional.of(Unit.Dimension.NUMBER)
                : ArgumentTypes.unit(type).map(u -> plain(u.dimension()));
      } catch (PlanScope.UnresolvedException e) {
        problems.add(new PlanProblem(at, "unknown_reference", e.getMessage() + "", e.fix()));
        return Optional.empty();
      }
    }
    if (operand.isObject()) {
      Optional<Unit> unit = Unit.of(operand.path("unit").asText());
      if (unit.isEmpty() || !operand.path("value").isNumber()) {
        problems.add(
            new PlanProblem(
                at, "schema", "no quantity", "write {\"value\": number, \"unit\": UCUM code}"));
      }
      return unit.map(u -> plain(u.dimension()));
    }
    return operand.isNumber() ? Optional.of(Unit.Dimension.NUMBER) : Optional.empty();
  }

  /** Counts compare with bare numbers. */
  private static Unit.Dimension plain(Unit.Dimension dimension) {
    return dimension == Unit.Dimension.COUNT ? Unit.Dimension.NUMBER : dimension;
  }
}
