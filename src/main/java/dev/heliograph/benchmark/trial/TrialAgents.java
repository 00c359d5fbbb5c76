package dev.heliograph.benchmark.trial;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Agents;
import dev.heliograph.agent.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The one agent of a trial, within what is left of the trial's limits. */
final class TrialAgents implements Agents {

  private final AgentConfig agent;
  private final Planner planner;
  private volatile AgentConfig limited;

  TrialAgents(AgentConfig agent, Planner planner) {
    this.agent = agent;
    this.planner = planner;
    this.limited = agent;
  }

  /** Sets what the next run may use. */
  void left(int toolCalls, Duration time) {
    AgentConfig.Limits l = agent.limits();
    limited =
        new AgentConfig(
            agent.name(),
            agent.description(),
            agent.planner(),
            agent.model(),
            agent.tools(),
            agent.prompts(),
            new AgentConfig.Limits(
                l.moves(),
                Math.max(0, Math.min(l.toolCalls(), toolCalls)),
                l.time().compareTo(time) < 0 ? l.time() : time));
  }

  @Override
  public List<AgentConfig> agents() {
    return List.of(limited);
  }

  @Override
  public Optional<AgentConfig> find(String name) {
    return name.equals(agent.name()) ? Optional.of(limited) : Optional.empty();
  }

  @Override
  public Planner planner(AgentConfig config) {
    return planner;
  }
}
