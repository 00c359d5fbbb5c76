package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.agent.PlannerState.Turn;
import dev.heliograph.agent.grounding.AnswerGuard;
import dev.heliograph.agent.grounding.Facts;
import dev.heliograph.agent.grounding.Grounded;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whole turns: plans are "run" with made-up results, and the planner goes on from those. */
class ConversationTest {

  private final List<NamedStudy> studies = new ArrayList<>(List.of(Bench.study("ct", Modality.CT)));
  private final List<ToolManifest> tools;
  private final List<Turn> turns = new ArrayList<>();
  private final List<Outcome> earlier = new ArrayList<>();
  private final Map<String, ToolResult> instead = new HashMap<>();
  private List<Outcome> outcomes = new ArrayList<>();

  ConversationTest() throws IOException {
    tools = Bench.tools();
  }

  @Test
  void theMainQuestionIsAnsweredWithEveryQuantity() {
    Move end = say("How big is the liver, and is the spleen enlarged?");

    assertThat(ran())
        .containsExactlyInAnyOrder(
            "segment_organs",
            "measure_volume liver",
            "measure_volume spleen",
            "assess_size spleen");
    assertThat(text(end))
        .contains("Liver: the volume is [[liver_measure_volume.volume]]")
        .contains("Spleen: the volume is [[spleen_measure_volume.volume]]")
        .contains("within the published reference range of")
        .contains("[[spleen_assess_size.lower]]")
        .doesNotContainPattern("(?<![a-z_\\[])\\d");
  }

  @Test
  void theGuardLetsTheWholeAnswerThroughWithItsSource() {
    Grounded shown = guarded(text(say("How big is the liver, and is the spleen enlarged?")));

    assertThat(shown.problems()).isEmpty();
    assertThat(shown.text())
        .contains("Liver: the volume is 1400 mL.")
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

    assertThat(ran()).containsExactly("measure_volume spleen");
    assertThat(outcomes.get(0).step().args().path("mask").asText())
        .isEqualTo("$segment_organs.mask");
  }

  @Test
  void aQuestionAnsweredBeforeIsAnsweredWithoutAnotherCall() {
    say("How big is the liver?");
    Move end = say("in litres?");

    assertThat(ran()).isEmpty();
    assertThat(text(end)).contains("[[liver_measure_volume.volume in L]]");
  }

  @Test
  void theNextBestSegmenterIsTriedWhenTheFirstFails() {
    instead.put("segment_organs", new ToolResult.Failed("out of memory", false));
    Move end = say("How big is the liver?");

    assertThat(ran()).contains("segment_organs", "segment_flare", "measure_volume liver");
    assertThat(text(end)).contains("[[liver_measure_volume_2.volume]]");
  }

  @Test
  void anEmptyMaskIsReplacedByAnotherSegmenters() {
    instead.put(
        "measure_volume of segment_organs",
        new ToolResult.Rejected("the mask holds no spleen", "segment the spleen first"));
    say("How big is the spleen?");

    assertThat(ran()).contains("segment_flare");
  }

  @Test
  void aRejectionThatNoMaskCanMendIsReported() {
    instead.put(
        "assess_size",
        new ToolResult.Rejected("there is no reference range for the liver", "ask for the spleen"));
    Move end = say("Is the liver enlarged?");

    assertThat(ran()).doesNotContain("segment_flare");
    assertThat(text(end))
        .contains("could not be done: there is no reference range for the liver")
        .contains("[[liver_measure_volume.volume]]");
  }

  @Test
  void whatFailsDoesNotHideWhatWorked() {
    instead.put("measure_intensity", new ToolResult.Failed("the tool stopped", false));
    Move end = say("volume and mean HU of the liver");

    assertThat(text(end)).contains("[[liver_measure_volume.volume]]").contains("could not be done");
  }

  @Test
  void aStructureCutByTheEdgeGivesALowerBound() {
    instead.put("measure_volume", cut());
    Move end = say("How big is the liver?");

    assertThat(text(end))
        .contains("at least [[liver_measure_volume.volume]]")
        .contains("reaches the edge of the scan");
  }

