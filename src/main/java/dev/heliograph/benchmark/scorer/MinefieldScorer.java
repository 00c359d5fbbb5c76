package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** Whether no forbidden call was begun, successful or not. */
final class MinefieldScorer implements Scorer {

  @Override
  public String name() {
    return "minefields";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    if (theCase.expect().minefields().isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    List<String> trodden = new ArrayList<>();
    for (Case.CallPattern mine : theCase.expect().minefields()) {
      for (Calls.Call c : Calls.of(trial)) {
        if (Calls.matches(mine, c, trial)) {
          trodden.add("called " + c.tool() + " in turn " + c.turn());
        }
      }
    }
    return Score.of(trodden, trodden.isEmpty() ? 1 : 0);
  }
}
