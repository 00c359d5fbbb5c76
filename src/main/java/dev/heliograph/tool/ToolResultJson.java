package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tool results as JSON, exactly as {@code schemas/result.schema.json} has them, and back. */
public final class ToolResultJson {

  private ToolResultJson() {}

  public static ObjectNode write(ToolResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", result.status());
    return result.fold(
        c -> payload(json, c.payload()),
        i -> payload(json, i.payload()).put("reason", i.reason()),
        r -> json.put("reason", r.reason()).put("fix", r.fix()),
        f -> json.put("cause", f.cause()).put("retryable", f.retryable()),
        c -> json);
  }

  /**
   * @throws IllegalArgumentException if the JSON is no valid result
   */
  public static ToolResult read(JsonNode json) {
    List<Schemas.Problem> problems = Schemas.validate("result", json);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("no valid tool result: " + problems);
    }
    return switch (json.path("status").asText()) {
      case "completed" -> new ToolResult.Completed(payload(json));
      case "incomplete" -> new ToolResult.Incomplete(payload(json), json.path("reason").asText());
      case "rejected" ->
          new ToolResult.Rejected(json.path("reason").asText(), json.path("fix").asText());
      case "failed" ->
          new ToolResult.Failed(json.path("cause").asText(), json.path("retryable").asBoolean());
      default -> new ToolResult.Cancelled();
    };
  }

  public static ObjectNode write(Artifact a) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", a.id());
    json.put("kind", a.kind().name().toLowerCase(Locale.ROOT));
    putIfPresent(json, "image", a.image());
    json.put("name", a.name()).put("sha256", a.blob());
    json.put("mediaType", a.mediaType()).put("bytes", a.bytes());
    ObjectNode structures = json.putObject("structures");
    a.structures().forEach((label, name) -> structures.put(label.toString(), name));
    return json.put("producer", a.producer());
  }

  public static Artifact artifact(JsonNode json) {
    SortedMap<Integer, String> structures = new TreeMap<>();
    json.path("structures")
        .properties()
        .forEach(e -> structures.put(Integer.valueOf(e.getKey()), e.getValue().asText()));
    return new Artifact(
        json.path("id").asText(),
        Artifact.Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
        textOrNull(json, "image"),
        json.path("name").asText(),
        json.path("sha256").asText(),
        json.path("mediaType").asText(),
        json.path("bytes").asLong(),
        structures,
        json.path("producer").asText());
  }

  private static ObjectNode payload(ObjectNode json, ToolResult.Payload payload) {
    json.set("outputs", payload.outputs());
    ArrayNode quantities = json.putArray("quantities");
    payload.quantities().forEach(q -> quantities.add(QuantityJson.write(q)));
    ArrayNode artifacts = json.putArray("artifacts");
    payload.artifacts().forEach(a -> artifacts.add(write(a)));
    ArrayNode warnings = json.putArray("warnings");
    payload
        .warnings()
        .forEach(w -> warnings.addObject().put("code", w.code()).put("message", w.message()));
    return json;
  }

  private static ToolResult.Payload payload(JsonNode json) {
    return new ToolResult.Payload(
        ((ObjectNode) json.path("outputs")).deepCopy(),
        list(json.path("quantities"), QuantityJson::read),
        list(json.path("artifacts"), ToolResultJson::artifact),
        list(
            json.path("warnings"),
            w -> new ToolResult.Warning(w.path("code").asText(), w.path("message").asText())));
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>();
    array.forEach(e -> list.add(element.apply(e)));
    return list;
  }

  static void putIfPresent(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  static @Nullable String textOrNull(JsonNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).asText() : null;
  }
}
