package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.ScriptedPlanner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a run says passes the guard, also while it streams; followers miss and repeat nothing. */
class SpeechTest {

  private static final String LIE = "The liver measures 1400 mL.";

  @Test
  void anUnexplainedNumberGoesBackOnceAndIsThenWithheld() {
    ScriptedPlanner planner =
        ScriptedPlanner.of(
            Bench.propose(RunLoopTest.LIVER_AND_SPLEEN),
            new Move.Answer(LIE),
            new Move.Answer("The liver measures [[q1]]. " + LIE));
    try (Bench bench = Bench.of(planner, Stubs.segment(), Stubs.measure())) {
      List<RunEvent> events = bench.run("How big is it?");
      assertThat(planner.asked.get(2).guardNotes()).singleElement().asString().contains("1400");
      assertThat(Bench.last(events).payload().path("text").asText())
          .isEqualTo(
              "The liver measures 1432 mL. One sentence was withheld because it contained a number"
                  + " that no tool measured.");
      assertThat(Bench.last(events).payload().path("withheld")).hasSize(1);
      assertThat(events.toString()).doesNotContain("1400");
    }
  }

  @Test
  void aRepairedAnswerIsWhole() {
    ScriptedPlanner planner =
        ScriptedPlanner.of(
            Bench.propose(RunLoopTest.LIVER_AND_SPLEEN),
            new Move.Answer(LIE),
            new Move.Answer("The liver measures [[q1]]."));
    try (Bench bench = Bench.of(planner, Stubs.segment(), Stubs.measure())) {
      assertThat(Bench.last(bench.run("How big is it?")).payload().path("withheld")).isEmpty();
    }
  }

  @Test
  void questionsRefusalsAndReasonsAreGuardedToo() {
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(
                s ->
                    new Move.Ask(
                        "structure",
                        "I saw 1400 mL. Which organ?",
                        List.of(
                            new Move.Choice("liver", "Liver, 1400 mL"),
                            new Move.Choice("spleen", "Spleen")))))) {
      List<RunEvent> events = bench.run("How big is it?");
      assertThat(Bench.last(events).type()).isEqualTo(RunEvent.Type.CLARIFICATION_ASKED);
      assertThat(events.toString()).contains("Which organ?").doesNotContain("1400");
    }
    try (Bench bench =
        Bench.of(
            new ScriptedPlanner(
                s ->
                    new Move.Refuse(
                        "It has 1400 mL.", List.of("Ask for 1400 mL.", "Ask for it."))))) {
      List<RunEvent> events = bench.run("How big is it?");
      assertThat(events.toString()).contains("Ask for it.").doesNotContain("1400");
    }
    try (Bench bench =
        Bench.of(
            ScriptedPlanner.of(
                Bench.propose(
                    RunLoopTest.LIVER_AND_SPLEEN.replace("masks first", "it has 1400 mL")),
                new Move.Answer("Done.")),
            Stubs.segment(),
            Stubs.measure())) {
      assertThat(bench.run("How big?").toString()).doesNotContain("1400");
    }
  }

  @Test
  void onlyWholeExplainedSentencesStream() {
    String text = "The liver measures [[q1]], e.g. 3.5 mL more. " + LIE + " It is fine. It en";
    ScriptedPlanner planner =
        new ScriptedPlanner(
            s -> {
              if (s.outcomes().isEmpty()) {
                return Bench.propose(RunLoopTest.LIVER_AND_SPLEEN);
              }
              if (s.guardNotes().isEmpty()) {
                text.replace(", e.g. 3.5 mL more", "")
                    .chars()
                    .forEach(c -> s.draft().accept(Character.toString(c)));
                return new Move.Answer(text);
              }
              return new Move.Answer("The liver measures [[q1]].");
            });
    try (Bench bench = Bench.of(planner, Stubs.segment(), Stubs.measure())) {
      RunStore.Run run = bench.send("How big?");
      List<String> tokens = new CopyOnWriteArrayList<>();
      bench.service.follow(run.id(), 0, e -> {}, tokens::add);
      bench.finish(run);
      Awaitility.await().until(() -> tokens.size() >= 2);
      assertThat(tokens).containsExactly("The liver measures 1432 mL. ", "It is fine. ");
    }
  }

  @Test
  void followersSeeEveryEventOnceInOrder() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Stubs.StubTool slow =
        new Stubs.StubTool(
            Stubs.SEGMENT,
            (call, context) -> {
              go.await();
              return Stubs.segmented(call);
            });
    try (Bench bench =
        Bench.of(
            ScriptedPlanner.of(
                Bench.propose(RunLoopTest.LIVER_AND_SPLEEN), new Move.Answer("Done.")),
            slow,
            Stubs.measure())) {
      RunStore.Run run = bench.send("go");
      List<RunEvent> early = new CopyOnWriteArrayList<>();
      List<RunEvent> late = new CopyOnWriteArrayList<>();
      List<RunEvent> from = new CopyOnWriteArrayList<>();
      AutoCloseable closed = bench.service.follow(run.id(), 0, early::add, t -> {});
      Awaitility.await().until(() -> Bench.types(early).contains("tool_started"));
      bench.service.follow(run.id(), 0, late::add, t -> {});
      bench.service.follow(run.id(), 2, from::add, t -> {});
      go.countDown();
      List<RunEvent> all = bench.finish(run);
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () -> {
                assertThat(early).isEqualTo(all);
                assertThat(late).isEqualTo(all);
                assertThat(from).isEqualTo(all.subList(2, all.size()));
              });
      closed.close();
      List<RunEvent> after = new CopyOnWriteArrayList<>();
      bench.service.follow(run.id(), 0, after::add, t -> {});
      Awaitility.await().untilAsserted(() -> assertThat(after).isEqualTo(all));
    }
  }

  @Test
  void theNextTurnKnowsTheLastOne() {
    ScriptedPlanner planner =
        new ScriptedPlanner(
            s ->
                s.turns().isEmpty()
                    ? s.outcomes().isEmpty()
                        ? Bench.propose(RunLoopTest.LIVER_AND_SPLEEN)
                        : new Move.Answer("The liver has [[q1]].")
                    : s.outcomes().isEmpty()
                        ? Bench.propose(
                            "{'steps': [{'id': 'k', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'left_kidney'}}]}")
                        : new Move.Answer(
                            "The left kidney has [[k.volume]], the liver [[liver.volume]]."));
    try (Bench bench = Bench.of(planner, Stubs.segment(), Stubs.measure())) {
      RunStore.Conversation c = bench.open();
      bench.finish(bench.service.send(c.id(), "How big is the liver?"));
      List<RunEvent> events = bench.finish(bench.service.send(c.id(), "And the left kidney?"));
      assertThat(Bench.last(events).payload().path("text").asText())
          .isEqualTo("The left kidney has 151 mL, the liver 1432 mL.");
      assertThat(Bench.last(events).payload().path("segments").path(1).path("quantity").asText())
          .isEqualTo("q3");
      assertThat(planner.asked.get(planner.asked.size() - 1).turns().get(0).reply())
          .isEqualTo("The liver has 1432 mL.");
    }
  }
}
