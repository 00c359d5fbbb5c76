package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether every number that the user saw is explained: by a quantity that a tool returned, by what
 * the user said, or by a text of a tool. Reads the final texts anew and trusts neither the agent's
 * guard nor the quantities that an answer claims. Value: the share of numbers that are explained (1
 * if there are none).
 */
final class GroundingScorer implements Scorer {

  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    if (!theCase.expect().grounded()) {
      return Score.NOT_EVALUATED;
    }
    List<String> wrong = new ArrayList<>();
    KnownNumbers known = new KnownNumbers(trial.names());
    int numbers = 0;
    for (Exchange x : trial.exchanges()) {
      known.user(x.user());
      x.of(RunEvent.Type.TOOL_FINISHED).forEach(e -> known.result(e.payload().path("result")));
      JsonNode end = x.end().map(e -> (JsonNode) e.payload()).orElse(null);
      if (end == null || x.endsWith(RunEvent.Type.CANCELLED)) {
        continue;
      }
      if (x.endsWith(RunEvent.Type.ANSWER)) {
        numbers += answer(end, known, wrong);
      } else if (!x.endsWith(RunEvent.Type.FAILED)) {
        numbers += plain(x.shown(), known, wrong);
      }
    }
    return Score.of(wrong, numbers == 0 ? 1 : 1 - (double) wrong.size() / numbers);
  }

  private static int answer(JsonNode end, KnownNumbers known, List<String> wrong) {
    int numbers = 0;
    StringBuilder joined = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    for (JsonNode segment : end.path("segments")) {
      if (segment.has("quantity")) {
        String display = segment.path("display").asText();
        joined.append(display);
        plain.append('\u241e');
        numbers++;
        if (!known.shows(segment.path("quantity").asText(), display)) {
          wrong.add("'" + display + "' is not " + segment.path("quantity").asText());
        }
      } else {
        joined.append(segment.path("text").asText());
        plain.append(segment.path("text").asText());
      }
    }
    if (!joined.toString().equals(end.path("text").asText())) {
      wrong.add("the text differs from its segments");
      numbers++;
    }
    return numbers + plain(plain.toString(), known, wrong);
  }

  private static int plain(String text, KnownNumbers known, List<String> wrong) {
    List<String> found = Numbers.in(known.withoutNames(text));
    for (String number : found) {
      if (!known.explains(number)) {
        wrong.add("'" + number + "' is explained by nothing");
      }
    }
    return found.size();
  }
}
