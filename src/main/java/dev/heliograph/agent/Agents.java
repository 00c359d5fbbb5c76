package dev.heliograph.agent;

import java.util.List;
import java.util.Optional;

/** The agent configurations there are, and the planners behind them. */
public interface Agents {

  List<AgentConfig> agents();

  Optional<AgentConfig> find(String name);

  /** The planner of an agent; made once and shared, so it keeps no state of a conversation. */
  Planner planner(AgentConfig agent);
}
