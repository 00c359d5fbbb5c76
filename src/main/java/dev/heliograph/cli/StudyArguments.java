package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments of a tool that speak of a stored study instead of ids. */
final class StudyArguments {

  private static final Pattern IMAGE = Pattern.compile("\\$image([1-9]\\d{0,3})?");

  private StudyArguments() {}

  /**
   * A copy with {@code $study} as the study's id, {@code $image} as that of its first image, {@code
   * $image2} of its second and so on. Images that the tool requires and nobody gave are the first.
   *
   * @param tool as the API gives it
   * @param study as the API gives it
   * @throws CliException if an image is named that the study has not
   */
  static ObjectNode fill(ObjectNode arguments, JsonNode tool, JsonNode study) {
    ObjectNode filled = arguments.deepCopy();
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      filled.set(argument.getKey(), value(argument.getValue(), study));
    }
    for (JsonNode required : tool.path("input").path("required")) {
      String name = required.asText();
      JsonNode port = tool.path("input").path("properties").path(name);
      if (!filled.has(name) && port.path("x-type").asText().equals("Image")) {
        filled.set(name, value(TextNode.valueOf("$image"), study));
      }
    }
    return filled;
  }

  private static JsonNode value(JsonNode given, JsonNode study) {
    if (given.isArray()) {
      ArrayNode all = given.deepCopy();
      for (int i = 0; i < all.size(); i++) {
        all.set(i, value(all.get(i), study));
      }
      return all;
    }
    String text = given.asText();
    Matcher image = IMAGE.matcher(text);
    if (!given.isTextual() || (!text.equals("$study") && !image.matches())) {
      return given;
    }
    if (text.equals("$study")) {
      return study.path("id");
    }
    int number = image.group(1) == null ? 1 : Integer.parseInt(image.group(1));
    JsonNode id = study.path("images").path(number - 1).path("id");
    if (id.isMissingNode()) {
      throw CliException.wrongUse(
          "the study has " + study.path("images").size() + " images, and " + text + " is none",
          "'heliograph study show' lists them");
    }
    return id;
  }
}
