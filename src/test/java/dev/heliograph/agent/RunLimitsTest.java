package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.testing.ScriptedPlanner;
import dev.heliograph.tool.Tool;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every way a run may end: each ends once, in time, with a cause and a fix. */
class RunLimitsTest {

  private static final String FIND =
      "{'steps': [{'id': 'f%d', 'tool': 'find', 'args': {'image': '$ct'}}]}";
  private static final AgentConfig.Limits ONE_SECOND =
      new AgentConfig.Limits(8, 20, Duration.ofSeconds(1));

  private static ObjectNode end(List<RunEvent> events, RunEvent.Type type) {
    assertThat(Bench.last(events).type()).as(events.toString()).isEqualTo(type);
    return Bench.last(events).payload();
  }

  /** Sleeps on, whatever it is told. */
  private static Tool deaf() {
    return new Stubs.StubTool(
        Stubs.FIND,
        (call, context) -> {
          long end = System.nanoTime() + 5_000_000_000L;
          while (System.nanoTime() < end) {
            try {
              Thread.sleep(100);
            } catch (InterruptedException e) {
              // deaf
            }
          }
          return Stubs.nothing();
        });
  }

  private static Tool waiting(CountDownLatch started) {
    return new Stubs.StubTool(
        Stubs.FIND,
        (call, context) -> {
          started.countDown();
          while (true) {
            context.checkCancelled();
            Thread.sleep(5);
          }
        });
  }

