package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.ScriptedPlanner;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolResult;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Steps run in the order of their references, side by side where they can. */
class PlanExecutorTest {

  private static final Move ANSWER = new Move.Answer("Done.");

  private static List<RunEvent> run(String plan, Move answer, Tool... tools) {
    try (Bench bench = Bench.of(ScriptedPlanner.of(Bench.propose(plan), answer), tools)) {
      return bench.run("go");
    }
  }

  private static List<String> finished(List<RunEvent> events) {
    return events.stream()
        .filter(e -> e.type() == RunEvent.Type.TOOL_FINISHED)
        .map(e -> e.payload().path("step").asText())
        .toList();
  }

  private static List<String> skipped(List<RunEvent> events) {
    return events.stream()
        .filter(e -> e.type() == RunEvent.Type.STEP_SKIPPED)
        .map(e -> e.payload().path("step").asText() + ": " + e.payload().path("reason").asText())
        .toList();
  }

  @Test
  void independentStepsRunAtTheSameTimeAndIdsFollowThePlan() {
    CyclicBarrier both = new CyclicBarrier(2);
    CountDownLatch spleenDone = new CountDownLatch(1);
    Tool measure =
        new Stubs.StubTool(
            Stubs.MEASURE,
            (call, context) -> {
              both.await(10, TimeUnit.SECONDS); // both are running, or this breaks
              if (call.arguments().path("structure").asText().equals("liver")) {
                spleenDone.await(10, TimeUnit.SECONDS);
                Thread.sleep(50);
              } else {
                spleenDone.countDown();
              }
              return Stubs.measured(call);
            });
    List<RunEvent> events =
        run(
            RunLoopTest.LIVER_AND_SPLEEN,
            new Move.Answer("[[liver.volume]] and [[spleen.volume]]."),
            Stubs.segment(),
            measure);
    assertThat(finished(events)).containsExactly("seg", "spleen", "liver");
    assertThat(Bench.last(events).payload().path("segments").path(0).path("quantity").asText())
        .isEqualTo("q1"); // the liver, first in the plan, though it finished last
  }

  @Test
  void dependentsOfWhatFailedAreSkippedWithTheReasonOthersRun() {
    Tool broken =
        new Stubs.StubTool(
            Stubs.SEGMENT, (call, context) -> new ToolResult.Failed("no memory", false));
    List<RunEvent> events =
        run(
            """
            {'steps': [
              {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
              {'id': 'v', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}},
              {'id': 'w', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver', 'at_least': '$v.volume'}},
              {'id': 'f', 'tool': 'find', 'args': {'image': '$ct'}}]}
            """,
            ANSWER,
            broken,
            Stubs.measure(),
            Stubs.find());
    assertThat(finished(events)).containsExactlyInAnyOrder("seg", "f");
    assertThat(skipped(events))
        .containsExactlyInAnyOrder(
            "v: it needs seg, which failed: no memory", "w: it needs seg, which failed: no memory");
    assertThat(Bench.types(events)).doesNotContain("retry");
  }

  @Test
  void whatMayPassIsRetriedTwiceWhatWasRejectedNever() {
    AtomicInteger calls = new AtomicInteger();
    Tool flaky =
        new Stubs.StubTool(
            Stubs.SEGMENT,
            (call, context) ->
                calls.incrementAndGet() < 3
                    ? new ToolResult.Failed("busy", true)
                    : Stubs.segmented(call));
    Tool rejecting =
        new Stubs.StubTool(
            Stubs.FIND, (call, context) -> new ToolResult.Rejected("no", "do otherwise"));
    List<RunEvent> events =
        run(
            """
            {'steps': [
              {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
              {'id': 'f', 'tool': 'find', 'args': {'image': '$ct'}}]}
            """,
            ANSWER,
            flaky,
            rejecting);
    assertThat(
            events.stream()
                .filter(e -> e.type() == RunEvent.Type.TOOL_STARTED)
                .map(e -> e.payload().path("step").asText() + e.payload().path("attempt")))
        .containsExactlyInAnyOrder("seg1", "f1", "seg2", "seg3");
    assertThat(events.stream().filter(e -> e.type() == RunEvent.Type.RETRY)).hasSize(2);

    calls.set(-100);
    List<RunEvent> given =
        run(
            "{'steps': [{'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}}]}",
            ANSWER,
            flaky);
    assertThat(finished(given)).hasSize(3);
  }

