package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.testing.ScriptedPlanner;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What changes data waits for the user, without holding a worker. */
class ApprovalTest {

  private static final String WIPE =
      "{'steps': [{'id': 'w', 'tool': 'wipe', 'args': {'study': '$ct'}}]}";
  private final Stubs.StubTool wipe =
      new Stubs.StubTool(Stubs.WIPE, (call, context) -> Stubs.nothing());

  private RunStore.Run waiting(Bench bench) {
    RunStore.Run run = bench.send("delete it");
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> Bench.types(bench.runs.events(run.id(), 0)).contains("approval_requested"));
    return run;
  }

  private static ScriptedPlanner planner() {
    return new ScriptedPlanner(
        s ->
            s.message().equals("hello") || !s.outcomes().isEmpty()
                ? new Move.Answer("Done.")
                : s.problems().isEmpty()
                    ? Bench.propose(WIPE)
                    : new Move.Refuse("You did not want it.", List.of()));
  }

  @Test
  void anApprovedPlanRunsAndOthersWorkMeanwhile() {
    try (Bench bench =
        Bench.of(planner(), new AgentConfig.Limits(8, 20, Duration.ofSeconds(20)), 1, wipe)) {
      RunStore.Run run = waiting(bench);
      assertThat(wipe.calls).isEmpty();
      bench.run("hello"); // the only worker is free
      bench.service.decide(run.id(), true, null);
      assertThat(Bench.last(bench.finish(run)).type()).isEqualTo(RunEvent.Type.ANSWER);
      assertThat(wipe.calls).hasSize(1);
      assertThatThrownBy(() -> bench.service.decide(run.id(), true, null))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aDeniedPlanGoesBackToThePlanner() {
    try (Bench bench = Bench.of(planner(), wipe)) {
      RunStore.Run run = waiting(bench);
      bench.service.decide(run.id(), false, null);
      assertThat(Bench.last(bench.finish(run)).type()).isEqualTo(RunEvent.Type.REFUSED);
      assertThat(wipe.calls).isEmpty();
    }
  }

  @Test
  void anEditedPlanIsCheckedAgain() {
    try (Bench bench = Bench.of(planner(), wipe, Stubs.find())) {
      RunStore.Run run = waiting(bench);
      bench.service.decide(
          run.id(), true, Bench.plan("{'steps': [{'id': 'w', 'tool': 'wipe', 'args': {}}]}"));
      List<RunEvent> events = bench.finish(run);
      assertThat(Bench.types(events)).contains("plan_rejected").endsWith("refused");
      assertThat(wipe.calls).isEmpty();

      RunStore.Run other = waiting(bench);
      bench.service.decide(
          other.id(),
          true,
          Bench.plan("{'steps': [{'id': 'f', 'tool': 'find', 'args': {'image': '$ct'}}]}"));
      assertThat(Bench.types(bench.finish(other))).contains("tool_finished").endsWith("answer");
      assertThat(wipe.calls).isEmpty();
    }
  }

  @Test
  void aWaitingRunCanBeCancelledAlsoAfterARestart() {
    try (Bench bench = Bench.of(planner(), wipe)) {
      RunStore.Run run = waiting(bench);
      bench.service.cancel(run.id(), "user");
      assertThat(Bench.last(bench.finish(run)).type()).isEqualTo(RunEvent.Type.CANCELLED);

      RunStore.Run kept = waiting(bench);
      bench.close();
      try (Bench again = bench.on(bench.runs, planner(), wipe)) {
        assertThat(again.service.resumeUnfinished()).isZero();
        again.service.decide(kept.id(), true, null);
        assertThat(Bench.last(again.finish(kept)).type()).isEqualTo(RunEvent.Type.ANSWER);
      }
    }
  }
}
