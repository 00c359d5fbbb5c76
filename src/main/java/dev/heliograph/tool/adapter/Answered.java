package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.ToolType;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool outside of this process answered, as a result. Only outputs that the manifest
 * promises are taken, text is cut to {@value #MAX_TEXT} characters, and every number gets its unit
 * from the manifest where the answer has none; {@code ResultChecker} then holds all of it to the
 * manifest.
 *
 * <p>An answer is either the outputs by name, or {@code {"status": "completed", "outputs": {…},
 * "warnings": [{"code", "message"}]}}; {@code incomplete} adds a {@code reason}; {@code rejected}
 * has {@code reason} and {@code fix}; {@code failed} has {@code cause} and {@code retryable}.
 */
final class Answered {

  static final int MAX_TEXT = 10_000;
  private static final int MAX_SENTENCE = 400;
  private static final int MAX_LIST = 1_000;

  private final ToolManifest manifest;
  private final ObjectNode arguments;
  private final @Nullable Image image;
  private final LabelFiles labels;
  private final String how;

  private final ObjectNode outputs = JsonNodeFactory.instance.objectNode();
  private final List<MeasuredQuantity> quantities = new ArrayList<>();
  private final List<Artifact> artifacts = new ArrayList<>();

  /**
   * @param image what the call was about, or null
   * @param how one sentence for the evidence: who computed it
   */
  Answered(
      ToolManifest manifest,
      ObjectNode arguments,
      @Nullable Image image,
      LabelFiles labels,
      String how) {
    this.manifest = manifest;
    this.arguments = arguments;
    this.image = image;
    this.labels = labels;
    this.how = how;
  }

  /** Adds a label map that came as a file of its own. */
  void labelMap(String output, LabelMap map) throws java.io.IOException {
    Artifact saved = labels.save(map, output);
    artifacts.add(saved);
    outputs.put(output, saved.id());
  }

  ToolResult result(JsonNode answer) throws java.io.IOException {
    if (!answer.isObject()) {
      return broken("its answer is no JSON object");
    }
    String status = answer.path("status").asText("");
    switch (status) {
      case "rejected":
        return new ToolResult.Rejected(
            sentence(answer, "reason", "the tool refused the input and did not say why"),
            sentence(answer, "fix", "see the tool's documentation"));
      case "failed":
        return new ToolResult.Failed(
            manifest.id() + ": " + sentence(answer, "cause", "it failed and did not say why"),
            answer.path("retryable").asBoolean(false));
      case "cancelled":
        return new ToolResult.Cancelled();
      default:
        break;
    }
    boolean wrapped = answer.path("outputs").isObject();
    JsonNode given = wrapped ? answer.path("outputs") : answer;
    try {
      for (Port port : manifest.outputs()) {
        JsonNode value = given.path(port.name());
        if (!value.isMissingNode() && !value.isNull()) {
          outputs.set(port.name(), value(port, value));
        }
      }
    } catch (IllegalArgumentException e) {
      return broken(String.valueOf(e.getMessage()));
    }
    ToolResult.Payload payload =
        new ToolResult.Payload(outputs, quantities, artifacts, warnings(answer.path("warnings")));
    return wrapped && status.equals("incomplete")
        ? new ToolResult.Incomplete(
            payload, sentence(answer, "reason", "the tool says that its result is incomplete"))
        : new ToolResult.Completed(payload);
  }

  private JsonNode value(Port port, JsonNode value) throws java.io.IOException {
    ToolType type = port.type();
    if (type.list() && value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < Math.min(value.size(), MAX_LIST); i++) {
        list.add(one(port, value.get(i)));
      }
      return list;
    }
    return one(port, value);
  }

  private JsonNode one(Port port, JsonNode value) throws java.io.IOException {
    return switch (port.type().name()) {
      case "Quantity" -> quantity(port, value);
      case "Count" -> count(port, value);
      case "LabelMap" -> {
        Artifact saved = labels.save(labels.decode(value), port.name());
        artifacts.add(saved);
        yield JsonNodeFactory.instance.textNode(saved.id());
      }
      default -> bounded(value);
    };
  }

  private ObjectNode quantity(Port port, JsonNode value) {
    List<String> named = port.type().parameters();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", named.isEmpty() ? port.name() : named.get(0));
    JsonNode number = value.isObject() ? value.path("value") : value;
    if (!number.isNumber()) {
      throw new IllegalArgumentException(
          "output '" + port.name() + "' is no number and no {value, unit}");
    }
    json.put("value", number.asDouble());
    String promised = named.size() == 2 ? named.get(1) : "";
    json.put("unit", value.path("unit").asText(promised));
    add(port, QuantityJson.quantity(json), value);
    return json;
  }

  private JsonNode count(Port port, JsonNode value) {
    if (value.isIntegralNumber()) {
      add(port, new Quantity(port.name(), value.asDouble(), Unit.COUNT), value);
    }
    return value;
  }

  private void add(Port port, Quantity quantity, JsonNode value) {
    String structure = value.path("structure").asText(structureArgument());
    quantities.add(
        new MeasuredQuantity(
            null,
            port.name(),
            structure.isEmpty() ? null : cut(structure, 80),
            quantity,
            MeasuredQuantity.Bound.EXACT,
            new Evidence(
                image == null ? null : image.id(),
                null,
                structure.isEmpty() ? null : cut(structure, 80),
                null,
                null,
                List.of(),
                how,
                manifest.id(),
                null)));
  }

  private String structureArgument() {
    return manifest.inputs().stream()
        .filter(p -> p.type().name().equals("Structure") && !p.type().list())
        .map(p -> arguments.path(p.name()).asText(""))
        .findFirst()
        .orElse("");
  }

  /** Text of any depth, cut; a list of at most {@value #MAX_LIST}. */
  private static JsonNode bounded(JsonNode value) {
    if (value.isTextual() && value.asText().length() > MAX_TEXT) {
      return JsonNodeFactory.instance.textNode(cut(value.asText(), MAX_TEXT));
    }
    if (value.toString().length() > 4 * MAX_TEXT) {
      throw new IllegalArgumentException(
          "an output is longer than " + 4 * MAX_TEXT + " characters");
    }
    return value;
  }

  private static List<ToolResult.Warning> warnings(JsonNode given) {
    List<ToolResult.Warning> warnings = new ArrayList<>();
    for (JsonNode w : given) {
      if (warnings.size() < 20 && w.path("message").isTextual()) {
        String code =
            w.path("code").asText("").matches("[a-z_]{1,40}") ? w.path("code").asText() : "tool";
        warnings.add(new ToolResult.Warning(code, cut(w.path("message").asText(), MAX_SENTENCE)));
      }
    }
    return warnings;
  }

  private ToolResult broken(String what) {
    return broken(manifest, cut(what, MAX_SENTENCE));
  }

  /** What was answered contradicts the manifest. */
  static ToolResult broken(ToolManifest manifest, @Nullable String what) {
    return new ToolResult.Failed(manifest.id() + " broke its own manifest: " + what, false);
  }

  private static String sentence(JsonNode answer, String field, String otherwise) {
    String text = answer.path(field).asText("").strip();
    return text.isEmpty() ? otherwise : cut(text, MAX_SENTENCE);
  }

  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
