package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.heliograph.study.Image;
import dev.heliograph.tool.ToolType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a referenced value before a plan runs.
 *
 * @param type its type, or null if nothing says it
 * @param schema its JSON Schema, or missing
 * @param structures for a label map: what it may hold; null if nothing says it
 * @param images the images it stands for where it is a study or an image
 */
record Known(
    @Nullable ToolType type,
    JsonNode schema,
    @Nullable Set<String> structures,
    List<Image> images) {

  static final Known NOTHING = new Known(null, MissingNode.getInstance(), null, List.of());

  static Known of(String type, List<Image> images) {
    return new Known(ToolType.parse(type), MissingNode.getInstance(), null, images);
  }

  /** One element of the list that this is. */
  Known element() {
    return new Known(
        type == null ? null : new ToolType(type.name(), type.parameters(), false, false),
        schema.path("items"),
        structures,
        images);
  }

  /** A field of the object that this is; empty knowledge where no schema describes it. */
  Known field(String name) {
    JsonNode s = schema.path("properties").path(name);
    return s.has("x-type")
        ? new Known(ToolType.parse(s.path("x-type").asText()), s, structures, List.of())
        : NOTHING;
  }
}
