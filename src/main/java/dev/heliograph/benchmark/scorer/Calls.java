package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool calls of a trial, from its log. */
final class Calls {

  /**
   * One call.
   *
   * @param started position of its start among all events of the trial
   * @param finished position of its end, or −1
   * @param attempt 1, or more for a retry by the loop
   * @param result as logged, or null if it never ended
   */
  record Call(
      int turn,
      String step,
      String tool,
      JsonNode arguments,
      int attempt,
      int started,
      int finished,
      @Nullable JsonNode result) {

    boolean succeeded() {
      String status = result == null ? "" : result.path("status").asText();
      return status.equals("completed") || status.equals("incomplete");
    }

    String name() {
      return tool.replaceFirst("@.*", "");
    }

    JsonNode outputs() {
      return result == null ? MissingNode.getInstance() : result.path("outputs");
    }
  }

  private Calls() {}

  static List<Call> of(Trial trial) {
    Map<String, Call> calls = new LinkedHashMap<>();
    int position = 0;
    for (Exchange x : trial.exchanges()) {
      for (RunEvent e : x.events()) {
        position++;
        JsonNode p = e.payload();
        String id = p.path("call").asText();
        if (e.type() == RunEvent.Type.TOOL_STARTED) {
          calls.put(
              id,
              new Call(
                  x.turn(),
                  p.path("step").asText(),
                  p.path("tool").asText(),
                  p.path("arguments"),
                  p.path("attempt").asInt(1),
                  position,
                  -1,
                  null));
        } else if (e.type() == RunEvent.Type.TOOL_FINISHED && calls.containsKey(id)) {
          Call c = calls.get(id);
          calls.put(
              id,
              new Call(
                  c.turn(),
                  c.step(),
                  c.tool(),
                  c.arguments(),
                  c.attempt(),
                  c.started(),
                  position,
                  p.path("result")));
        }
      }
    }
    return new ArrayList<>(calls.values());
  }

  /** Whether a call is of the pattern's tool and has its arguments among its own. */
  static boolean matches(Case.CallPattern pattern, Call call, Trial trial) {
    if (!pattern.matchesTool(call.tool())) {
      return false;
    }
    for (Map.Entry<String, JsonNode> arg : pattern.args().properties()) {
      if (!same(arg.getValue(), call.arguments().path(arg.getKey()), trial)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an argument as a case writes it ({@code $ct} is any image of that study) is this. */
  static boolean same(JsonNode wanted, JsonNode actual, Trial trial) {
    if (wanted.isTextual() && wanted.asText().startsWith("$") && !wanted.asText().contains(".")) {
      return trial
          .images()
          .getOrDefault(wanted.asText().substring(1), List.of())
          .contains(actual.asText());
    }
    if (wanted.isNumber() && actual.isNumber()) {
      return Math.abs(wanted.asDouble() - actual.asDouble())
          <= 1e-9 * Math.max(1, Math.abs(wanted.asDouble()));
    }
    if (wanted.isObject() && actual.isObject()) {
      for (Map.Entry<String, JsonNode> e : wanted.properties()) {
        if (!same(e.getValue(), actual.path(e.getKey()), trial)) {
          return false;
        }
      }
      return true;
    }
    return wanted.equals(actual);
  }
}
