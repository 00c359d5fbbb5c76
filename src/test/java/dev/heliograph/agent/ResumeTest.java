package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.ScriptedPlanner;
import dev.heliograph.tool.ToolResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A run goes on from wherever its log was cut, and gives the same answer. */
class ResumeTest {

  private static final String RIGHT =
      "{'steps': [{'id': 'right', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'right_kidney'}}]}";

  /** Two plans, the first with a call that is retried, then an answer by ids and by outputs. */
  private static ScriptedPlanner planner() {
    return new ScriptedPlanner(
        s ->
            s.outcomes().size() < 3
                ? Bench.propose(RunLoopTest.LIVER_AND_SPLEEN)
                : s.outcomes().size() < 4
                    ? Bench.propose(RIGHT)
                    : new Move.Answer(
                        "The liver has [[q1]], the spleen [[spleen.volume]], the right kidney [[q3]]."));
  }

  private static Stubs.StubTool flaky(AtomicInteger calls) {
    return new Stubs.StubTool(
        Stubs.SEGMENT,
        (call, context) ->
            calls.incrementAndGet() == 1
                ? new ToolResult.Failed("busy", true)
                : Stubs.segmented(call));
  }

  @TestFactory
  Stream<DynamicTest> aLogCutAnywhereIsFinishedWithTheSameAnswer() {
    Bench bench = Bench.of(planner(), flaky(new AtomicInteger()), Stubs.measure());
    RunStore.Run run = bench.send("How big?");
    List<RunEvent> whole = bench.finish(run);
    String answer = Bench.last(whole).payload().path("text").asText();
    assertThat(answer)
        .isEqualTo("The liver has 1432 mL, the spleen at least 214 mL, the right kidney 164 mL.");
    return IntStream.range(0, whole.size())
        .mapToObj(
            cut ->
                DynamicTest.dynamicTest(
                    "after " + cut + " events",
                    () -> {
                      MemoryRuns runs = new MemoryRuns();
                      runs.save(bench.runs.conversation(run.conversation()).orElseThrow());
                      runs.begin(
                          new RunStore.Run(
                              run.id(), run.conversation(), run.text(), run.createdAt(), null));
                      whole.subList(0, cut).forEach(runs::append);
                      Stubs.StubTool segment = flaky(new AtomicInteger(1));
                      Stubs.StubTool measure = Stubs.measure();
                      try (Bench again = bench.on(runs, planner(), segment, measure)) {
                        assertThat(again.service.resumeUnfinished()).isEqualTo(1);
                        List<RunEvent> events = again.finish(run);
                        assertThat(Bench.last(events).payload().path("text").asText())
                            .isEqualTo(answer);
                        assertThat(events.subList(0, cut)).isEqualTo(whole.subList(0, cut));
                        if (cut > 0) {
                          assertThat(events.get(cut).type()).isEqualTo(RunEvent.Type.RESUMED);
                        }
                        assertNothingRanTwice(events);
                      }
                    }));
  }

  private static void assertNothingRanTwice(List<RunEvent> events) {
    Set<String> done = new HashSet<>();
    for (RunEvent e : events) {
      String step = e.payload().path("step").asText();
      if (e.type() == RunEvent.Type.TOOL_STARTED) {
        assertThat(done).doesNotContain(step);
      } else if (e.type() == RunEvent.Type.TOOL_FINISHED
          && e.payload().path("result").has("outputs")) {
        done.add(step);
      }
    }
  }

  @Test
  void aCallThatWasCutOffIsAnotherAttempt() {
    Bench bench = Bench.of(planner(), Stubs.segment(), Stubs.measure());
    RunStore.Run run = bench.send("How big?");
    List<RunEvent> whole = bench.finish(run);
    MemoryRuns runs = new MemoryRuns();
    runs.save(bench.runs.conversation(run.conversation()).orElseThrow());
    runs.begin(new RunStore.Run(run.id(), run.conversation(), run.text(), run.createdAt(), null));
    whole.subList(0, 3).forEach(runs::append);
    assertThat(Bench.last(runs.events(run.id(), 0)).type()).isEqualTo(RunEvent.Type.TOOL_STARTED);
    try (Bench again = bench.on(runs, planner(), Stubs.segment(), Stubs.measure())) {
      again.service.resumeUnfinished();
      assertThat(again.finish(run).get(4).payload().path("attempt").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aWritingCallThatWasCutOffIsNotRepeated() throws Exception {
    ScriptedPlanner planner =
        new ScriptedPlanner(
            s ->
                Bench.propose(
                    "{'steps': [{'id': 'w', 'tool': 'wipe', 'args': {'study': '$ct'}}]}"));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Stubs.StubTool wipe =
        new Stubs.StubTool(
            Stubs.WIPE,
            (call, context) -> {
              started.countDown();
              never.await();
              return Stubs.nothing();
            });
    Bench bench = Bench.of(planner, wipe);
    RunStore.Run run = bench.send("delete it");
    Awaitility.await()
        .until(() -> Bench.types(bench.runs.events(run.id(), 0)).contains("approval_requested"));
    bench.service.decide(run.id(), true, null);
    started.await();
    bench.close(); // as the service stops
    try (Bench again = bench.on(bench.runs, planner, wipe)) {
      assertThat(again.service.resumeUnfinished()).isEqualTo(1);
      List<RunEvent> events = again.finish(run);
      assertThat(Bench.last(events).payload().path("cause").asText()).contains("was cut off");
      assertThat(wipe.calls).hasSize(1);
    }
    never.countDown();
  }
}
