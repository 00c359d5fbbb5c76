package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small program: tool calls with references between them. Order follows from references; steps
 * that do not refer to each other may run at the same time.
 */
public record Plan(List<Step> steps) {

  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * One step. Either a call ({@code tool}, {@code args}) or a loop ({@code forEach}, {@code as},
   * {@code body}).
   *
   * @param id unique in the conversation, {@code [a-z][a-z0-9_]*}
   * @param tool name or {@code name@version}, or null for a loop
   * @param args arguments; a string {@code "$name"} is a study or image of the conversation, {@code
   *     "$step.output"} an earlier output; {@code "$$"} at the start of a string stands for a
   *     literal {@code "$"}
   * @param why one sentence for the reader, or null
   * @param when a condition on earlier results, {@code {"gt": [a, b]}}, or null
   * @param forEach reference to a list, or null
   * @param as the name of the loop variable, or null
   * @param body the steps to repeat ({@code do} in JSON)
   */
  public record Step(
      String id,
      @Nullable String tool,
      ObjectNode args,
      @Nullable String why,
      @Nullable JsonNode when,
      @Nullable String forEach,
      @Nullable String as,
      List<Step> body) {
    public Step {
      body = List.copyOf(body);
    }

    public static Step call(String id, String tool, ObjectNode args, @Nullable String why) {
      return new Step(id, tool, args, why, null, null, null, List.of());
    }
  }
}
