package dev.heliograph.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The agents of a folder, {@code agents/<name>.yaml}, and those that a benchmark adds. A file that
 * cannot be used is left out, and the log says why.
 */
public final class FolderAgents implements Agents {

  private static final Logger LOG = Logger.getLogger(FolderAgents.class);

  private final Map<String, AgentConfig> agents = new LinkedHashMap<>();
  private final Map<String, PlannerFactory> factories = new LinkedHashMap<>();
  private final Map<AgentConfig, Planner> planners = new ConcurrentHashMap<>();

  /**
   * @param folder may be missing
   * @param factories the planners there are
   */
  public FolderAgents(Path folder, List<PlannerFactory> factories) {
    factories.forEach(f -> this.factories.put(f.name(), f));
    for (Path file : files(folder)) {
      try {
        add(AgentConfigReader.read(file));
      } catch (IOException | IllegalArgumentException e) {
        LOG.warnf("%s is left out: %s", file, e.getMessage());
      }
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds an agent, or replaces the one of its name. */
  public synchronized void add(AgentConfig agent) {
    agents.put(agent.name(), agent);
  }

  @Override
  public synchronized List<AgentConfig> agents() {
    return List.copyOf(agents.values());
  }

  @Override
  public synchronized Optional<AgentConfig> find(String name) {
    return Optional.ofNullable(agents.get(name));
  }

  @Override
  public Planner planner(AgentConfig agent) {
    return planners.computeIfAbsent(agent, this::create);
  }

  private Planner create(AgentConfig agent) {
    PlannerFactory factory = factories.get(agent.planner());
    if (factory == null) {
      throw new RunFailure(
          "agent '" + agent.name() + "' asks for the planner '" + agent.planner() + "'",
          "there are " + String.join(", ", factories.keySet()),
          false);
    }
    try {
      return factory.create(agent);
    } catch (Planner.PlannerException e) {
      throw new RunFailure(e.getMessage() + "", e.fix(), e.retryable());
    } catch (IllegalArgumentException e) {
      throw new RunFailure(
          "agent '" + agent.name() + "' cannot be used: " + e.getMessage(),
          "correct agents/" + agent.name() + ".yaml",
          false);
    }
  }
}
