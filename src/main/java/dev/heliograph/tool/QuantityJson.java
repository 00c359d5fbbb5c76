package dev.heliograph.tool;

import static dev.heliograph.tool.ToolResultJson.list;
import static dev.heliograph.tool.ToolResultJson.putIfPresent;
import static dev.heliograph.tool.ToolResultJson.textOrNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Locale;

/** Measured quantities and their evidence as JSON ({@code $defs/quantity} of the result schema). */
public final class QuantityJson {

  private QuantityJson() {}

  public static ObjectNode write(MeasuredQuantity q) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putIfPresent(json, "id", q.id());
    json.put("output", q.output());
    putIfPresent(json, "structure", q.structure());
    json.setAll(write(q.quantity()));
    json.put("display", q.quantity().display());
    json.put("bound", q.bound().name().toLowerCase(Locale.ROOT));
    json.set("evidence", write(q.evidence()));
    return json;
  }

  /** {@code {kind, value, unit}}: how a quantity stands in arguments and outputs. */
  public static ObjectNode write(Quantity q) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", q.kind())
        .put("value", q.value())
        .put("unit", q.unit().ucum());
  }

  public static MeasuredQuantity read(JsonNode json) {
    return new MeasuredQuantity(
        textOrNull(json, "id"),
        json.path("output").asText(),
        textOrNull(json, "structure"),
        quantity(json),
        MeasuredQuantity.Bound.valueOf(json.path("bound").asText().toUpperCase(Locale.ROOT)),
        evidence(json.path("evidence")));
  }

  /**
   * Reads {@code {kind, value, unit}}.
   *
   * @throws IllegalArgumentException if the unit is unknown or the value is not finite
   */
  public static Quantity quantity(JsonNode json) {
    String unit = json.path("unit").asText();
    return new Quantity(
        json.path("kind").asText(),
        json.path("value").asDouble(),
        Unit.of(unit)
            .orElseThrow(() -> new IllegalArgumentException("'" + unit + "' is no known unit")));
  }

  private static ObjectNode write(Evidence e) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putIfPresent(json, "image", e.image());
    putIfPresent(json, "mask", e.mask());
    putIfPresent(json, "structure", e.structure());
    if (e.label() != null) {
      json.put("label", e.label());
    }
    Evidence.Box box = e.box();
    if (box != null) {
      write(box, json.putObject("box"));
    }
    ArrayNode lines = json.putArray("lines");
    for (Evidence.Line line : e.lines()) {
      ObjectNode l = lines.addObject().put("name", line.name());
      ArrayNode from = l.putArray("from");
      line.from().forEach(from::add);
      ArrayNode to = l.putArray("to");
      line.to().forEach(to::add);
    }
    if (!e.boxes().isEmpty()) {
      ArrayNode boxes = json.putArray("boxes");
      for (Evidence.Seen seen : e.boxes()) {
        write(seen.box(), boxes.addObject().put("score", seen.score()));
      }
    }
    json.put("method", e.method()).put("tool", e.tool());
    putIfPresent(json, "citation", e.citation());
    if (!e.inputs().isEmpty()) {
      ArrayNode inputs = json.putArray("inputs");
      e.inputs().forEach(inputs::add);
    }
    return json;
  }

  private static void write(Evidence.Box box, ObjectNode json) {
    ArrayNode min = json.putArray("min");
    box.min().forEach(min::add);
    ArrayNode max = json.putArray("max");
    box.max().forEach(max::add);
  }

  private static Evidence.Box box(JsonNode json) {
    return new Evidence.Box(
        list(json.path("min"), JsonNode::asInt), list(json.path("max"), JsonNode::asInt));
  }

  private static Evidence evidence(JsonNode json) {
    JsonNode box = json.path("box");
    return new Evidence(
        textOrNull(json, "image"),
        textOrNull(json, "mask"),
        textOrNull(json, "structure"),
        json.has("label") ? json.path("label").asInt() : null,
        box.isObject() ? box(box) : null,
        list(
            json.path("lines"),
            l ->
                new Evidence.Line(
                    l.path("name").asText(), point(l.path("from")), point(l.path("to")))),
        list(json.path("boxes"), b -> new Evidence.Seen(box(b), b.path("score").asDouble())),
        json.path("method").asText(),
        json.path("tool").asText(),
        textOrNull(json, "citation"),
        list(json.path("inputs"), JsonNode::asText));
  }

  private static List<Double> point(JsonNode xyz) {
    return list(xyz, JsonNode::asDouble);
  }
}
