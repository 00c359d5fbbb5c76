package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlanProblem;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans with loops, conditions and two times, through tools that no code of the planner knows. */
class MinuteToolsTest {

  private final List<ToolManifest> tools = new ArrayList<>(Bench.tools());

  MinuteToolsTest() throws IOException {
    for (JsonNode n : Bench.yaml("minute")) {
      tools.add(ManifestReader.of(n));
    }
  }

  private Rehearsal ct() {
    return new Rehearsal(tools, List.of(Bench.study("ct", Modality.CT)));
  }

  private static Plan plan(Move move) {
    assertThat(move).isInstanceOf(Move.Propose.class);
    return ((Move.Propose) move).plan();
  }

  @Test
  void eachLesionIsMeasuredInALoop() {
    Plan plan = plan(ct().next("measure the diameter of each lesion"));

    Plan.Step loop =
        plan.steps().stream().filter(s -> s.forEach() != null).findFirst().orElseThrow();
    assertThat(loop.forEach()).isEqualTo("$lesion_list_blobs.items");
    assertThat(loop.body()).hasSize(1);
    assertThat(loop.body().get(0).tool()).isEqualTo("measure_diameter");
    assertThat(loop.body().get(0).args().path("mask").asText()).isEqualTo("$item.part");
  }

  @Test
  void aConditionIsTheWhenOfAStep() {
    Plan plan = plan(ct().next("If the spleen is enlarged, measure its diameter."));

    assertThat(plan.steps())
        .anySatisfy(
            s -> {
              assertThat(s.tool()).isEqualTo("measure_diameter");
              assertThat(s.when() + "")
                  .isEqualTo("{\"eq\":[\"$spleen_assess_size.assessment\",\"above\"]}");
            });
    assertThat(plan.steps())
        .filteredOn(s -> "assess_size".equals(s.tool()))
        .allSatisfy(s -> assertThat(s.when()).isNull());
  }

  @Test
  void aLimitIsAConditionWithItsUnit() {
    Plan plan = plan(ct().next("liver volume; if it is more than 1.8 L also its mean density"));

    assertThat(plan.steps())
        .anySatisfy(
            s ->
                assertThat(s.when() + "")
                    .isEqualTo(
                        "{\"gt\":[\"$liver_measure_volume.volume\",{\"value\":1.8,\"unit\":\"L\"}]}"));
  }

  @Test
  void aWindowOfValuesFillsItsTwoEnds() {
    Plan plan = plan(ct().next("area of the liver between -29 and 150 HU"));

    Plan.Step step =
        plan.steps().stream()
            .filter(s -> "threshold_area".equals(s.tool()))
            .findFirst()
            .orElseThrow();
    assertThat(step.args().path("lower").path("value").asDouble()).isEqualTo(-29);
    assertThat(step.args().path("upper").path("value").asDouble()).isEqualTo(150);
  }

  @Test
  void aToolOfTwoTimesGetsTheMaskOfEach() {
    Rehearsal talk =
        new Rehearsal(
            tools, List.of(Bench.study("prior", Modality.CT), Bench.study("now", Modality.CT)));
    Plan plan = plan(talk.next("how far did the liver move since the prior?"));

    Plan.Step step =
        plan.steps().stream()
            .filter(s -> "shift_between".equals(s.tool()))
            .findFirst()
            .orElseThrow();
    assertThat(image(plan, step.args().path("prior_mask").asText())).isEqualTo("$prior");
    assertThat(image(plan, step.args().path("mask").asText())).isEqualTo("$now");
  }

  @Test
  void whichOfTwoIsThePriorIsAskedOnce() {
    Rehearsal talk =
        new Rehearsal(
            tools, List.of(Bench.study("one", Modality.CT), Bench.study("two", Modality.CT)));
    Move asked = talk.say("how far did the liver move since the prior?");

    assertThat(asked).isInstanceOf(Move.Ask.class);
    assertThat(((Move.Ask) asked).slot()).isEqualTo("prior");
    assertThat(talk.say("two")).isInstanceOf(Move.Answer.class);
  }

  private static String image(Plan plan, String mask) {
    return plan.steps().stream()
        .filter(s -> mask.equals("$" + s.id() + ".mask"))
        .map(s -> s.args().path("image").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  void whatTheUserDoesNotApproveIsNotProposedAgain() {
    Rehearsal talk = ct();
    String message = "tag this study and measure the liver volume";
    Plan first = plan(talk.next(message));
    assertThat(first.steps()).anyMatch(s -> "tag_study".equals(s.tool()));
    List<PlanProblem> denied =
        List.of(new PlanProblem("steps", "not_approved", "the user did not approve the plan", ""));

    Plan second = plan(Bench.PLANNER.next(turnedDown(talk, message, first, denied)));
    assertThat(second.steps()).noneMatch(s -> "tag_study".equals(s.tool()));
    assertThat(second.steps()).anyMatch(s -> "measure_volume".equals(s.tool()));
  }

  @Test
  void anotherSegmenterIsTriedWhenTheCheckerTurnsTheFirstDown() {
    Rehearsal talk = ct();
    Plan first = plan(talk.next("how big is the liver?"));
    String outline = first.steps().get(0).tool() + "";
    List<PlanProblem> refused =
        List.of(new PlanProblem("steps[0].args.image", "modality", "it cannot take it", ""));

    Plan second =
        plan(Bench.PLANNER.next(turnedDown(talk, "how big is the liver?", first, refused)));
    assertThat(second.steps()).noneMatch(s -> outline.equals(s.tool()));
    assertThat(second.steps()).anyMatch(s -> "measure_volume".equals(s.tool()));
  }

  private static PlannerState turnedDown(
      Rehearsal talk, String message, Plan plan, List<PlanProblem> problems) {
    PlannerState s =
        Bench.state(message, talk.tools, talk.studies, talk.turns, List.of(), List.of());
    return new PlannerState(
        s.conversation(),
        s.studies(),
        s.turns(),
        s.message(),
        s.outcomes(),
        problems,
        List.of(new PlannerState.Rejection(plan, problems)),
        s.guardNotes(),
        s.tools(),
        s.registry(),
        s.quantities(),
        s.earlier(),
        s.promptTexts(),
        s.callsLeft(),
        s.cancelled(),
        s.events(),
        s.draft());
  }

  @ParameterizedTest
  @ValueSource(strings = {"👍", "???", "…", " \u0007 \u200b", "!!!", "42"})
  void whatSaysNothingIsMetPolitely(String message) {
    Move move = ct().next(message);

    assertThat(move instanceof Move.Ask || move instanceof Move.Refuse).isTrue();
  }
}
