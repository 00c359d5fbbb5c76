package dev.heliograph.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The example beside a manifest, {@code tools/<name>/example.json}: arguments, and what the result
 * must be like.
 */
record ToolExample(ObjectNode arguments, List<String> status, List<String> quantities) {

  static Optional<ToolExample> of(String tool) throws IOException {
    Path file = ProjectRoot.path().resolve("tools").resolve(tool).resolve("example.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    return Optional.of(
        new ToolExample(
            (ObjectNode) json.path("arguments"),
            texts(json.path("expect").path("status")),
            texts(json.path("expect").path("quantities"))));
  }

  /** The arguments with {@code "$image"} and the like replaced; throws if one is not given. */
  ObjectNode arguments(Map<String, String> given) {
    ObjectNode filled = arguments.deepCopy();
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      String text = argument.getValue().asText();
      if (argument.getValue().isTextual() && text.startsWith("$")) {
        String id = given.get(text.substring(1));
        if (id == null) {
          throw ProblemException.badRequest(
              "the example needs a " + text.substring(1) + " to run on",
              "send {\"" + text.substring(1) + "\": \"<id>\"}");
        }
        filled.put(argument.getKey(), id);
      }
    }
    return filled;
  }

  /** What the result lacks; empty if it is as expected. */
  List<String> missing(JsonNode result) {
    List<String> missing = new ArrayList<>();
    if (!status.contains(result.path("status").asText())) {
      missing.add("the status is " + result.path("status").asText() + ", not one of " + status);
    }
    List<String> outputs = new ArrayList<>();
    result.path("quantities").forEach(q -> outputs.add(q.path("output").asText()));
    for (String quantity : quantities) {
      if (!outputs.contains(quantity)) {
        missing.add("there is no quantity " + quantity);
      }
    }
    return missing;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
