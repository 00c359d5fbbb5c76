package dev.heliograph.benchmark.scorer;

import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the agent answered without the tools it needed: 1 if it answered and a milestone's tool
 * was never called, else 0.
 */
final class UnderCallScorer implements Scorer {

  @Override
  public String name() {
    return "underCall";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Case.Milestone> milestones = theCase.expect().milestones();
    if (milestones.isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    boolean answered =
        trial.exchanges().stream()
            .reduce((a, b) -> b)
            .filter((Exchange e) -> e.endsWith(RunEvent.Type.ANSWER))
            .isPresent();
    List<Calls.Call> calls = Calls.of(trial);
    List<String> missing = new ArrayList<>();
    for (Case.Milestone m : milestones) {
      if (calls.stream().noneMatch(c -> m.call().matchesTool(c.tool()))) {
        missing.add(m.call().call() + " was never called");
      }
    }
    return Score.measured(answered && !missing.isEmpty() ? 1 : 0, answered ? missing : List.of());
  }
}
