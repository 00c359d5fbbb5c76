package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Calls.Call;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the masks that milestones gave agree with the reference as far as the case asks: Dice,
 * surface Dice, Hausdorff distance, parts found. Value: the mean score; a distance counts 1 if it
 * is within its limit; 0 for a mask that is not there.
 */
final class StateScorer implements Scorer {

  @Override
  public String name() {
    return "state";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Case.StateCheck> checks = theCase.expect().state();
    if (checks.isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    Map<String, Call> reached = MilestoneMatch.of(theCase, trial);
    List<String> wrong = new ArrayList<>();
    double sum = 0;
    for (Case.StateCheck check : checks) {
      Call call = reached.get(check.milestone());
      String artifact = call == null ? "" : call.outputs().path(check.output()).asText();
      Double score = trial.overlaps().getOrDefault(artifact, Map.of()).get(check.key());
      if (score == null) {
        wrong.add(check.milestone() + "." + check.output() + ": no mask of " + check.label());
        continue;
      }
      boolean holds = check.holds(score);
      sum += check.metric() == Case.Metric.HD95 ? (holds ? 1 : 0) : score;
      if (!holds) {
        wrong.add(
            String.format(
                Locale.ROOT,
                "%s: %s %.4f, limit %s",
                check.label(),
                check.metric(),
                score,
                check.limit()));
      }
    }
    return Score.of(wrong, sum / checks.size());
  }
}
