package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.testing.ScriptedPlanner;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the user says an image is counts, where the file says nothing. */
class SaidModalityTest {

  @Test
  void repliesAndStatementsSayItQuestionsDoNot() {
    assertThat(SaidModality.in("CT", true)).contains(Modality.CT);
    assertThat(SaidModality.in("an MRI of the abdomen", true)).contains(Modality.MR);
    assertThat(SaidModality.in("CT or MR", true)).isEmpty();
    assertThat(SaidModality.in("no idea", true)).isEmpty();
    assertThat(SaidModality.in("How big is the liver on this abdominal CT?", false))
        .contains(Modality.CT);
    assertThat(SaidModality.in("It's a CT. How big is the liver?", false)).contains(Modality.CT);
    assertThat(SaidModality.in("Is this a CT?", false)).isEmpty();
    assertThat(SaidModality.in("Can you read CT and MR?", false)).isEmpty();
  }

  @Test
  void theReplyToTheQuestionLetsThePlanRun() {
    ScriptedPlanner planner =
        new ScriptedPlanner(
            s ->
                !s.problems().isEmpty()
                    ? new Move.Ask("modality", "CT or MR?", List.of())
                    : s.outcomes().isEmpty()
                        ? Bench.propose(RunLoopTest.LIVER_AND_SPLEEN)
                        : new Move.Answer("The liver has [[liver.volume]]."));
    try (Bench bench = Bench.of(planner, Stubs.segment(), Stubs.measure())) {
      Study study = Stubs.study(Modality.UNKNOWN);
      bench.studies.save(study);
      RunStore.Conversation c = bench.service.open(List.of(study.id()), List.of("ct"), null);
      List<RunEvent> first = bench.finish(bench.service.send(c.id(), "How big is the liver?"));
      assertThat(Bench.last(first).type()).isEqualTo(RunEvent.Type.CLARIFICATION_ASKED);
      List<RunEvent> second = bench.finish(bench.service.send(c.id(), "a CT"));
      assertThat(Bench.last(second).type()).isEqualTo(RunEvent.Type.ANSWER);
      assertThat(bench.studies.study(study.id()).orElseThrow().images().get(0).modality())
          .isEqualTo(new ImageModality(Modality.CT, ImageModality.Source.USER));
    }
  }
}
