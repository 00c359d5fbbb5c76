package dev.heliograph.agent;

import java.time.Duration;
import java.util.List;

/** How long a run was worked on, read from its log. */
final class WorkTime {

  private WorkTime() {}

  /**
   * The time between its events, without what it waited for a person, in line, or for a service
   * that was down. Of the latter the log does not say when it began; all since the last event is
   * left out.
   */
  static Duration of(List<RunEvent> events) {
    Duration sum = Duration.ZERO;
    for (int i = 1; i < events.size(); i++) {
      RunEvent before = events.get(i - 1);
      RunEvent event = events.get(i);
      Duration between = Duration.between(before.at(), event.at());
      if (!waits(before.type(), event.type()) && !between.isNegative()) {
        sum = sum.plus(between);
      }
    }
    return sum;
  }

  private static boolean waits(RunEvent.Type before, RunEvent.Type event) {
    return before == RunEvent.Type.APPROVAL_REQUESTED
        || before == RunEvent.Type.QUEUED
        || event == RunEvent.Type.QUEUED
        || event == RunEvent.Type.RESUMED;
  }
}
