package dev.heliograph.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.tool.BoundedYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a case is said, all of it, with the place. */
class CaseReaderTest {

  private static final String GOOD =
      """
      id: good
      suite: measurement
      split: dev
      studies: [{fixture: ct-abdomen, as: ct}]
      tools: {mode: oracle, allow: [segment_abdomen, measure_volume]}
      turns:
        - {user: "How big is the liver?", behaviour: answer}
      expect:
        milestones:
          - {id: vol, call: measure_volume}
        answer: [{quantity: vol.volume, kind: volume, value: 1, unit: mL, relTol: 0.1}]
      gold:
        steps:
          - {id: seg, tool: segment_abdomen, args: {image: "$ct"}}
          - {id: vol, tool: measure_volume, args: {mask: "$seg.mask", structure: liver}}
      """;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "split: dev                        | split: train                      | split",
        "fixture: ct-abdomen               | fixture: ../secret                | fixture",
        "{id: vol, call: measure_volume}   | {id: vol, call: x, after: [y]}    | no milestone",
        "{id: vol, call: measure_volume}   | {id: v, call: x, after: [v]}      | comes after itself",
        "quantity: vol.volume              | quantity: other.volume            | no step of the gold plan",
        "unit: mL, relTol: 0.1             | unit: mL                          | no tolerance",
        "unit: mL                          | unit: buckets                     | no known unit",
        "behaviour: answer                 | behaviour: refuse                 | refusing everything would pass",
      })
  void badCasesAreNamed(String good, String bad, String problem) {
    String yaml = GOOD.replace(good, bad.replace("\\n", "\n"));
    assertThat(yaml).isNotEqualTo(GOOD);
    CaseReader.Read read = CaseReader.of(BoundedYaml.parse(yaml), "a.yaml");
    assertThat(read.value()).isEmpty();
    assertThat(read.problems().toString()).contains("a.yaml").contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "'label: liver, metric: nsd, atLeast: 0.9', ''",
    "'label: femur_left, metric: nsd, toleranceMm: 3, atLeast: 0.9', ''",
    "'label: femur_left, metric: hd95, atMost: 4', ''",
    "'label: lesion, metric: lesion_f1, iou: 0.5, atLeast: 0.7', ''",
    "'label: lesion, metric: ap50, atLeast: 0.7', ''",
    "'label: lesion, metric: lesion_recall, iou: 0, atLeast: 0.7', iou",
    "'label: lesion, metric: lesion_recall, atMost: 1', add atLeast",
    "'label: femur_left, metric: nsd, atLeast: 0.9', no tolerance for femur_left",
    "'label: liver, metric: nsd', NSD of liver has no limit",
    "'label: liver, metric: dsc, atMost: 0.5', DSC of liver has no limit",
    "'label: liver, metric: hd95, atLeast: 0.5', add atMost"
  })
  void aStateCheckNeedsItsLimit(String check, String problem) {
    String state = "state: [{artifact: vol.mask, " + check + "}]\n  answer:";
    CaseReader.Read read =
        CaseReader.of(BoundedYaml.parse(GOOD.replace("answer: [", state + " [")), "a.yaml");
    if (problem.isEmpty()) {
      assertThat(read.problems()).isEmpty();
    } else {
      assertThat(read.problems().toString()).contains("expect.state").contains(problem);
    }
  }

  private CaseSet load() throws IOException {
    return CaseSet.load(folder, GoldTrials.fixtures(), GoldTrials.tools());
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve(name), yaml);
  }

  @Test
  void everyProblemOfASetAtOnce() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", GOOD);
    write(
        "c.yaml",
        GOOD.replace("id: good", "id: c").replace("split: dev", "split: dev\ntwin: nobody"));
    write(
        "d.yaml", GOOD.replace("id: good", "id: d").replace("[segment_abdomen, m", "[nothing, m"));
    write("e.yaml", "a: [");
    write(
        "f.yaml",
        GOOD.replace("id: good", "id: f").replace("  numbers", "").replace("gold:", "x:"));
    String problems =
        load().problems().stream().map(CaseProblem::toString).collect(Collectors.joining("\n"));
    assertThat(problems)
        .contains("b.yaml: id: 'good' is in")
        .contains("c.yaml: twin: there is no case 'nobody'")
        .contains("d.yaml: tools: there is no tool 'nothing'")
        .contains("d.yaml: gold: 'segment_abdomen' is not in tools.allow")
        .contains("e.yaml: not readable as YAML")
        .contains("f.yaml: (root)");
  }

  @Test
  void aCaseWithoutItsFixtureIsSkippedAloud() throws IOException {
    write("a.yaml", GOOD.replace("fixture: ct-abdomen", "fixture: not-here"));
    CaseSet set = load();
    assertThat(set.problems()).isEmpty();
    assertThat(set.cases()).isEmpty();
    assertThat(set.skipped().get("good")).contains("not-here").contains("samples");
  }

  @Test
  void fixturesStayInTheirFolder() throws IOException {
    Fixtures fixtures = new Fixtures(List.of(folder));
    assertThatThrownBy(() -> fixtures.find("../x")).isInstanceOf(IllegalArgumentException.class);
    Files.createDirectories(folder.resolve("x"));
    Files.writeString(folder.resolve("x/study.yaml"), "files: [../../../../etc/hostname]");
    assertThatThrownBy(() -> fixtures.find("x")).isInstanceOf(Exception.class);
    Path outside = Files.createTempFile("outside", ".nii");
    try {
      Files.writeString(folder.resolve("x/study.yaml"), "files: [link]");
      Files.createSymbolicLink(folder.resolve("x/link"), outside);
      assertThatThrownBy(() -> fixtures.find("x")).hasMessageContaining("leads out");
    } finally {
      Files.delete(outside);
    }
  }
}
