package dev.heliograph.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Prompts;
import dev.heliograph.benchmark.agents.YardstickAgents;
import dev.heliograph.benchmark.trial.Contestant;
import dev.heliograph.benchmark.trial.FixtureStore;
import dev.heliograph.benchmark.trial.TrialRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the gold agent on the project's own cases. */
class BenchmarkRunTest {

  @TempDir Path folder = Path.of("");

  private final List<String> said = new ArrayList<>();

  private CaseSet cases() throws IOException {
    return CaseSet.load(Path.of("tasks"), GoldTrials.fixtures(), GoldTrials.tools());
  }

  private ObjectNode run(CaseSet set, Path out, int parallel, long seed, boolean resume)
      throws IOException, InterruptedException {
    Contestant gold = YardstickAgents.find(YardstickAgents.GOLD).orElseThrow();
    Path prompts = Path.of("prompts");
    RunManifest manifest =
        new RunManifest("", set, gold.agent(), GoldTrials.tools(), prompts, 2, seed);
    try (FixtureStore store = new FixtureStore(GoldTrials.fixtures())) {
      TrialRunner runner = new TrialRunner(GoldTrials.tools(), new Prompts(prompts), store);
      return new BenchmarkRun(out).run(set, gold, runner, manifest, 2, parallel, resume, said::add);
    }
  }

  private static String withoutTimings(ObjectNode summary) {
    return summary.deepCopy().without("timings").toPrettyString();
  }

  @Test
  void aTornRunIsResumedToTheSameSummary() throws IOException, InterruptedException {
    CaseSet set = cases().filter(c -> c.suite().equals("dialogue") || c.suite().equals("faults"));
    Path whole = folder.resolve("whole");
    Path torn = folder.resolve("torn");
    ObjectNode expected = run(set, whole, 1, 3, false);
    assertThat(expected.path("overall").path("success").path("pass^2").path("mean").asDouble())
        .isEqualTo(1.0);

    // In parallel the trials end in another order; that must not show.
    assertThat(withoutTimings(run(set, torn, 2, 3, false))).isEqualTo(withoutTimings(expected));

    Path trials = torn.resolve("trials.jsonl");
    byte[] bytes = Files.readAllBytes(trials);
    Files.write(trials, Arrays.copyOf(bytes, bytes.length / 2));
    int before = said.size();
    assertThatThrownBy(() -> run(set, torn, 1, 3, false)).hasMessageContaining("--resume");
    assertThatThrownBy(() -> run(set, torn, 1, 4, true)).hasMessageContaining("configuration");
    assertThat(withoutTimings(run(set, torn, 1, 3, true))).isEqualTo(withoutTimings(expected));
    assertThat(said.size() - before).isBetween(1, 2 * set.cases().size() - 1);

    assertThat(withoutTimings(new BenchmarkRun(torn).score(set)))
        .as("rescored")
        .isEqualTo(withoutTimings(expected));
  }

  @Test
  void theReportIsOneFileAndEscapesEverything() throws IOException, InterruptedException {
    Path evil = folder.resolve("evil.yaml");
    String yaml =
        Files.readString(Path.of("tasks/measurement/volume-left-kidney.yaml"))
            .replace(
                "What is the volume of the left kidney?",
                "How big? <script>alert(1)</script> <img src=x onerror=alert(2)>");
    Files.writeString(evil, yaml);
    CaseSet set = CaseSet.load(evil, GoldTrials.fixtures(), GoldTrials.tools());
    run(set, folder.resolve("out"), 1, 0, false);
    String html = Files.readString(folder.resolve("out/report.html"));
    assertThat(html).contains("&lt;script&gt;alert(1)").contains("137 mL");
    assertThat(html).doesNotContain("<script>alert").doesNotContain("<img");
    assertThat(html).doesNotContainPattern("(src|href)=\"(?!#)");
  }

  @Test
  void everyCaseIsAdmitted() throws IOException {
    CaseSet set = cases();
    assertThat(set.problems()).isEmpty();
    assertThat(set.cases().size()).isGreaterThanOrEqualTo(50);
    try (FixtureStore store = new FixtureStore(GoldTrials.fixtures())) {
      TrialRunner runner =
          new TrialRunner(GoldTrials.tools(), new Prompts(Path.of("prompts")), store);
      assertThat(new Admission(runner).check(set)).allMatch(Admission.Row::admitted);
    }
  }

  @Test
  void aCaseThatNothingFailsIsNotAdmitted() throws IOException {
    Path lax = folder.resolve("lax.yaml");
    Files.writeString(
        lax,
        """
        id: lax
        suite: measurement
        split: dev
        studies: [{fixture: ct-abdomen, as: ct}]
        turns: [{user: "How big is the liver?", behaviour: answer}]
        expect: {mentions: [know], numbers: grounded}
        """);
    CaseSet set = CaseSet.load(lax, GoldTrials.fixtures(), GoldTrials.tools());
    assertThat(set.problems()).isEmpty();
    try (FixtureStore store = new FixtureStore(GoldTrials.fixtures())) {
      TrialRunner runner =
          new TrialRunner(GoldTrials.tools(), new Prompts(Path.of("prompts")), store);
      assertThat(new Admission(runner).check(set).get(0).problems().toString())
          .contains("null passes");
    }
  }
}
