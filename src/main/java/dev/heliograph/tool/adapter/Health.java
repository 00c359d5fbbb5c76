package dev.heliograph.tool.adapter;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether something outside answers. After three calls in a row that did not reach it, it counts as
 * down: for ten seconds, then twice as long after each further try that fails, at most five
 * minutes. One answer makes it well again.
 */
final class Health {

  private static final int PATIENCE = 3;
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final LongSupplier nanos;
  private int failures;
  private long downUntil;
  private String cause = "";

  Health() {
    this(System::nanoTime);
  }

  Health(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void reached() {
    failures = 0;
  }

  synchronized void failed(String why) {
    failures++;
    cause = why;
    if (failures >= PATIENCE) {
      long pause = FIRST.toNanos() << Math.min(failures - PATIENCE, 10);
      downUntil = nanos.getAsLong() + Math.min(pause, LONGEST.toNanos());
    }
  }

  /** Why it cannot be called at present, or null. */
  synchronized @Nullable String down() {
    long left = downUntil - nanos.getAsLong();
    return failures < PATIENCE || left <= 0
        ? null
        : "it did not answer "
            + failures
            + " times ("
            + cause
            + "); the next try is in "
            + (Duration.ofNanos(left).toSeconds() + 1)
            + " s";
  }
}
