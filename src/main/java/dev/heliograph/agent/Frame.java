package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One level of a running plan: the plan itself, or one turn of a loop. A step's full id is the
 * prefix of its frame and its own id: {@code each[0].size}.
 *
 * @param prefix {@code ""}, or {@code "each[0]."}
 * @param steps own ids of the steps of this level
 * @param variables values of loop variables
 */
record Frame(
    @Nullable Frame parent, String prefix, Set<String> steps, Map<String, JsonNode> variables) {

  /** The full id of the step a name means here, or empty if it is a variable or from outside. */
  Optional<String> step(String name) {
    for (Frame f = this; f != null; f = f.parent) {
      if (f.variables.containsKey(name)) {
        return Optional.empty();
      }
      if (f.steps.contains(name)) {
        return Optional.of(f.prefix + name);
      }
    }
    return Optional.empty();
  }

  @Nullable JsonNode variable(String name) {
    for (Frame f = this; f != null; f = f.parent) {
      JsonNode value = f.variables.get(name);
      if (value != null || f.steps.contains(name)) {
        return value;
      }
    }
    return null;
  }
}
