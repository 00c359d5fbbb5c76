package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Writes one run's events: numbered without gaps, stored before anyone sees them, at most one final
 * event. After the final event, or after {@link #close()}, whatever still works on the run writes
 * into the void. Safe for several threads.
 */
final class RunLog {

  private final String run;
  private final RunStore store;
  private final Consumer<RunEvent> published;
  private long seq;
  private boolean ended;

  /**
   * @param lastSeq number of the last stored event, 0 for none
   * @param published is told of every event once it is stored
   */
  RunLog(String run, RunStore store, long lastSeq, Consumer<RunEvent> published) {
    this.run = run;
    this.store = store;
    this.seq = lastSeq;
    this.published = published;
  }

  /** Appends an event; false if the run has ended and nothing was written. */
  synchronized boolean append(RunEvent.Type type, ObjectNode payload) {
    if (ended) {
      return false;
    }
    RunEvent event =
        new RunEvent(
            run, seq + 1, type, Instant.now().truncatedTo(ChronoUnit.MILLIS), payload.deepCopy());
    store.append(event);
    seq++;
    ended = type.isFinal();
    published.accept(event);
    return true;
  }

  /** Number of the last event. */
  synchronized long seq() {
    return seq;
  }

  synchronized boolean ended() {
    return ended;
  }

  /** Stops writing without a final event: the run is left to be resumed. */
  synchronized void close() {
    ended = true;
  }
}