  @Test
  void conditionsDecideWithUnitsAndBounds() {
    String plan =
        """
        {'steps': [
          {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
          {'id': 'liver', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}},
          {'id': 'spleen', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'spleen'}},
          {'id': 'yes', 'when': {'gt': ['$liver.volume', {'value': 1.4, 'unit': 'L'}]}, 'tool': 'find', 'args': {'image': '$ct'}},
          {'id': 'no', 'when': {'any': [{'lt': ['$liver.volume', {'value': 1.4, 'unit': 'L'}]}, {'not': {'ge': ['$liver.volume', {'value': 1, 'unit': 'L'}]}}]}, 'tool': 'find', 'args': {'image': '$ct'}},
          {'id': 'bound', 'when': {'gt': ['$spleen.volume', {'value': 200, 'unit': 'mL'}]}, 'tool': 'find', 'args': {'image': '$ct'}},
          {'id': 'open', 'when': {'gt': ['$spleen.volume', {'value': 300, 'unit': 'mL'}]}, 'tool': 'find', 'args': {'image': '$ct'}}]}
        """;
    List<RunEvent> events = run(plan, ANSWER, Stubs.segment(), Stubs.measure(), Stubs.find());
    assertThat(finished(events)).contains("yes", "bound").doesNotContain("no", "open");
    assertThat(skipped(events))
        .containsExactlyInAnyOrder(
            "no: its condition does not hold",
            "open: its condition cannot be decided from the results");
  }

  @Test
  void aLoopRunsItsStepsForEachElement() {
    String plan =
        """
        {'steps': [
          {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
          {'id': 'list', 'tool': 'find', 'args': {'image': '$ct'}},
          {'id': 'each', 'forEach': '$list.items', 'as': 'organ', 'do': [
            {'id': 'size', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': '$organ'}},
            {'id': 'again', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': '$organ', 'at_least': '$size.volume'}}]}]}
        """;
    List<RunEvent> events =
        run(
            plan,
            new Move.Answer(
                "The liver has [[each[0].size.volume]], the spleen [[each[1].again.volume]]."),
            Stubs.segment(),
            Stubs.measure(),
            Stubs.find("liver", "spleen"));
    assertThat(finished(events))
        .containsExactlyInAnyOrder(
            "seg", "list", "each[0].size", "each[1].size", "each[0].again", "each[1].again");
    assertThat(Bench.last(events).payload().path("text").asText())
        .isEqualTo("The liver has 1432 mL, the spleen at least 214 mL.");

    assertThat(skipped(run(plan, ANSWER, Stubs.segment(), Stubs.measure(), Stubs.find())))
        .containsExactly("each: $list.items is empty, there is nothing to repeat");
  }

  @Test
  void aLoopStopsAtTheLimitOfCalls() {
    String[] many = new String[40];
    Arrays.fill(many, "liver");
    List<RunEvent> events =
        run(
            """
            {'steps': [
              {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
              {'id': 'list', 'tool': 'find', 'args': {'image': '$ct'}},
              {'id': 'each', 'forEach': '$list.items', 'as': 'organ', 'do': [
                {'id': 'size', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': '$organ'}}]}]}
            """,
            ANSWER,
            Stubs.segment(),
            Stubs.measure(),
            Stubs.find(many));
    assertThat(finished(events)).hasSize(20);
    assertThat(skipped(events)).hasSize(22).allMatch(s -> s.contains("limit of 20 tool calls"));
  }

  @Test
  void progressIsLoggedAtMostFiveTimesASecond() {
    Tool chatty =
        new Stubs.StubTool(
            Stubs.FIND,
            (call, context) -> {
              for (int i = 0; i < 100; i++) {
                context.progress(i / 100.0, "patch");
                Thread.sleep(10);
              }
              return Stubs.nothing();
            });
    List<RunEvent> events =
        run("{'steps': [{'id': 'f', 'tool': 'find', 'args': {'image': '$ct'}}]}", ANSWER, chatty);
    assertThat(events.stream().filter(e -> e.type() == RunEvent.Type.TOOL_PROGRESS).count())
        .isBetween(1L, 8L);
  }
}
