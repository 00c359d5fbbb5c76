package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code $name} or {@code $name.field} in a plan: a study ({@code $ct}), one of its images ({@code
 * $ct.image2}, counted from 1), an output of a step ({@code $seg.mask}), a loop variable or a field
 * of it ({@code $lesion.mask}).
 */
record Reference(String name, @Nullable String field) {

  /** The reference a value is, or empty if it is a literal. */
  static Optional<Reference> of(JsonNode value) {
    if (!value.isTextual()) {
      return Optional.empty();
    }
    String text = value.asText();
    return text.startsWith("$") && !text.startsWith("$$")
        ? Optional.of(parse(text))
        : Optional.empty();
  }

  static Reference parse(String text) {
    String t = text.startsWith("$") ? text.substring(1) : text;
    int dot = t.lastIndexOf('.');
    return dot < 0
        ? new Reference(t, null)
        : new Reference(t.substring(0, dot), t.substring(dot + 1));
  }

  /** All references in a value, at any depth, by their place ({@code args.mask[0]}). */
  static Map<String, Reference> in(JsonNode value, String at) {
    Map<String, Reference> found = new LinkedHashMap<>();
    replace(
        value,
        at,
        (path, reference) -> {
          found.put(path, reference);
          return null;
        });
    return found;
  }

  /**
   * A copy of the value with every reference replaced and {@code $$} at the start of a text read as
   * a literal {@code $}. The function gets the place and the reference; null keeps the reference.
   */
  static JsonNode replace(
      JsonNode value, String at, BiFunction<String, Reference, @Nullable JsonNode> with) {
    if (value.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(e -> copy.set(e.getKey(), replace(e.getValue(), at + "." + e.getKey(), with)));
      return copy;
    }
    if (value.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        copy.add(replace(value.get(i), at + "[" + i + "]", with));
      }
      return copy;
    }
    Optional<Reference> reference = of(value);
    if (reference.isPresent()) {
      JsonNode replaced = with.apply(at, reference.get());
      return replaced == null ? value : replaced;
    }
    return value.isTextual() && value.asText().startsWith("$$")
        ? TextNode.valueOf(value.asText().substring(1))
        : value;
  }

  @Override
  public String toString() {
    return "$" + name + (field == null ? "" : "." + field);
  }
}
