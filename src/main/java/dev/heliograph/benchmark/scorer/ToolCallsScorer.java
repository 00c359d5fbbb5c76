package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;
import java.util.List;

/** How many calls were begun, retries included. */
final class ToolCallsScorer implements Scorer {

  @Override
  public String name() {
    return "toolCalls";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    return Score.measured(Calls.of(trial).size(), List.of());
  }
}
