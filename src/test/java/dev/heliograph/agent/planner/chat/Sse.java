package dev.heliograph.agent.planner.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Builds the streamed replies of an OpenAI-compatible server. */
public final class Sse {

  private Sse() {}

  /** Prose, streamed in pieces of a few characters. */
  public static String text(String text) {
    StringBuilder sse = new StringBuilder();
    for (int i = 0; i < text.length(); i += 7) {
      String piece = text.substring(i, Math.min(text.length(), i + 7));
      sse.append(chunk(delta -> delta.put("content", piece), null));
    }
    return sse.append(end("stop")).toString();
  }

  /** One native call, its arguments streamed in two pieces. */
  public static String call(String tool, String arguments) {
    int half = arguments.length() / 2;
    return chunk(delta -> toolCall(delta, 0, "call_1", tool, arguments.substring(0, half)), null)
        + chunk(delta -> toolCall(delta, 0, null, null, arguments.substring(half)), null)
        + end("tool_calls");
  }

  /** Two native calls in one reply. */
  public static String calls(String tool1, String arguments1, String tool2, String arguments2) {
    return chunk(delta -> toolCall(delta, 0, "call_1", tool1, arguments1), null)
        + chunk(delta -> toolCall(delta, 1, "call_2", tool2, arguments2), null)
        + end("tool_calls");
  }

  private static void toolCall(
      ObjectNode delta,
      int index,
      @org.jspecify.annotations.Nullable String id,
      @org.jspecify.annotations.Nullable String name,
      String arguments) {
    ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
    if (id != null) {
      call.put("id", id).put("type", "function");
    }
    ObjectNode function = call.putObject("function");
    if (name != null) {
      function.put("name", name);
    }
    function.put("arguments", arguments);
  }

  private static String end(String reason) {
    return chunk(delta -> {}, reason) + "data: [DONE]\n\n";
  }

  private static String chunk(
      Consumer<ObjectNode> fill, @org.jspecify.annotations.Nullable String finish) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", "chatcmpl-1")
        .put("object", "chat.completion.chunk")
        .put("created", 1)
        .put("model", "test-model");
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    fill.accept(choice.putObject("delta"));
    choice.put("finish_reason", finish);
    return "data: " + json + "\n\n";
  }
}
