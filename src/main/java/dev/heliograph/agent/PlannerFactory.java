package dev.heliograph.agent;

/**
 * Makes the planners of one kind. Every bean of this type is known to {@link FolderAgents}; a
 * benchmark passes its own.
 */
public interface PlannerFactory {

  /** What an agent's {@code planner} names: {@code embedded}, {@code model}. */
  String name();

  /**
   * A planner for the agent; shared by all its conversations, so it keeps no state of any.
   *
   * @throws IllegalArgumentException if the configuration cannot be used, naming cause and fix
   */
  Planner create(AgentConfig agent);
}
