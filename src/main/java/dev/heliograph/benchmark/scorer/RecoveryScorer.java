package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;
import java.util.List;

/**
 * After an injected fault that was met: 1 if every turn ended as the case wants and the answer
 * holds what it should, else 0. Not evaluated if the agent never met the fault.
 */
final class RecoveryScorer implements Scorer {

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Calls.Call> calls = Calls.of(trial);
    boolean met =
        theCase.faults().stream()
            .anyMatch(
                f -> calls.stream().filter(c -> c.name().equals(f.tool())).count() >= f.call());
    if (!met) {
      return Score.NOT_EVALUATED;
    }
    boolean recovered =
        !new BehaviourScorer().judge(theCase, trial).failed()
            && !new AnswerScorer().judge(theCase, trial).failed();
    return Score.measured(recovered ? 1 : 0, List.of());
  }
}
