package dev.heliograph.benchmark.agents;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.benchmark.trial.Contestant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The agents that a case is measured with before it measures anybody: gold must pass it, null and
 * refuse-all must not.
 */
public final class YardstickAgents {

  public static final String GOLD = "gold";
  public static final String NULL = "null";
  public static final String REFUSE_ALL = "refuse-all";

  private YardstickAgents() {}

  public static Optional<Contestant> find(String name) {
    return switch (name) {
      case GOLD ->
          Optional.of(
              new Contestant(
                  config(name, "Replays each case's gold plan."), GoldPlanner::new, true));
      case NULL ->
          Optional.of(
              new Contestant(
                  config(name, "Answers that it does not know."),
                  c -> new Fixed(name, s -> new Move.Answer("I don't know.")),
                  false));
      case REFUSE_ALL ->
          Optional.of(
              new Contestant(
                  config(name, "Refuses everything."),
                  c -> new Fixed(name, s -> new Move.Refuse("This cannot be done.", List.of())),
                  false));
      default -> Optional.empty();
    };
  }

  public static List<String> names() {
    return List.of(GOLD, NULL, REFUSE_ALL);
  }

  private static AgentConfig config(String name, String description) {
    return new AgentConfig(
        name, description, name, Map.of(), List.of("*"), List.of(), AgentConfig.Limits.DEFAULT);
  }

  private record Fixed(String name, Function<PlannerState, Move> move) implements Planner {
    @Override
    public Move next(PlannerState state) {
      return move.apply(state);
    }
  }
}
