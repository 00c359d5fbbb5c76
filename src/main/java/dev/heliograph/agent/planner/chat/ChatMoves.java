package dev.heliograph.agent.planner.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.PlanJson;
import dev.heliograph.agent.PlannerState;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a move from a model's reply: its tool calls, or JSON in its text, or prose, which is the
 * answer.
 */
final class ChatMoves {

  private static final int LONGEST_REPLY = 100_000;
  private static final Pattern FENCE =
      Pattern.compile("```(?:json)?\\s*(\\{.*?})\\s*```", Pattern.DOTALL);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ChatMoves() {}

  static Move read(AiMessage reply, CallStyle style, PlannerState state) {
    String text = reply.text() == null ? "" : reply.text().strip();
    if (text.length() > LONGEST_REPLY) {
      return new Move.Malformed(
          "the reply is longer than " + LONGEST_REPLY + " characters", text.substring(0, 500));
    }
    try {
      if (reply.hasToolExecutionRequests()) {
        List<ObjectNode> calls = new ArrayList<>();
        for (ToolExecutionRequest request : reply.toolExecutionRequests()) {
          calls.add(call(request.name(), arguments(request)));
        }
        return calls(calls, state);
      }
      List<ObjectNode> written = written(text);
      if (!written.isEmpty()) {
        return calls(written, state);
      }
    } catch (MalformedException e) {
      return new Move.Malformed(
          String.valueOf(e.getMessage()), text.isEmpty() ? reply.toString() : text);
    }
    if (text.isEmpty()) {
      return new Move.Malformed("the reply is empty: neither a tool call nor an answer", "");
    }
    return style == CallStyle.JSON
        ? new Move.Malformed("the reply is not one JSON object", text)
        : new Move.Answer(text);
  }

  /** The JSON objects a text consists of or holds in fences; empty if it is prose. */
  private static List<ObjectNode> written(String text) {
    List<ObjectNode> found = new ArrayList<>();
    if (text.startsWith("{")) {
      found.add(object(text));
      return found;
    }
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      ObjectNode object = object(fence.group(1));
      if (object.has("tool")
          || object.has("steps")
          || object.has("answer")
          || object.has("ask")
          || object.has("refuse")) {
        found.add(object);
      }
    }
    return found;
  }

  private static Move calls(List<ObjectNode> calls, PlannerState state) {
    if (calls.size() == 1) {
      Move move = move(calls.get(0));
      if (move != null) {
        return move;
      }
    }
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    Set<String> taken = new HashSet<>();
    state.earlier().forEach(o -> taken.add(o.step().id()));
    state.outcomes().forEach(o -> taken.add(o.step().id()));
    for (ObjectNode call : calls) {
      if (call.path("steps").isArray()) {
        steps.addAll((ArrayNode) call.path("steps"));
      } else if (call.path("tool").isTextual()) {
        steps.add(step(call, taken));
      } else {
        throw new MalformedException("a call mixes moves: ask, refuse and answer stand alone");
      }
    }
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    plan.set("steps", steps);
    try {
      return new Move.Propose(PlanJson.read(plan), null);
    } catch (PlanJson.InvalidPlanException e) {
      throw new MalformedException(
          "the plan does not keep to its schema: "
              + e.problems().get(0).path()
              + " "
              + e.problems().get(0).message());
    }
  }

  /** A move that is not a call of a tool, or null. */
  private static @Nullable Move move(ObjectNode call) {
    String tool = call.path("tool").asText("");
    JsonNode args = call.path("args");
    if (tool.equals(ModelTools.ASK_USER) || call.has("ask")) {
      JsonNode ask = call.has("ask") ? call.path("ask") : args;
      String text = ask.isTextual() ? ask.asText() : ask.path("text").asText("");
      if (text.isBlank()) {
        throw new MalformedException("ask_user needs a text");
      }
      List<Move.Choice> choices = new ArrayList<>();
      ask.path("choices").forEach(c -> choices.add(new Move.Choice(c.asText(), c.asText())));
      return new Move.Ask(ask.path("slot").asText("other"), text, choices);
    }
    if (tool.equals(ModelTools.REFUSE) || call.has("refuse")) {
      JsonNode refuse = call.has("refuse") ? call.path("refuse") : args;
      String reason = refuse.isTextual() ? refuse.asText() : refuse.path("reason").asText("");
      if (reason.isBlank()) {
        throw new MalformedException("refuse needs a reason");
      }
      List<String> alternatives = new ArrayList<>();
      refuse.path("alternatives").forEach(a -> alternatives.add(a.asText()));
      return new Move.Refuse(reason, alternatives);
    }
    return call.path("answer").isTextual() ? new Move.Answer(call.path("answer").asText()) : null;
  }

  private static ObjectNode step(ObjectNode call, Set<String> taken) {
    String id = call.path("id").asText("");
    for (int n = taken.size() + 1; !id.matches("[a-z][a-z0-9_]{0,62}") || !taken.add(id); n++) {
      id = "step" + n;
    }
    ObjectNode step =
        JsonNodeFactory.instance.objectNode().put("id", id).put("tool", call.path("tool").asText());
    JsonNode args = call.path("args");
    step.set("args", args.isObject() ? args : JsonNodeFactory.instance.objectNode());
    return step;
  }

  private static ObjectNode call(String name, ObjectNode arguments) {
    if (name.equals(ModelTools.PROPOSE_PLAN)) {
      return arguments;
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode().put("tool", name);
    call.set("args", arguments);
    return call;
  }

  private static ObjectNode arguments(ToolExecutionRequest request) {
    String text =
        request.arguments() == null || request.arguments().isBlank() ? "{}" : request.arguments();
    return object(text);
  }

  private static ObjectNode object(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedException("the arguments are no JSON object");
    } catch (JsonProcessingException e) {
      throw new MalformedException("the arguments are no JSON: " + e.getOriginalMessage());
    }
  }

  private static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }
}
