package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Calls.Call;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the masks that milestones gave overlap the reference as much as the case asks (Dice).
 * Value: the mean Dice, 0 for a mask that is not there.
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
      Double dice = trial.overlaps().getOrDefault(artifact, Map.of()).get(check.label());
      if (dice == null) {
        wrong.add(check.milestone() + "." + check.output() + ": no mask of " + check.label());
      } else {
        sum += dice;
        // Written so that NaN fails.
        if (!(dice >= check.atLeast())) {
          wrong.add(
              String.format(
                  Locale.ROOT, "%s: Dice %.4f, below %s", check.label(), dice, check.atLeast()));
        }
      }
    }
    return Score.of(wrong, sum / checks.size());
  }
}
