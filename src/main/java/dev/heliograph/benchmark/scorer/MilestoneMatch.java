package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Calls.Call;
import dev.heliograph.benchmark.trial.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds for as many milestones as possible a call of their own, such that the case's order holds.
 * Exhaustive: cases have few milestones.
 */
final class MilestoneMatch {

  /** Beyond so many tries the best found so far counts; no honest case comes near. */
  private static final int MAX_TRIES = 200_000;

  private final List<Case.Milestone> milestones;
  private final List<Call> calls;
  private final Trial trial;
  private Map<String, Call> best = new HashMap<>();
  private int tries;

  private MilestoneMatch(Case theCase, Trial trial) {
    this.milestones = theCase.expect().milestones();
    this.trial = trial;
    this.calls = Calls.of(trial).stream().filter(Call::succeeded).toList();
  }

  /** Calls by milestone id; milestones that were not reached are missing. */
  static Map<String, Call> of(Case theCase, Trial trial) {
    MilestoneMatch match = new MilestoneMatch(theCase, trial);
    match.search(0, new HashMap<>());
    return match.best;
  }

  private void search(int index, Map<String, Call> chosen) {
    if (chosen.size() > best.size()) {
      best = new HashMap<>(chosen);
    }
    boolean hopeless = chosen.size() + milestones.size() - index <= best.size();
    if (index == milestones.size() || hopeless || ++tries > MAX_TRIES) {
      return;
    }
    Case.Milestone m = milestones.get(index);
    for (Call c : calls) {
      if ((m.turn() == null || m.turn() == c.turn())
          && !chosen.containsValue(c)
          && Calls.matches(m.call(), c, trial)) {
        chosen.put(m.id(), c);
        if (ordered(chosen)) {
          search(index + 1, chosen);
        }
        chosen.remove(m.id());
      }
    }
    search(index + 1, chosen);
  }

  private boolean ordered(Map<String, Call> chosen) {
    for (Case.Milestone m : milestones) {
      Call later = chosen.get(m.id());
      for (String before : m.after()) {
        Call earlier = chosen.get(before);
        if (later != null && earlier != null && earlier.finished() >= later.started()) {
          return false;
        }
      }
    }
    return true;
  }
}