  private static void awaitStarted(Bench bench, RunStore.Run run) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> Bench.types(bench.runs.events(run.id(), 0)).contains("tool_started"));
  }

  @Test
  void cancelReachesARunningToolAtOnce() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    try (Bench bench =
        Bench.of(ScriptedPlanner.of(Bench.propose(FIND.formatted(1))), waiting(started))) {
      RunStore.Run run = bench.send("go");
      started.await();
      long before = System.nanoTime();
      assertThat(bench.service.cancel(run.id(), "user")).isTrue();
      List<RunEvent> events = bench.finish(run);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
      assertThat(end(events, RunEvent.Type.CANCELLED).path("by").asText()).isEqualTo("user");
      assertThat(events.get(events.size() - 2).payload().path("result").path("status").asText())
          .isEqualTo("cancelled");
      assertThat(bench.service.cancel(run.id(), "user")).isFalse();
    }
  }

  @Test
  void aToolOrAPlannerThatDoesNotListenIsLeftBehindWithinASecond() {
    try (Bench bench = Bench.of(ScriptedPlanner.of(Bench.propose(FIND.formatted(1))), deaf())) {
      RunStore.Run run = bench.send("go");
      awaitStarted(bench, run);
      long before = System.nanoTime();
      bench.service.cancel(run.id(), "user");
      end(bench.finish(run), RunEvent.Type.CANCELLED);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
    CountDownLatch asked = new CountDownLatch(1);
    ScriptedPlanner slow =
        new ScriptedPlanner(
            s -> {
              asked.countDown();
              try {
                Thread.sleep(4000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Move.Answer("too late");
            });
    try (Bench bench = Bench.of(slow, ONE_SECOND, 1)) {
      RunStore.Run run = bench.send("go");
      RunStore.Run next = bench.send("go");
      long before = System.nanoTime();
      bench.service.cancel(run.id(), "user");
      end(bench.finish(run), RunEvent.Type.CANCELLED);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
      // its slot is free although its thread is not back
      assertThat(end(bench.finish(next), RunEvent.Type.FAILED).path("cause").asText())
          .contains("within the limit of 1 s");
    }
  }

  @Test
  void theTimeLimitStopsARunningTool() {
    try (Bench bench =
        Bench.of(
            ScriptedPlanner.of(Bench.propose(FIND.formatted(1))),
            ONE_SECOND,
            1,
            waiting(new CountDownLatch(1)))) {
      assertThat(end(bench.run("go"), RunEvent.Type.FAILED).path("fix").asText()).isNotBlank();
    }
  }

  @Test
  void aPlannerThatNeverEndsIsCut() {
    AtomicInteger n = new AtomicInteger();
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(
                s ->
                    Bench.propose(
                        "{'steps': [{'id': 'f%d', 'tool': 'measure', 'args': {'mask': '$s0.mask', 'structure': 's%d'}}]}"
                            .formatted(n.incrementAndGet(), n.get())
                            .replace("$s0.mask", "01JD0000000000000000000001"))),
            Stubs.measure())) {
      assertThat(end(bench.run("go"), RunEvent.Type.FAILED).path("cause").asText())
          .contains("no plan that can run in 4 attempts");
    }
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(s -> Bench.propose(FIND.formatted(n.incrementAndGet()))),
            Stubs.find())) {
      List<RunEvent> events = bench.run("go");
      assertThat(end(events, RunEvent.Type.FAILED).path("cause").asText())
          .contains("proposed before");
      assertThat(events.stream().filter(e -> e.type() == RunEvent.Type.TOOL_STARTED)).hasSize(1);
    }
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(
                s ->
                    Bench.propose(
                        "{'steps': [{'id': 'f%d', 'tool': 'find', 'args': {'image': '$ct', 'n': %d}}]}"
                            .formatted(n.incrementAndGet(), n.get()))),
            new Stubs.StubTool(
                Stubs.FIND.replace(
                    "image: {type: string, x-type: Image}",
                    "image: {type: string, x-type: Image}\n    n: {type: integer}"),
                (call, context) -> Stubs.nothing()))) {
      assertThat(end(bench.run("go"), RunEvent.Type.FAILED).path("cause").asText())
          .isEqualTo("no answer after 8 moves of the planner");
    }
  }

  @Test
  void rejectedAndMalformedProposalsGoBackWithTheirProblems() {
    ScriptedPlanner planner =
        ScriptedPlanner.of(
            new Move.Malformed("no JSON", "{{"),
            Bench.propose("{'steps': [{'id': 'f', 'tool': 'fnd', 'args': {'image': '$ct'}}]}"),
            new Move.Propose(new Plan(List.of()), null),
            Bench.propose(FIND.formatted(1)),
            new Move.Answer("Done."));
    try (Bench bench = Bench.of(planner, Stubs.find())) {
      List<RunEvent> events = bench.run("go");
      end(events, RunEvent.Type.ANSWER);
      assertThat(events.stream().filter(e -> e.type() == RunEvent.Type.PLAN_REJECTED)).hasSize(3);
      assertThat(planner.asked.get(1).problems())
          .extracting(PlanProblem::code)
          .containsExactly("malformed");
      assertThat(planner.asked.get(2).problems())
          .extracting(PlanProblem::code)
          .containsExactly("unknown_tool");
      assertThat(planner.asked.get(3).problems())
          .extracting(PlanProblem::code)
          .containsExactly("schema");
      assertThat(planner.asked.get(4).problems()).isEmpty();
    }
  }

  @Test
  void aProviderThatFailsIsRetriedThenTheRunFails() {
    AtomicInteger asked = new AtomicInteger();
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(
                s -> {
                  asked.incrementAndGet();
                  throw new Planner.PlannerException("overloaded", "wait a minute", true);
                }))) {
      List<RunEvent> events = bench.run("go");
      ObjectNode failed = end(events, RunEvent.Type.FAILED);
      assertThat(failed.path("cause").asText()).isEqualTo("overloaded");
      assertThat(failed.path("fix").asText()).isEqualTo("wait a minute");
      assertThat(asked).hasValue(3);
      assertThat(events.stream().filter(e -> e.type() == RunEvent.Type.RETRY)).hasSize(2);
    }
  }

  @Test
  void anInternalErrorEndsTheRunWithoutATrace() {
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(
                s -> {
                  throw new IllegalStateException("secret detail");
                }))) {
      ObjectNode failed = end(bench.run("go"), RunEvent.Type.FAILED);
      assertThat(failed.toString()).contains("internal error").doesNotContain("secret");
    }
    try (Bench bench =
        Bench.of(
            ScriptedPlanner.of(Bench.propose(FIND.formatted(1)), new Move.Answer("Done.")),
            new Stubs.StubTool(
                Stubs.FIND,
                (call, context) -> {
                  throw new StackOverflowError();
                }))) {
      end(bench.run("go"), RunEvent.Type.ANSWER);
    }
  }

  @Test
  void aSecondMessageIsRefusedWhileOneRunsAndOthersWaitInLine() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    try (Bench bench =
        Bench.of(
            ScriptedPlanner.of(
                Bench.propose(FIND.formatted(1)), new Move.Answer("b"), new Move.Answer("c")),
            new AgentConfig.Limits(8, 20, Duration.ofSeconds(20)),
            1,
            waiting(started))) {
      RunStore.Run first = bench.send("go");
      started.await();
      assertThatThrownBy(() -> bench.service.send(first.conversation(), "more"))
          .isInstanceOf(AgentService.BusyException.class);
      RunStore.Run second = bench.send("go");
      RunStore.Run third = bench.send("go");
      RunStore.Run fourth = bench.send("go");
      assertThat(bench.service.cancel(second.id(), "user")).isTrue();
      end(bench.finish(second), RunEvent.Type.CANCELLED);
      bench.service.cancel(first.id(), "user");
      bench.finish(first);
      assertThat(
              bench.finish(third).stream()
                  .filter(e -> e.type() == RunEvent.Type.QUEUED)
                  .map(e -> e.payload().path("position").asInt()))
          .containsExactly(2, 1);
      assertThat(
              bench.finish(fourth).stream()
                  .filter(e -> e.type() == RunEvent.Type.QUEUED)
                  .map(e -> e.payload().path("position").asInt()))
          .containsExactly(3, 2, 1);
      assertThatThrownBy(() -> bench.service.send("nothing", "x"))
          .isInstanceOf(NoSuchElementException.class);
    }
  }
}
