package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Ids;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolResultJson;
import dev.heliograph.tool.adapter.JavaToolMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Calls a tool by name, as the registry makes it. */
final class ToolRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ToolRun() {}

  /**
   * @param arguments JSON, in which ' stands for "
   */
  static JsonNode call(ToolContext context, String tool, String arguments) {
    try {
      Tool t = new JavaToolMaker().make(ManifestReader.read(Path.of("tools", tool, "tool.yaml")));
      ObjectNode args = (ObjectNode) JSON.readTree(arguments.replace('\'', '"'));
      return ToolResultJson.write(
          ToolInvoker.call(t, new ToolCall(Ids.next(), t.manifest().id(), args), context));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double value(JsonNode result, String output) {
    return result.path("outputs").path(output).path("value").asDouble(Double.NaN);
  }

  /** {@code exact}, {@code lower}, {@code upper} or {@code reference}. */
  static String bound(JsonNode result, String output) {
    for (JsonNode q : result.path("quantities")) {
      if (q.path("output").asText().equals(output)) {
        return q.path("bound").asText();
      }
    }
    return "";
  }
}
