package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One argument or output of a tool.
 *
 * @param name its name in the schema
 * @param type its {@code x-type}; {@code Text}, {@code Count}… where the schema has only a JSON
 *     type
 * @param required whether the schema requires it
 * @param schema its JSON Schema
 */
public record Port(String name, ToolType type, boolean required, JsonNode schema) {

  static List<Port> of(ObjectNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(r -> required.add(r.asText()));
    List<Port> ports = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode s = property.getValue();
      ToolType type = ToolType.parse(s.path("x-type").asText("Text"));
      ports.add(
          new Port(
              property.getKey(),
              type,
              required.contains(property.getKey()) && !type.optional(),
              s));
    }
    return ports;
  }

  /**
   * The {@code x-requires} precondition of this input: values allowed by key, such as {@code
   * modality: [CT]}.
   */
  public JsonNode requires() {
    return schema.path("x-requires");
  }

  /**
   * Words of users without which this port is left alone: an argument is not filled from words, an
   * output is not said. Empty if there is no such condition.
   */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    schema.path("x-words").forEach(w -> words.add(w.asText()));
    return words;
  }

  /**
   * Whether it takes only quantities that were measured: its schema requires their {@code id}, so
   * that no plan can calculate with a number of its own.
   */
  public boolean wantsMeasured() {
    JsonNode quantity = type.list() ? schema.path("items") : schema;
    for (JsonNode name : quantity.path("required")) {
      if (type.name().equals("Quantity") && name.asText().equals("id")) {
        return true;
      }
    }
    return false;
  }
}
