package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.ScriptedPlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run's time limit is the run's, however often it was interrupted. */
class WorkTimeTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private final List<RunEvent> log = new ArrayList<>();

  private WorkTimeTest at(long second, RunEvent.Type type) {
    log.add(new RunEvent("R", log.size() + 1, type, START.plusSeconds(second), Payloads.object()));
    return this;
  }

  @Test
  void waitingForAPersonInLineOrForTheServiceIsNoWork() {
    at(0, RunEvent.Type.QUEUED)
        .at(100, RunEvent.Type.RUN_STARTED)
        .at(103, RunEvent.Type.PLAN_PROPOSED)
        .at(104, RunEvent.Type.APPROVAL_REQUESTED)
        .at(5000, RunEvent.Type.APPROVAL_DECIDED)
        .at(5001, RunEvent.Type.QUEUED)
        .at(6000, RunEvent.Type.TOOL_STARTED)
        .at(6010, RunEvent.Type.TOOL_PROGRESS)
        .at(9000, RunEvent.Type.RESUMED)
        .at(9002, RunEvent.Type.TOOL_STARTED);
    // 3 + 1 until the approval, 10 in the tool, 2 after the restart.
    assertThat(WorkTime.of(log)).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void aClockThatWasSetBackTakesNothingAway() {
    at(50, RunEvent.Type.RUN_STARTED)
        .at(60, RunEvent.Type.PLAN_PROPOSED)
        .at(0, RunEvent.Type.TOOL_STARTED)
        .at(5, RunEvent.Type.TOOL_PROGRESS);
    assertThat(WorkTime.of(log)).isEqualTo(Duration.ofSeconds(15));
    assertThat(WorkTime.of(List.of())).isZero();
  }

  @Test
  void aRunThatUsedItsTimeUpIsNotGivenItAgainByARestart() {
    ScriptedPlanner endless =
        new ScriptedPlanner(
            s -> {
              while (!s.cancelled().getAsBoolean()) {
                Thread.onSpinWait();
              }
              return new Move.Answer("too late");
            });
    try (Bench bench = Bench.of(endless)) {
      RunStore.Conversation c = bench.open();
      RunStore.Run run = new RunStore.Run("R", c.id(), "How big?", START, null);
      bench.runs.begin(run);
      // One hour of work lies between the events; the limit of the agent is 20 s.
      bench.runs.append(event(1, 0, RunEvent.Type.WARNING));
      bench.runs.append(event(2, 3600, RunEvent.Type.WARNING));
      Instant before = Instant.now();
      bench.service.resumeUnfinished();
      RunEvent end = Bench.last(bench.finish(run));
      assertThat(end.type()).isEqualTo(RunEvent.Type.FAILED);
      assertThat(end.payload().path("cause").asText()).contains("within the limit of 20 s");
      assertThat(Duration.between(before, end.at())).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static RunEvent event(long seq, long second, RunEvent.Type type) {
    return new RunEvent(
        "R",
        seq,
        type,
        START.plusSeconds(second),
        Payloads.object().put("code", "x").put("message", "x"));
  }
}
