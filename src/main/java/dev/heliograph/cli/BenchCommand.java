package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.benchmark.Admission;
import dev.heliograph.benchmark.BenchmarkRun;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.CaseSet;
import dev.heliograph.benchmark.RunManifest;
import dev.heliograph.benchmark.agents.YardstickAgents;
import dev.heliograph.benchmark.statistics.Comparison;
import dev.heliograph.benchmark.statistics.Estimate;
import dev.heliograph.benchmark.trial.Contestant;
import dev.heliograph.benchmark.trial.FixtureStore;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The benchmark. Starts no application and touches no database. */
@Command(
    name = "bench",
    description = "Score agents on scripted dialogues about real images.",
    subcommands = {
      BenchCommand.ListAll.class,
      BenchCommand.Validate.class,
      BenchCommand.Run.class,
      BenchCommand.Rescore.class,
      BenchCommand.Compare.class,
      BenchCommand.Report.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  heliograph bench list",
      "  heliograph bench validate",
      "  heliograph bench run --agent default --out bench-results/default",
      "  heliograph bench compare bench-results/null bench-results/default"
    })
final class BenchCommand extends Group {

  /** What the subcommands that read cases share. */
  abstract static class WithCases implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
        names = "--cases",
        paramLabel = "PATH",
        description = "A case file or folder (default: tasks/).")
    Path path = Path.of("");

    @Option(names = "--suite", paramLabel = "NAME", description = "Only this suite.")
    String suite = "";

    @Option(names = "--split", paramLabel = "dev|test", description = "Only this split.")
    String split = "";

    @Option(names = "--case", paramLabel = "ID", description = "Only this case.")
    String id = "";

    abstract int run(BenchSetup setup, CaseSet set, PrintWriter out)
        throws IOException, InterruptedException;

    private boolean wanted(Case c) {
      return (suite.isEmpty() || c.suite().equals(suite))
          && (split.isEmpty() || c.split().equals(split))
          && (id.isEmpty() || c.id().equals(id));
    }

    @Override
    public final Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      BenchSetup setup = new BenchSetup();
      CaseSet all = setup.cases(path);
      if (!all.problems().isEmpty()) {
        all.problems().forEach(p -> spec.commandLine().getErr().println(p));
        throw CliException.failed(
            all.problems().size() + " problems in the cases", "correct the files named above");
      }
      CaseSet set = all.filter(this::wanted);
      if (set.cases().isEmpty() && set.skipped().isEmpty()) {
        throw CliException.wrongUse("no case fits", "'heliograph bench list' lists them");
      }
      try {
        return run(setup, set, out);
      } catch (IllegalArgumentException e) {
        throw CliException.failed(String.valueOf(e.getMessage()), "see 'heliograph bench --help'");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CliException.failed("interrupted", "go on with --resume");
      } finally {
        out.flush();
      }
    }

    void err(String line) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }

    void skipped(CaseSet set) {
      set.skipped().forEach((name, why) -> err("skipped " + name + ": " + why));
    }
  }

  /** Lists cases. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "The cases there are.")
  static final class ListAll extends WithCases {
    @Override
    int run(BenchSetup setup, CaseSet set, PrintWriter out) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("CASE", "SUITE", "SPLIT", "MODE", "IMAGES", "FIRST WORDS"));
      for (Case c : set.cases()) {
        rows.add(
            List.of(
                c.id(),
                c.suite(),
                c.split(),
                c.tools().oracle() ? "oracle" : "real",
                c.cluster(),
                c.turns().get(0).user()));
      }
      Out.table(out, rows);
      skipped(set);
      return 0;
    }
  }

  /** Admits cases. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Check cases: gold must pass, null and refuse-all must not.")
  static final class Validate extends WithCases {
    @Override
    int run(BenchSetup setup, CaseSet set, PrintWriter out) throws IOException {
      List<Admission.Row> rows;
      try (FixtureStore store = new FixtureStore(setup.fixtures)) {
        rows = new Admission(setup.runner(store)).check(set);
      }
      List<List<String>> table = new ArrayList<>();
      table.add(List.of("CASE", "GOLD", "NULL", "REFUSE-ALL", "ADMITTED"));
      for (Admission.Row r : rows) {
        List<String> line = new ArrayList<>(List.of(r.caseId()));
        YardstickAgents.names().forEach(n -> line.add(String.valueOf(r.verdicts().get(n))));
        line.add(r.admitted() ? "yes" : "NO: " + String.join("; ", r.problems()));
        table.add(line);
      }
      Out.table(out, table);
      skipped(set);
      long refused = rows.stream().filter(r -> !r.admitted()).count();
      out.println(rows.size() - refused + " of " + rows.size() + " cases admitted");
      return refused == 0 ? 0 : 1;
    }
  }

  /** Runs an agent. */
  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Run an agent on cases and score it.")
  static final class Run extends WithCases {
    @Option(
        names = "--agent",
        paramLabel = "NAME",
        description = "An agent of agents/, or gold, null, refuse-all (default: default).")
    String agent = "default";

    @Option(
        names = "--epochs",
        paramLabel = "K",
        description = "Trials of each case (default: what the case says).")
    int epochs;

    @Option(
        names = "--parallel",
        paramLabel = "N",
        description = "Trials at the same time (default: 1).")
    int parallel = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the bootstrap (default: 0).")
    long seed;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Where results go (default: bench-results/AGENT).")
    Path out = Path.of("");

    @Option(
        names = "--resume",
        description = "Go on with an interrupted run of the same configuration.")
    boolean resume;

    @Override
    int run(BenchSetup setup, CaseSet set, PrintWriter print)
        throws IOException, InterruptedException {
      Contestant contestant = setup.contestant(agent);
      Path folder = out.toString().isEmpty() ? Path.of("bench-results", agent) : out;
      RunManifest manifest =
          new RunManifest(
              BenchSetup.commit(),
              set,
              contestant.agent(),
              setup.tools,
              setup.promptsFolder,
              epochs,
              seed);
      try (FixtureStore store = new FixtureStore(setup.fixtures)) {
        JsonNode summary =
            new BenchmarkRun(folder)
                .run(
                    set,
                    contestant,
                    setup.runner(store),
                    manifest,
                    epochs,
                    parallel,
                    resume,
                    this::err);
        print(summary, print);
        print.println("report: " + folder.resolve("report.html"));
        return summary.path("overall").path("infraErrors").asInt() == 0 ? 0 : 1;
      }
    }
  }

  /** What subcommands on finished runs share. */
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
  static final class Rescore extends WithCases {
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
  static final class Report extends WithCases {
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

  private static void print(JsonNode summary, PrintWriter out) {
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
