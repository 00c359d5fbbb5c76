package dev.heliograph.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Texts that cannot be stored or sent as UTF-8 are refused where they come in. */
final class JsonTexts {

  /** No NUL (PostgreSQL cannot store it), no half of a surrogate pair (UTF-8 cannot hold it). */
  private static final Pattern STORABLE = Pattern.compile("[^\\u0000\\uD800-\\uDFFF]*");

  private JsonTexts() {}

  /** The same JSON, if all its texts and names can be stored. */
  static <T extends JsonNode> T checked(T json) {
    check(json);
    return json;
  }

  private static void check(JsonNode json) {
    if (json.isTextual()) {
      check(json.textValue());
    } else if (json.isNumber()
        && json.isFloatingPointNumber()
        && !Double.isFinite(json.doubleValue())) {
      throw ProblemException.badRequest(
          "the JSON holds a number out of range", "use a finite number");
    }
    json.properties()
        .forEach(
            p -> {
              check(p.getKey());
              check(p.getValue());
            });
    if (json.isArray()) {
      json.forEach(JsonTexts::check);
    }
  }

  /** The same text, if it can be stored. */
  static String checked(String text) {
    check(text);
    return text;
  }

  private static void check(String text) {
    if (!STORABLE.matcher(text).matches()) {
      throw ProblemException.badRequest(
          "the JSON holds a text with a NUL or half a surrogate pair", "remove that character");
    }
  }
}
