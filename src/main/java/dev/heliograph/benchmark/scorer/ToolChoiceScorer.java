package dev.heliograph.benchmark.scorer;

import dev.heliograph.agent.Plan;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * F1 of the tools called (as a multiset, retries not counted) against the gold plan's. A number for
 * diagnosis: another path may be as good.
 */
final class ToolChoiceScorer implements Scorer {

  @Override
  public String name() {
    return "toolF1";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<String> gold = new ArrayList<>();
    for (Plan.Step s : GoldCalls.of(theCase)) {
      gold.add(String.valueOf(s.tool()).replaceFirst("@.*", ""));
    }
    List<String> called =
        Calls.of(trial).stream().filter(c -> c.attempt() == 1).map(Calls.Call::name).toList();
    if (gold.isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    List<String> extra = new ArrayList<>(called);
    List<String> missing = new ArrayList<>(gold);
    gold.forEach(extra::remove);
    called.forEach(missing::remove);
    int hits = gold.size() - missing.size();
    List<String> notes = new ArrayList<>();
    missing.forEach(m -> notes.add("not called: " + m));
    extra.forEach(m -> notes.add("called beyond gold: " + m));
    return Score.measured(2.0 * hits / (gold.size() + called.size()), notes);
  }
}
