package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Calls.Call;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether every milestone was reached, in the partial order. Value: the share reached (recall). */
final class MilestoneScorer implements Scorer {

  @Override
  public String name() {
    return "milestones";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Case.Milestone> all = theCase.expect().milestones();
    if (all.isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    Map<String, Call> reached = MilestoneMatch.of(theCase, trial);
    List<String> missing = new ArrayList<>();
    for (Case.Milestone m : all) {
      if (!reached.containsKey(m.id())) {
        missing.add(
            m.id()
                + ": no successful "
                + m.call().call()
                + " with "
                + m.call().args()
                + " in order");
      }
    }
    return Score.of(missing, (double) reached.size() / all.size());
  }
}
