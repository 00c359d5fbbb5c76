package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Holds a tool to its manifest: outputs that are not what it promised fail the call. */
final class ResultChecker {

  private ResultChecker() {}

  /** The result, or {@link ToolResult.Failed} saying what contradicts the manifest. */
  static ToolResult checked(ToolManifest manifest, ToolResult result) {
    List<ToolProblem> problems =
        result.fold(
            c -> problems(manifest, c.payload(), false),
            i -> problems(manifest, i.payload(), true),
            r -> List.of(),
            f -> List.of(),
            c -> List.of());
    return problems.isEmpty()
        ? result
        : new ToolResult.Failed(
            manifest.id() + " broke its own manifest: " + ToolProblem.messages(problems), false);
  }

  private static List<ToolProblem> problems(
      ToolManifest manifest, ToolResult.Payload payload, boolean partial) {
    ObjectNode schema = manifest.output();
    if (partial) {
      schema = schema.deepCopy();
      schema.remove("required"); // an incomplete result may lack what could not be determined
    }
    List<ToolProblem> problems = new ArrayList<>(ToolSchema.of(schema).validate(payload.outputs()));
    problems.addAll(ValueCheck.types(manifest.outputs(), payload.outputs(), "output"));
    for (MeasuredQuantity q : payload.quantities()) {
      if (!holds(payload.outputs().path(q.output()), q.quantity().value())) {
        problems.add(
            new ToolProblem(
                q.output(),
                "the quantity "
                    + q.quantity().display()
                    + " is not the value of the output '"
                    + q.output()
                    + "'",
                "return each quantity as the output of the same name"));
      }
      if (q.evidence().method().isBlank() || !q.evidence().tool().equals(manifest.id())) {
        problems.add(
            new ToolProblem(
                q.output(),
                "its evidence does not say how and by which tool it was measured",
                "fill method and tool"));
      }
    }
    return problems;
  }

  /** Whether an output is this number, a quantity of this value, or a list with one of them. */
  private static boolean holds(JsonNode output, double value) {
    if (output.isArray()) {
      for (JsonNode element : output) {
        if (holds(element, value)) {
          return true;
        }
      }
      return false;
    }
    JsonNode number = output.isObject() ? output.path("value") : output;
    return number.isNumber() && number.asDouble() == value;
  }
}
