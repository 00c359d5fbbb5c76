package dev.heliograph.testing;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerFactory;
import dev.heliograph.agent.PlannerState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A planner that does what a test says, and remembers what it was asked. */
public final class ScriptedPlanner implements Planner, PlannerFactory {

  private final Function<PlannerState, Move> script;

  /** Every state it was asked with, oldest first. */
  public final List<PlannerState> asked = new CopyOnWriteArrayList<>();

  /** Decides by the state alone, so it does the same after a resume. */
  public ScriptedPlanner(Function<PlannerState, Move> script) {
    this.script = script;
  }

  /** Plays these moves in turn, then answers "Nothing more.". */
  public static ScriptedPlanner of(Move... moves) {
    List<Move> left = new ArrayList<>(List.of(moves));
    return new ScriptedPlanner(
        state -> {
          synchronized (left) {
            return left.isEmpty() ? new Move.Answer("Nothing more.") : left.remove(0);
          }
        });
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Planner create(AgentConfig agent) {
    return this;
  }

  @Override
  public Move next(PlannerState state) {
    asked.add(state);
    return script.apply(state);
  }
}
