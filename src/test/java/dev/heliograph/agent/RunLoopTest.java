package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.ScriptedPlanner;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a message to an answer, through plans and tools. */
class RunLoopTest {

  static final String LIVER_AND_SPLEEN =
      """
      {'steps': [
        {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}, 'why': 'masks first'},
        {'id': 'liver', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}},
        {'id': 'spleen', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'spleen'}}]}
      """;

  @Test
  void aPlanRunsAndTheAnswerHoldsItsNumbers() {
    ScriptedPlanner planner =
        ScriptedPlanner.of(
            Bench.propose(LIVER_AND_SPLEEN),
            new Move.Answer(
                "The liver measures [[liver.volume]], or [[q1 in L]]. The spleen measures [[q2]]."));
    try (Bench bench = Bench.of(planner, Stubs.segment(), Stubs.measure())) {
      List<RunEvent> events = bench.run("How big are liver and spleen?");

      assertThat(Bench.types(events))
          .startsWith("run_started", "plan_proposed", "tool_started", "tool_finished")
          .endsWith("answer");
      assertThat(Bench.last(events).payload().path("text").asText())
          .isEqualTo("The liver measures 1432 mL, or 1.43 L. The spleen measures at least 214 mL.");
      assertThat(Bench.last(events).payload().path("quantities")).hasSize(2);
      assertThat(Bench.last(events).payload().path("withheld")).isEmpty();
      assertThat(planner.asked.get(1).outcomes()).hasSize(3);
    }
  }
}
