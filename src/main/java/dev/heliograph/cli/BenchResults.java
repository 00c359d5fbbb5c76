package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.benchmark.BenchmarkRun;
import dev.heliograph.benchmark.CaseSet;
import dev.heliograph.benchmark.statistics.Comparison;
import dev.heliograph.benchmark.statistics.Estimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with runs that were made: scored anew, reported, compared. */
final class BenchResults {

  private BenchResults() {}

  private static Path existing(Path folder) {
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      throw CliException.wrongUse(
          folder + " holds no benchmark run", "name the --out of 'heliograph bench run'");
    }
    return folder;
  }

  /** Scores anew. */
  @Command(
      name = "rescore",
      mixinStandardHelpOptions = true,
      description = "Score a run's recorded trials anew, without running anything.")
  static final class Rescore extends BenchCommand.WithCases {
    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    Path folder = Path.of("");

    @Override
    int run(BenchSetup setup, CaseSet set, PrintWriter out) throws IOException {
      BenchmarkRun run = new BenchmarkRun(existing(folder));
      for (Map.Entry<String, JsonNode> e : run.readManifest().path("cases").properties()) {
        set.cases().stream()
            .filter(c -> c.id().equals(e.getKey()) && !c.sha256().equals(e.getValue().asText()))
            .forEach(c -> err("the case " + c.id() + " was another one when it was run"));
      }
      print(run.score(set), out);
      return 0;
    }
  }

  /** Writes the report again. */
  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = "Write report.html of a run again.")
  static final class Report extends BenchCommand.WithCases {
    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    Path folder = Path.of("");

    @Override
    int run(BenchSetup setup, CaseSet set, PrintWriter out) throws IOException {
      BenchmarkRun run = new BenchmarkRun(existing(folder));
      run.report(set, run.readSummary());
      out.println(folder.resolve("report.html"));
      return 0;
    }
  }

  /** Compares two runs. */
  @Command(
      name = "compare",
      mixinStandardHelpOptions = true,
      description = "The difference of two runs, paired by case, with its interval.")
  static final class Compare implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "Folder of one run.")
    Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Folder of the other run.")
    Path b = Path.of("");

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      JsonNode left = new BenchmarkRun(existing(a)).readSummary();
      JsonNode right = new BenchmarkRun(existing(b)).readSummary();
      Comparison c;
      try {
        c = Comparison.of(left, right, left.path("seed").asLong());
      } catch (IllegalArgumentException e) {
        throw CliException.failed(String.valueOf(e.getMessage()), "see 'heliograph bench --help'");
      }
      Estimate d = c.difference();
      out.println("A: " + left.path("agent").asText() + ", B: " + right.path("agent").asText());
      out.println(
          String.format(
              Locale.ROOT,
              "B - A in task success: %+.3f (%s; %d cases of %d images)",
              d.mean(),
              d.clusters() > 1
                  ? String.format(Locale.ROOT, "95 %% interval %+.3f to %+.3f", d.low(), d.high())
                  : "no interval from one image",
              d.cases(),
              d.clusters()));
      out.println("only A passes (more often): " + String.join(", ", c.onlyA()));
      out.println("only B passes (more often): " + String.join(", ", c.onlyB()));
      if (!c.unpaired().isEmpty()) {
        out.println("not in both: " + String.join(", ", c.unpaired()));
      }
      out.flush();
      return 0;
    }
  }

  static void print(JsonNode summary, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("GROUP", "PASS@1", "95 % INTERVAL", "CASES", "IMAGES", "TRIALS", "INFRA"));
    rows.add(row("all", summary.path("overall")));
    for (String kind : List.of("suites", "splits")) {
      summary.path(kind).properties().forEach(e -> rows.add(row(e.getKey(), e.getValue())));
    }
    Out.table(out, rows);
  }

  private static List<String> row(String name, JsonNode group) {
    JsonNode p = group.path("success").path("pass@1");
    return List.of(
        name,
        String.format(Locale.ROOT, "%.3f", p.path("mean").asDouble(Double.NaN)),
        p.has("low")
            ? String.format(
                Locale.ROOT, "%.3f – %.3f", p.path("low").asDouble(), p.path("high").asDouble())
            : "one image",
        p.path("cases").asText(),
        p.path("clusters").asText(),
        group.path("trials").asText(),
        group.path("infraErrors").asText());
  }
}
