package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Share of the planner's moves that were rejected: no move at all, or a plan that cannot run.
 * Garbage is its own class and never a refusal.
 */
final class MalformedScorer implements Scorer {

  @Override
  public String name() {
    return "malformed";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    int moves = 0;
    int rejected = 0;
    List<String> notes = new ArrayList<>();
    for (Exchange x : trial.exchanges()) {
      for (RunEvent e : x.events()) {
        // A plan that is checked and rejected has both events; one that is no plan only the second.
        boolean ended = e.type().isFinal() && e.type() != RunEvent.Type.FAILED;
        boolean noMove = e.type() == RunEvent.Type.PLAN_REJECTED && !e.payload().has("plan");
        moves += e.type() == RunEvent.Type.PLAN_PROPOSED || ended || noMove ? 1 : 0;
        if (e.type() == RunEvent.Type.PLAN_REJECTED) {
          rejected++;
          JsonNode first = e.payload().path("problems").path(0);
          notes.add(first.path("code").asText() + ": " + first.path("message").asText());
        }
      }
    }
    return moves == 0
        ? Score.NOT_EVALUATED
        : Score.measured(Math.min(1, (double) rejected / moves), notes);
  }
}
