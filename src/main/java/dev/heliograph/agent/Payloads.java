package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads of run events, as {@code schemas/event.schema.json} has them. */
final class Payloads {

  private Payloads() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode started(String step, ToolCall call, int attempt) {
    ObjectNode json = object().put("step", step).put("call", call.id()).put("tool", call.tool());
    json.set("arguments", call.arguments());
    return json.put("attempt", attempt);
  }

  static ObjectNode finished(String step, ToolCall call, long millis, ObjectNode result) {
    ObjectNode json =
        object()
            .put("step", step)
            .put("call", call.id())
            .put("tool", call.tool())
            .put("millis", millis);
    json.set("result", result);
    return json;
  }

  static ObjectNode proposed(Plan plan, @Nullable ObjectNode explanation) {
    ObjectNode json = object();
    json.set("plan", PlanJson.write(plan));
    if (explanation != null) {
      json.set("explanation", explanation);
    }
    return json;
  }

  static ObjectNode rejected(@Nullable Plan plan, List<PlanProblem> problems) {
    ObjectNode json = object();
    if (plan != null) {
      json.set("plan", PlanJson.write(plan));
    }
    ArrayNode list = json.putArray("problems");
    for (PlanProblem p : problems) {
      list.addObject()
          .put("path", p.path())
          .put("code", p.code())
          .put("message", p.message())
          .put("fix", p.fix());
    }
    return json;
  }

  static ObjectNode failed(String cause, String fix, boolean retryable) {
    return object().put("cause", cause).put("fix", fix).put("retryable", retryable);
  }
}
