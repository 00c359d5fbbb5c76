package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Calls.Call;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** How many calls repeat one that had succeeded, with the same tool and arguments. */
final class RedundancyScorer implements Scorer {

  @Override
  public String name() {
    return "redundantCalls";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Call> calls = Calls.of(trial);
    List<String> again = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Call c = calls.get(i);
      boolean repeated =
          calls.subList(0, i).stream()
              .anyMatch(
                  e ->
                      e.succeeded()
                          && e.tool().equals(c.tool())
                          && e.arguments().equals(c.arguments()));
      if (repeated) {
        again.add(c.name() + " again in turn " + c.turn());
      }
    }
    return calls.isEmpty() ? Score.NOT_EVALUATED : Score.measured(again.size(), again);
  }
}
