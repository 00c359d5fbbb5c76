package dev.heliograph.cli;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.FolderAgents;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerFactory;
import dev.heliograph.agent.Prompts;
import dev.heliograph.agent.planner.chat.ChatPlannerFactory;
import dev.heliograph.agent.planner.embedded.EmbeddedPlanner;
import dev.heliograph.agent.planner.embedded.SentenceEncoder;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.CaseSet;
import dev.heliograph.benchmark.Fixtures;
import dev.heliograph.benchmark.agents.YardstickAgents;
import dev.heliograph.benchmark.trial.Contestant;
import dev.heliograph.benchmark.trial.FixtureStore;
import dev.heliograph.benchmark.trial.TrialRunner;
import dev.heliograph.tool.ProjectRoot;
import dev.heliograph.tool.adapter.FolderRegistry;
import dev.heliograph.tool.adapter.JavaToolMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The tools, agents and fixtures that a benchmark runs with. Made by hand, without the application:
 * a benchmark must touch neither the database, which a running service may hold, nor its files.
 */
final class BenchSetup {

  private static final Path ROOT = ProjectRoot.path();

  final FolderRegistry tools = projectTools();
  final Fixtures fixtures = new Fixtures(roots());
  final Path promptsFolder = ROOT.resolve("prompts");
  private final FolderAgents agents =
      new FolderAgents(
          ROOT.resolve("agents"),
          List.of(new Embedded(), new ChatPlannerFactory(ConfigProvider.getConfig())));

  /** The tools of the project's folder. */
  static FolderRegistry projectTools() {
    return new FolderRegistry(
        ROOT.resolve("tools"), ROOT.resolve("models"), List.of(new JavaToolMaker()));
  }

  private static List<Path> roots() {
    List<Path> roots = new ArrayList<>(List.of(ROOT.resolve("samples")));
    String data = System.getenv("HELIOGRAPH_DATA");
    if (data != null && !data.isBlank()) {
      roots.add(Path.of(data));
    }
    return roots;
  }

  /** The cases of a path, or of the project's {@code tasks/}. */
  CaseSet cases(Path path) throws IOException {
    Path root = path.toString().isEmpty() ? ROOT.resolve("tasks") : path;
    if (!Files.exists(root)) {
      throw CliException.wrongUse(root + " is not there", "name a case file or a folder of cases");
    }
    return CaseSet.load(root, fixtures, tools);
  }

  TrialRunner runner(FixtureStore store) {
    return new TrialRunner(tools, new Prompts(promptsFolder), store);
  }

  Contestant contestant(String name) {
    return YardstickAgents.find(name).orElseGet(() -> configured(name));
  }

  private Contestant configured(String name) {
    AgentConfig agent =
        agents
            .find(name)
            .orElseThrow(
                () ->
                    CliException.wrongUse(
                        "there is no agent " + name,
                        "there are "
                            + agents.agents().stream().map(AgentConfig::name).toList()
                            + " and "
                            + YardstickAgents.names()));
    Planner planner = agents.planner(agent);
    return new Contestant(agent, (Case c) -> planner, false);
  }

  /** The commit of the project, with {@code +} if files differ from it; empty without git. */
  static String commit() {
    String head = git("rev-parse", "HEAD");
    return head.isEmpty() || git("status", "--porcelain").isEmpty() ? head : head + "+";
  }

  private static String git(String... words) {
    List<String> command = new ArrayList<>(List.of("git", "-C", ROOT.toString()));
    command.addAll(List.of(words));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? out.strip() : "";
    } catch (IOException e) {
      return ""; // git is not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static final class Embedded implements PlannerFactory {
    @Override
    public String name() {
      return "embedded";
    }

    @Override
    public Planner create(AgentConfig agent) {
      return new EmbeddedPlanner(new SentenceEncoder());
    }
  }
}
