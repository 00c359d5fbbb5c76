package dev.heliograph.benchmark.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One message of the user and the agent's whole work on it.
 *
 * @param turn the user turn it belongs to, from 1; a reply belongs to the turn it follows
 * @param reply whether it answers a question of the agent
 */
public record Exchange(int turn, boolean reply, String user, List<RunEvent> events) {

  public Exchange {
    events = List.copyOf(events);
  }

  public Stream<RunEvent> of(RunEvent.Type type) {
    return events.stream().filter(e -> e.type() == type);
  }

  /** The event it ended with, unless it was cut off. */
  public Optional<RunEvent> end() {
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(events.get(events.size() - 1)).filter(e -> e.type().isFinal());
  }

  public boolean endsWith(RunEvent.Type type) {
    return end().filter(e -> e.type() == type).isPresent();
  }

  /** What the user saw at the end. */
  public String shown() {
    JsonNode p = end().map(e -> (JsonNode) e.payload()).orElse(null);
    if (p == null) {
      return "";
    }
    String text = p.path("text").asText(p.path("reason").asText(p.path("cause").asText()));
    StringBuilder shown = new StringBuilder(text);
    p.path("alternatives").forEach(a -> shown.append(' ').append(a.asText()));
    return shown.toString();
  }
}