  @Test
  void aVerdictOnALowerBoundSaysThatTheWholeMayBeLarger() {
    instead.put("measure_volume", cut());
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
    Move a = next("volume of the liver and the spleen");
    Move b = next("volume of the liver and the spleen");

    assertThat(a).isEqualTo(b);
  }

  private Grounded guarded(String text) {
    Map<String, List<MeasuredQuantity>> byOutput = new HashMap<>();
    List<MeasuredQuantity> all = new ArrayList<>();
    for (Outcome o : outcomes) {
      for (MeasuredQuantity q : java.util.Objects.requireNonNull(Masks.payload(o)).quantities()) {
        MeasuredQuantity numbered = q.withId("q" + (all.size() + 1));
        all.add(numbered);
        byOutput.put(o.step().id() + "." + q.output(), List.of(numbered));
      }
    }
    List<String> said = turns.stream().map(Turn::user).toList();
    return new AnswerGuard(new Facts(all, byOutput, Map.of(), said, Set.of(), Set.of("liver")))
        .ground(text);
  }

  private Move say(String message) {
    outcomes = new ArrayList<>();
    Move move = next(message);
    for (int i = 0; i < 12 && move instanceof Move.Propose p; i++) {
      for (Plan.Step s : p.plan().steps()) {
        outcomes.add(run(s));
      }
      move = next(message);
    }
    turns.add(new Turn(message, "…", move instanceof Move.Answer ? "answer" : "refused", null));
    outcomes.stream().filter(o -> Masks.payload(o) != null).forEach(earlier::add);
    return move;
  }

  private Move next(String message) {
    return Bench.PLANNER.next(
        Bench.state(message, tools, studies, turns, List.copyOf(outcomes), withoutThisTurn()));
  }

  private List<Outcome> withoutThisTurn() {
    return earlier.stream().filter(o -> !outcomes.contains(o)).toList();
  }

  private static String text(Move move) {
    assertThat(move).isInstanceOf(Move.Answer.class);
    return ((Move.Answer) move).text();
  }

  private List<String> ran() {
    return outcomes.stream()
        .map(o -> (o.step().tool() + " " + o.step().args().path("structure").asText("")).strip())
        .toList();
  }

  /** A made-up result by tool; steps whose mask did not come are skipped. */
  private Outcome run(Plan.Step s) {
    String mask = s.args().path("mask").asText("").replaceAll("^\\$|\\..*", "");
    boolean lost =
        outcomes.stream().anyMatch(o -> o.step().id().equals(mask) && Masks.payload(o) == null);
    if (lost) {
      return new Outcome(s, null, "a step it needs did not succeed");
    }
    ToolResult planted = instead.get(s.tool() + " of " + mask);
    planted = planted == null ? instead.get(s.tool()) : planted;
    return new Outcome(s, planted == null ? result(s) : planted, null);
  }

  private ToolResult result(Plan.Step s) {
    ToolManifest tool =
        tools.stream().filter(t -> t.name().equals(s.tool())).findFirst().orElseThrow();
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    List<MeasuredQuantity> quantities = new ArrayList<>();
    List<Artifact> artifacts = new ArrayList<>();
    tool.outputs()
        .forEach(
            p -> {
              switch (p.type().name()) {
                case "LabelMap" -> {
                  outputs.put(p.name(), s.id() + "-mask");
                  artifacts.add(mask(s.id() + "-mask", tool));
                }
                case "Class" -> outputs.put(p.name(), "within");
                case "Quantity" ->
                    quantities.add(
                        quantity(
                            p.name(),
                            s.tool() + "",
                            "assess_size".equals(s.tool()) ? Bound.REFERENCE : Bound.EXACT));
                default -> {}
              }
            });
    return new ToolResult.Completed(
        new ToolResult.Payload(outputs, quantities, artifacts, List.of()));
  }

  private static Artifact mask(String id, ToolManifest tool) {
    TreeMap<Integer, String> labels = new TreeMap<>();
    tool.provides().forEach(p -> labels.put(labels.size() + 1, p));
    return new Artifact(
        id,
        Artifact.Kind.LABEL_MAP,
        "ct-image",
        "mask",
        "0".repeat(64),
        "application/x-nifti",
        1,
        labels,
        tool.id());
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
