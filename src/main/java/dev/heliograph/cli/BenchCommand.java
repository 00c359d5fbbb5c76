package dev.heliograph.cli;

import dev.heliograph.benchmark.Admission;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.CaseSet;
import dev.heliograph.benchmark.agents.YardstickAgents;
import dev.heliograph.benchmark.trial.FixtureStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark. Starts no application and touches no database. */
@Command(
    name = "bench",
    description = "Score agents on scripted dialogues about real images.",
    subcommands = {
      BenchCommand.ListAll.class,
      BenchCommand.Validate.class,
      BenchRunCommand.class,
      BenchResults.Rescore.class,
      BenchResults.Compare.class,
      BenchResults.Report.class
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
      if (set.cases().isEmpty()) {
        skipped(set);
        throw CliException.wrongUse(
            "no case that can run fits", "'heliograph bench list' lists them, with their suites");
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
}
