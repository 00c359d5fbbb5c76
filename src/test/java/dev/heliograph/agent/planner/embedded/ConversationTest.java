package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.agent.PlannerState.Turn;
import dev.heliograph.agent.grounding.AnswerGuard;
import dev.heliograph.agent.grounding.Facts;
import dev.heliograph.agent.grounding.Grounded;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole turns: plans are "run" with made-up results, and the planner goes on from those. */
class ConversationTest {

  private final Rehearsal talk;

  ConversationTest() throws IOException {
    talk = new Rehearsal(Bench.tools(), List.of(Bench.study("ct", Modality.CT)));
  }

  @Test
  void theMainQuestionIsAnsweredWithEveryQuantity() {
    Move end = say("How big is the liver, and is the spleen enlarged?");

    assertThat(talk.ran())
        .containsExactlyInAnyOrder(
            "segment_organs",
            "measure_volume liver",
            "measure_volume spleen",
            "assess_size spleen");
    assertThat(text(end))
        .contains("The volume of the liver is [[liver_measure_volume.volume]]")
        .contains("The volume of the spleen is [[spleen_measure_volume.volume]]")
        .contains("within the published reference range of")
        .contains("[[spleen_assess_size.lower]]")
        .doesNotContainPattern("(?<![a-z_\\[])\\d");
  }

  @Test
  void theGuardLetsTheWholeAnswerThroughWithItsSource() {
    Grounded shown = guarded(text(say("How big is the liver, and is the spleen enlarged?")));

    assertThat(shown.problems()).isEmpty();
    assertThat(shown.text())
        .contains("The volume of the liver is 1400 mL.")
        .contains("reference range of 1400 mL to 1400 mL (Doe 1997; 12: 34)");
  }

  @Test
  void theGuardLetsTheUsersLimitThrough() {
    Grounded shown = guarded(text(say("Is the liver volume more than 1500 ml?")));

    assertThat(shown.problems()).isEmpty();
    assertThat(shown.text()).contains("less than the 1500 mL you asked about");
  }

  @Test
  void aMaskOfAnEarlierTurnIsUsedAgain() {
    say("How big is the liver?");
    say("and the spleen?");

    assertThat(talk.ran()).containsExactly("measure_volume spleen");
    assertThat(talk.outcomes.get(0).step().args().path("mask").asText())
        .isEqualTo("$segment_organs.mask");
  }

  @Test
  void aQuestionAnsweredBeforeIsAnsweredWithoutAnotherCall() {
    say("How big is the liver?");
    Move end = say("in litres?");

    assertThat(talk.ran()).isEmpty();
    assertThat(text(end)).contains("[[liver_measure_volume.volume in L]]");
  }

  @Test
  void theNextBestSegmenterIsTriedWhenTheFirstFails() {
    talk.instead.put("segment_organs", new ToolResult.Failed("out of memory", false));
    Move end = say("How big is the liver?");

    assertThat(talk.ran()).contains("segment_organs", "segment_flare", "measure_volume liver");
    assertThat(text(end)).contains("[[liver_measure_volume_2.volume]]");
  }

  @Test
  void anEmptyMaskIsReplacedByAnotherSegmenters() {
    talk.instead.put(
        "measure_volume of segment_organs",
        new ToolResult.Rejected("the mask holds no spleen", "segment the spleen first"));
    say("How big is the spleen?");

    assertThat(talk.ran()).contains("segment_flare");
  }

  @Test
  void aRejectionThatNoMaskCanMendIsReported() {
    talk.instead.put(
        "assess_size",
        new ToolResult.Rejected("there is no reference range for the liver", "ask for the spleen"));
    Move end = say("Is the liver enlarged?");

    assertThat(talk.ran()).doesNotContain("segment_flare");
    assertThat(text(end))
        .contains("gave no result for the liver: there is no reference range for the liver")
        .contains("[[liver_measure_volume.volume]]");
  }

  @Test
  void whatFailsDoesNotHideWhatWorked() {
    talk.instead.put("measure_intensity", new ToolResult.Failed("the tool stopped", false));
    Move end = say("volume and mean HU of the liver");

    assertThat(text(end))
        .contains("[[liver_measure_volume.volume]]")
        .contains("could not determine the mean of the liver: the tool stopped");
  }

  @Test
  void aStructureCutByTheEdgeGivesALowerBound() {
    talk.instead.put("measure_volume", cut());
    Move end = say("How big is the liver?");

    assertThat(text(end))
        .contains("at least [[liver_measure_volume.volume]]")
        .contains("reaches the edge of the scan");
  }

  @Test
  void aVerdictOnALowerBoundSaysThatTheWholeMayBeLarger() {
    talk.instead.put("measure_volume", cut());
    Move end = say("Is the spleen enlarged?");

    assertThat(text(end)).contains("the whole may be larger; it is within");
  }

  @Test
  void aThresholdIsComparedInWords() {
    Move end = say("Is the liver volume more than 1500 ml?");

    assertThat(text(end)).contains("which is less than the 1500 mL you asked about");
  }

  @Test
  void theSameStateGivesTheSameMove() {
    Move a = talk.next("volume of the liver and the spleen");
    Move b = talk.next("volume of the liver and the spleen");

    assertThat(a).isEqualTo(b);
  }

  private Grounded guarded(String text) {
    Map<String, List<MeasuredQuantity>> byOutput = new HashMap<>();
    List<MeasuredQuantity> all = new ArrayList<>();
    for (Outcome o : talk.outcomes) {
      for (MeasuredQuantity q : java.util.Objects.requireNonNull(Masks.payload(o)).quantities()) {
        MeasuredQuantity numbered = q.withId("q" + (all.size() + 1));
        all.add(numbered);
        byOutput.put(o.step().id() + "." + q.output(), List.of(numbered));
      }
    }
    List<String> said = talk.turns.stream().map(Turn::user).toList();
    return new AnswerGuard(new Facts(all, byOutput, Map.of(), said, Set.of(), Set.of("liver")))
        .ground(text);
  }

  private Move say(String message) {
    return talk.say(message);
  }

  private static String text(Move move) {
    assertThat(move).isInstanceOf(Move.Answer.class);
    return ((Move.Answer) move).text();
  }

  private static ToolResult cut() {
    return new ToolResult.Incomplete(
        new ToolResult.Payload(
            JsonNodeFactory.instance.objectNode(),
            List.of(quantity("volume", "measure_volume", Bound.LOWER)),
            List.of(),
            List.of()),
        "The structure reaches the edge of the scan, so the volume is a lower bound");
  }

  private static MeasuredQuantity quantity(String output, String tool, Bound bound) {
    return new MeasuredQuantity(
        null,
        output,
        null,
        new Quantity("volume", 1400, Unit.MILLILITRE),
        bound,
        new Evidence(
            null,
            null,
            null,
            null,
            null,
            List.of(),
            "made up",
            tool,
            bound == Bound.REFERENCE ? "Doe 1997; 12: 34." : null));
  }
}
