package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether named values have the shapes that their schema and its {@code x-type}s ask for. */
final class ValueCheck {

  private ValueCheck() {}

  /** The problems of {@code values} against a schema's ports: shapes of types and unknown names. */
  static List<ToolProblem> types(List<Port> ports, ObjectNode values, String what) {
    List<ToolProblem> problems = new ArrayList<>();
    List<String> names = ports.stream().map(Port::name).toList();
    values
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                problems.add(
                    new ToolProblem(
                        name,
                        "there is no " + what + " '" + name + "'",
                        "use " + String.join(", ", names)));
              }
            });
    for (Port port : ports) {
      JsonNode value = values.get(port.name());
      if (value == null) {
        continue;
      }
      if (port.type().list()) {
        if (!value.isArray()) {
          problems.add(new ToolProblem(port.name(), "is no list", "give a " + port.type()));
        }
        for (int i = 0; i < value.size(); i++) {
          one(port.type(), value.get(i), port.name() + "[" + i + "]", problems);
        }
      } else {
        one(port.type(), value, port.name(), problems);
      }
    }
    return problems;
  }

  private static void one(ToolType type, JsonNode value, String at, List<ToolProblem> problems) {
    switch (type.name()) {
      case "Study", "Image", "LabelMap", "Structure", "Report" -> {
        if (!value.isTextual() || value.asText().isBlank()) {
          problems.add(
              new ToolProblem(
                  at,
                  "is no " + type.name(),
                  type.name().equals("Structure")
                      ? "give the name of a structure, such as liver"
                      : "give an id"));
        }
      }
      case "Count" -> {
        if (!value.isIntegralNumber() || value.asLong() < 0) {
          problems.add(new ToolProblem(at, "is no count", "give a whole number, 0 or more"));
        }
      }
      case "Quantity" -> quantity(type, value, at, problems);
      default -> {}
    }
  }

  private static void quantity(
      ToolType type, JsonNode value, String at, List<ToolProblem> problems) {
    if (!value.path("kind").isTextual()
        || !value.path("value").isNumber()
        || !value.path("unit").isTextual()) {
      problems.add(
          new ToolProblem(
              at, "is no quantity", "give {\"kind\": …, \"value\": number, \"unit\": UCUM code}"));
      return;
    }
    Optional<Unit> unit = Unit.of(value.path("unit").asText());
    if (unit.isEmpty()) {
      problems.add(
          new ToolProblem(
              at, "'" + value.path("unit").asText() + "' is no unit", "use a UCUM code like mL"));
      return;
    }
    String kind = type.parameters().get(0);
    if (!type.anyKind() && !value.path("kind").asText().equals(kind)) {
      problems.add(
          new ToolProblem(
              at, "is a " + value.path("kind").asText() + ", not a " + kind, "give a " + kind));
    }
    Optional<Unit> wanted =
        type.parameters().size() > 1 ? Unit.of(type.parameters().get(1)) : Optional.empty();
    if (wanted.isPresent() && wanted.get().dimension() != unit.get().dimension()) {
      problems.add(
          new ToolProblem(
              at,
              "has the unit " + unit.get().ucum() + ", which is no " + wanted.get().dimension(),
              "give it in " + wanted.get().ucum()));
    }
  }
}
