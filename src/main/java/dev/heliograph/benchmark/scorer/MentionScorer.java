package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** Whether the last text shown holds each expected word, or one of its alternatives {@code a|b}. */
final class MentionScorer implements Scorer {

  @Override
  public String name() {
    return "mentions";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<String> mentions = theCase.expect().mentions();
    if (mentions.isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    String text = trial.exchanges().stream().reduce((a, b) -> b).map(Exchange::shown).orElse("");
    List<String> missing = new ArrayList<>();
    for (String m : mentions) {
      if (!Words.anyStands(text, List.of(m.split("\\|", -1)))) {
        missing.add("'" + m + "' is not said");
      }
    }
    return Score.of(missing, 1 - (double) missing.size() / mentions.size());
  }
}
