package dev.heliograph.benchmark.scorer;

import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether each user turn was answered, asked back or refused as the case wants. A turn to be
 * clarified must be asked back at once and, where the case has a reply, answered after it. Value:
 * the share of turns that were.
 */
final class BehaviourScorer implements Scorer {

  @Override
  public String name() {
    return "behaviour";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<String> wrong = new ArrayList<>();
    for (int t = 1; t <= theCase.turns().size(); t++) {
      Case.Turn turn = theCase.turns().get(t - 1);
      List<Exchange> exchanges = trial.turn(t);
      if (exchanges.isEmpty()) {
        wrong.add("turn " + t + ": the dialogue ended before it");
      } else if (!right(turn, exchanges)) {
        wrong.add(
            "turn "
                + t
                + ": wanted "
                + turn.behaviour().name().toLowerCase(Locale.ROOT)
                + ", got "
                + exchanges.stream().map(BehaviourScorer::kind).toList());
      }
    }
    return Score.of(wrong, 1 - (double) wrong.size() / theCase.turns().size());
  }

  static boolean right(Case.Turn turn, List<Exchange> exchanges) {
    Exchange first = exchanges.get(0);
    Exchange last = exchanges.get(exchanges.size() - 1);
    return switch (turn.behaviour()) {
      case ANSWER -> last.endsWith(RunEvent.Type.ANSWER);
      case REFUSE -> last.endsWith(RunEvent.Type.REFUSED);
      case CLARIFY ->
          first.endsWith(RunEvent.Type.CLARIFICATION_ASKED)
              && (exchanges.size() == 1
                  ? turn.replies().isEmpty()
                  : last.endsWith(RunEvent.Type.ANSWER));
    };
  }

  private static String kind(Exchange e) {
    return e.end().map(x -> x.type().json()).orElse("nothing");
  }
}
