package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Calls.Call;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Share of the gold plan's arguments that the call most like it has, over the gold calls whose tool
 * was called at all. A reference to a step counts as right if the value came out of the same output
 * of a call of the same tool.
 */
final class ArgumentScorer implements Scorer {

  @Override
  public String name() {
    return "arguments";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Plan.Step> gold = GoldCalls.of(theCase);
    List<Call> all = Calls.of(trial);
    List<Call> free = new ArrayList<>(all);
    int wanted = 0;
    int right = 0;
    List<String> notes = new ArrayList<>();
    for (Plan.Step step : gold) {
      String tool = String.valueOf(step.tool()).replaceFirst("@.*", "");
      Call best = null;
      int bestRight = -1;
      for (Call c : free) {
        int r = c.name().equals(tool) ? right(step, c, gold, all, trial) : -1;
        if (r > bestRight) {
          best = c;
          bestRight = r;
        }
      }
      if (best != null) {
        free.remove(best);
        wanted += step.args().size();
        right += bestRight;
        if (bestRight < step.args().size()) {
          notes.add(tool + ": " + bestRight + " of " + step.args().size() + " arguments");
        }
      }
    }
    return wanted == 0 ? Score.NOT_EVALUATED : Score.measured((double) right / wanted, notes);
  }

  private static int right(
      Plan.Step step, Call call, List<Plan.Step> gold, List<Call> all, Trial trial) {
    int right = 0;
    for (Map.Entry<String, JsonNode> arg : step.args().properties()) {
      JsonNode actual = call.arguments().path(arg.getKey());
      boolean same =
          arg.getValue().asText().matches("\\$[^$.]+\\..+")
              ? cameFrom(arg.getValue().asText().substring(1), actual, gold, all)
              : Calls.same(arg.getValue(), actual, trial);
      right += same ? 1 : 0;
    }
    return right;
  }

  private static boolean cameFrom(
      String reference, JsonNode actual, List<Plan.Step> gold, List<Call> all) {
    String id = reference.substring(0, reference.indexOf('.'));
    String output = reference.substring(reference.indexOf('.') + 1);
    List<String> tools =
        gold.stream()
            .filter(s -> s.id().equals(id))
            .map(s -> String.valueOf(s.tool()).replaceFirst("@.*", ""))
            .toList();
    return all.stream()
        .filter(c -> tools.contains(c.name()) && c.succeeded())
        .anyMatch(c -> sameValue(c.outputs().path(output), actual));
  }

  /** A quantity that is passed on may carry its bound beside kind, value and unit. */
  private static boolean sameValue(JsonNode output, JsonNode actual) {
    return output.isObject()
        ? output.path("value").equals(actual.path("value"))
            && output.path("unit").equals(actual.path("unit"))
        : output.equals(actual);
  }
}
