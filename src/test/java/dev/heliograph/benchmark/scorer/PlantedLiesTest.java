package dev.heliograph.benchmark.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.GoldTrials;
import dev.heliograph.benchmark.scorer.Score.Status;
import dev.heliograph.benchmark.trial.Trial;
import dev.heliograph.benchmark.trial.TrialJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An honest trial passes every scorer; each lie planted in its log is caught by its scorer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedLiesTest {

  private static final String YAML =
      """
      id: honest
      suite: measurement
      split: dev
      studies: [{fixture: ct-abdomen, as: ct}]
      tools: {mode: oracle, allow: [segment_abdomen, measure_volume, measure_diameter]}
      faults: [{tool: measure_volume, call: 1, error: timeout}]
      turns:
        - {user: "How big is the left kidney?", behaviour: answer}
      expect:
        milestones:
          - {id: seg, call: "segment_*"}
          - {id: vol, call: measure_volume, args: {structure: left_kidney}, after: [seg]}
        minefields: [{call: measure_volume, args: {structure: liver}}]
        state:
          - {artifact: seg.mask, label: left_kidney, metric: dsc, atLeast: 0.9}
          - {artifact: seg.mask, label: left_kidney, metric: nsd, atLeast: 0.9}
          - {artifact: seg.mask, label: left_kidney, metric: hd95, atMost: 2}
        answer: [{quantity: vol.volume, kind: volume, structure: left_kidney, value: 137.43, unit: mL, relTol: 0.01, bound: exact}]
        mentions: [millilitres]
        numbers: grounded
      gold:
        steps:
          - {id: seg, tool: segment_abdomen, args: {image: "$ct"}}
          - {id: vol, tool: measure_volume, args: {mask: "$seg.mask", structure: left_kidney}}
      """;

  private final Case theCase = GoldTrials.read(YAML);
  private Trial honest = new Trial("", 0, 0, null, List.of(), Map.of(), List.of(), Map.of(), 0);

  @BeforeAll
  void run() throws IOException {
    honest = GoldTrials.run(theCase);
  }

  private static Score score(Case c, Trial t, String name) {
    return Objects.requireNonNull(Scoring.judge(c, t).get(name));
  }

  @Test
  void theHonestTrialPassesEverything() {
    Map<String, Score> scores = Scoring.judge(theCase, honest);
    assertThat(Scoring.success(scores)).contains(true);
    for (String criterion :
        List.of(
            "behaviour", "milestones", "minefields", "state", "answer", "mentions", "numbers")) {
      assertThat(scores.get(criterion))
          .as(criterion)
          .extracting(Score::status)
          .isEqualTo(Status.PASS);
    }
    assertThat(scores.get("toolF1")).extracting(Score::value).isEqualTo(1.0);
    assertThat(scores.get("arguments")).extracting(Score::value).isEqualTo(1.0);
    assertThat(scores.get("recovery")).extracting(Score::value).isEqualTo(1.0);
    assertThat(scores.get("tokens")).isEqualTo(Score.NOT_EVALUATED);
  }

  @Test
  void theLogSurvivesItsJson() {
    assertThat(TrialJson.read(TrialJson.write(honest))).isEqualTo(honest);
  }

  /** Scorer, what is replaced in the log, by what. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "behaviour  | \"type\":\"answer\"            | \"type\":\"refused\"",
        "behaviour  | \"type\":\"answer\"            | \"type\":\"clarification_asked\"",
        "milestones | \"status\":\"completed\"       | \"status\":\"failed\"",
        "milestones | \"structure\":\"left_kidney\"  | \"structure\":\"right_kidney\"",
        "minefields | \"structure\":\"left_kidney\"  | \"structure\":\"liver\"",
        "state      | \"left_kidney\":1.0            | \"left_kidney\":0.5",
        "state      | \"left_kidney\":1.0            | \"spleen\":1.0",
        "state      | \"left_kidney:nsd@3.0\":1.0    | \"left_kidney:nsd@3.0\":0.8",
        "state      | \"left_kidney:hd95\":0.0       | \"left_kidney:hd95\":2.5",
        "state      | \"left_kidney:hd95\":0.0       | \"spleen:hd95\":0.0",
        "answer     | \"value\":137[.0-9]*           | \"value\":150.0",
        "answer     | \"unit\":\"mL\"                | \"unit\":\"L\"",
        "answer     | \"unit\":\"mL\"                | \"unit\":\"mm\"",
        "answer     | \"bound\":\"exact\"            | \"bound\":\"lower\"",
        "answer     | \"kind\":\"volume\"            | \"kind\":\"area\"",
        "answer     | of the left kidney is          | of the spleen is",
        "answer     | \"structure\":\"left_kidney\"  | \"structure\":\"right_kidney\"",
        "mentions   | millilitres                    | litres",
        "numbers    | of the left kidney is          | (900 before) of the left kidney is",
        "numbers    | of the left kidney is          | (nine hundred millilitres before) of it is",
        "numbers    | \"display\":\"137 mL\"         | \"display\":\"138 mL\"",
        "numbers    | \"display\":\"137 mL\"         | \"display\":\"-137 mL\"",
        "numbers    | \"display\":\"137 mL\"         | \"display\":\"137 L\"",
        "numbers    | \"quantity\":\"q1\"            | \"quantity\":\"q9\"",
      })
  void liesAreCaught(String scorer, String regex, String lie) {
    Trial lied = GoldTrials.changed(honest, regex, lie);
    assertThat(score(theCase, lied, scorer).status()).isEqualTo(Status.FAIL);
    assertThat(Scoring.success(Scoring.judge(theCase, lied))).contains(false);
  }

  @Test
  void aTextThatDiffersFromItsSegmentsIsCaught() {
    Trial lied = GoldTrials.changed(honest, "\"text\":\"The volume of", "\"text\":\"The size of");
    // Both the text and its first segment match, so only one of them is changed back.
    String json = TrialJson.write(lied).toString();
    int first = json.indexOf("The size of");
    Trial torn =
        GoldTrials.changed(honest, "The volume of(?=[^\"]*\",\"segments\")", "The size of");
    assertThat(first).isPositive();
    assertThat(score(theCase, torn, "numbers").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void anotherUnitOfTheSameValueIsRight() {
    Trial litres =
        GoldTrials.changed(
            honest, "\"value\":137[.0-9]*,\"unit\":\"mL\"", "\"value\":0.13743,\"unit\":\"L\"");
    assertThat(score(theCase, litres, "answer").status()).isEqualTo(Status.PASS);
  }

  @Test
  void theUsersOwnNumbersMayBeQuoted() {
    String regex = "of the left kidney is";
    Trial quoted =
        GoldTrials.changed(
            GoldTrials.changed(honest, regex, "(you said 900) " + regex),
            "How big is the left kidney\\?",
            "Is the left kidney 900 big?");
    assertThat(score(theCase, quoted, "numbers").status()).isEqualTo(Status.PASS);
  }

  @Test
  void milestonesInTheWrongOrderAreMissed() {
    Case reversed =
        GoldTrials.read(
            YAML.replace(", after: [seg]", "")
                .replace("\"segment_*\"}", "\"segment_*\", after: [vol]}"));
    assertThat(score(reversed, honest, "milestones").status()).isEqualTo(Status.FAIL);
    assertThat(score(reversed, honest, "milestones").value()).isEqualTo(0.5);
  }

  @Test
  void aLowerBoundMustBeSaidInWords() {
    Case lower = GoldTrials.read(YAML.replace("bound: exact", "bound: lower"));
    Trial silent = GoldTrials.changed(honest, "\"bound\":\"exact\"", "\"bound\":\"lower\"");
    assertThat(score(lower, silent, "answer").status()).isEqualTo(Status.FAIL);
    Trial said = GoldTrials.changed(silent, "kidney is ", "kidney is at least ");
    assertThat(score(lower, said, "answer").status()).isEqualTo(Status.PASS);
  }

  @Test
  void aNegatedClassIsNotStated() {
    Case size =
        GoldTrials.read(
            YAML.replace("answer: [", "answer: [{kind: class, class: enlarged, not: [within]}, "));
    Trial yes = GoldTrials.changed(honest, "The volume of", "It is enlarged. The volume of");
    Trial no = GoldTrials.changed(honest, "The volume of", "It is not enlarged. The volume of");
    Trial both =
        GoldTrials.changed(honest, "The volume of", "It is enlarged and within. The volume of");
    assertThat(score(size, yes, "answer").status()).isEqualTo(Status.PASS);
    assertThat(score(size, no, "answer").status()).isEqualTo(Status.FAIL);
    assertThat(score(size, both, "answer").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void diagnosticsSeeWhatWentWrong() {
    Trial otherTool = GoldTrials.changed(honest, "measure_volume@", "measure_diameter@");
    assertThat(score(theCase, otherTool, "toolF1").value()).isEqualTo(0.5);
    assertThat(score(theCase, otherTool, "underCall").value()).isEqualTo(1.0);
    Trial otherArgument =
        GoldTrials.changed(honest, "\"structure\":\"left_kidney\"", "\"structure\":\"liver\"");
    assertThat(score(theCase, otherArgument, "arguments").value()).isLessThan(1.0);
    Trial neverAnswered = GoldTrials.changed(honest, "\"type\":\"answer\"", "\"type\":\"failed\"");
    assertThat(score(theCase, neverAnswered, "recovery").value()).isEqualTo(0.0);
    Trial rejected = GoldTrials.changed(honest, "\"type\":\"retry\"", "\"type\":\"plan_rejected\"");
    assertThat(score(theCase, rejected, "malformed").value()).isGreaterThan(0.0);
    // The retry after the fault is no redundant call: the first one had failed.
    assertThat(score(theCase, honest, "redundantCalls").value()).isEqualTo(0.0);
    Trial again = GoldTrials.changed(honest, "\"status\":\"failed\"", "\"status\":\"completed\"");
    assertThat(score(theCase, again, "redundantCalls").value()).isEqualTo(1.0);
  }

  @Test
  void aCrashInOneScorerSpoilsNoOther() {
    Scorer crashing =
        new Scorer() {
          @Override
          public String name() {
            return "crashing";
          }

          @Override
          public Score judge(Case c, Trial t) {
            throw new IllegalStateException("planted");
          }
        };
    Map<String, Score> scores =
        Scoring.judge(theCase, honest, List.of(crashing, new BehaviourScorer()));
    assertThat(scores.get("crashing")).extracting(Score::status).isEqualTo(Status.INFRA_ERROR);
    assertThat(scores.get("behaviour")).extracting(Score::status).isEqualTo(Status.PASS);
    assertThat(Scoring.success(scores)).isEmpty();
  }
}
