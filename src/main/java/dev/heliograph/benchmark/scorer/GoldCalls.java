package dev.heliograph.benchmark.scorer;

import dev.heliograph.agent.Plan;
import dev.heliograph.benchmark.Case;
import java.util.ArrayList;
import java.util.List;

/** The calls of a case's gold plans, in order. */
final class GoldCalls {

  private GoldCalls() {}

  static List<Plan.Step> of(Case theCase) {
    List<Plan.Step> steps = new ArrayList<>();
    theCase.gold().forEach(p -> p.ifPresent(plan -> collect(plan.steps(), steps)));
    return steps;
  }

  private static void collect(List<Plan.Step> from, List<Plan.Step> to) {
    for (Plan.Step s : from) {
      if (s.tool() != null) {
        to.add(s);
      }
      collect(s.body(), to);
    }
  }
}
