package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.benchmark.BenchmarkRun;
import dev.heliograph.benchmark.CaseSet;
import dev.heliograph.benchmark.RunManifest;
import dev.heliograph.benchmark.trial.Contestant;
import dev.heliograph.benchmark.trial.FixtureStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an agent. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run an agent on cases and score it.")
final class BenchRunCommand extends BenchCommand.WithCases {
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
      BenchResults.print(summary, print);
      print.println("report: " + folder.resolve("report.html"));
      return summary.path("overall").path("infraErrors").asInt() == 0 ? 0 : 1;
    }
  }
}
