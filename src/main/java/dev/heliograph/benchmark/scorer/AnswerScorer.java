package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the answer of the right turn holds each expected quantity (output, kind, structure, value
 * in any unit within tolerance, bound), in a sentence that is not about another structure, and each
 * expected class word. A lower or upper bound must also be said in words. Value: the share of
 * items.
 */
final class AnswerScorer implements Scorer {

  private static final List<String> SAYS_LOWER =
      List.of(
          "at least",
          "lower bound",
          "no less than",
          "more than",
          "cut off",
          "is cut",
          "truncated",
          "may be missing");
  private static final List<String> SAYS_UPPER = List.of("at most", "upper bound", "no more than");

  @Override
  public String name() {
    return "answer";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<Case.AnswerItem> items = theCase.expect().answers();
    if (items.isEmpty()) {
      return Score.NOT_EVALUATED;
    }
    List<String> wrong = new ArrayList<>();
    for (Case.AnswerItem item : items) {
      String problem = problem(item, trial);
      if (problem != null) {
        wrong.add(label(item) + ": " + problem);
      }
    }
    return Score.of(wrong, 1 - (double) wrong.size() / items.size());
  }

  private static String label(Case.AnswerItem item) {
    return "turn "
        + item.turn()
        + " "
        + item.kind()
        + (item.structure() == null ? "" : " of " + item.structure());
  }

  private static @Nullable String problem(Case.AnswerItem item, Trial trial) {
    Optional<JsonNode> answer =
        trial.turn(item.turn()).stream()
            .filter(e -> e.endsWith(RunEvent.Type.ANSWER))
            .reduce((a, b) -> b)
            .flatMap(Exchange::end)
            .map(RunEvent::payload);
    if (answer.isEmpty()) {
      return "no answer";
    }
    String text = answer.get().path("text").asText();
    for (String not : item.not()) {
      if (Words.affirmed(text, not)) {
        return "says '" + not + "'";
      }
    }
    if (!item.words().isEmpty()) {
      return item.words().stream().anyMatch(w -> Words.affirmed(text, w))
          ? null
          : "does not say " + String.join(" or ", item.words());
    }
    String nearest = "no such quantity in the answer";
    int at = 0;
    Set<String> structures = structures(answer.get());
    for (JsonNode segment : answer.get().path("segments")) {
      String shown = segment.path("display").asText(segment.path("text").asText());
      if (segment.has("quantity")) {
        JsonNode q = quantity(answer.get(), segment.path("quantity").asText());
        String why = mismatch(item, q);
        if (why == null) {
          why = binding(item, Words.sentence(text, at), structures);
        }
        if (why == null) {
          why = bound(item, text);
        }
        if (why == null) {
          return null;
        }
        nearest = q.path("kind").asText().equals(item.kind()) ? why : nearest;
      }
      at += shown.length();
    }
    return nearest;
  }

  private static JsonNode quantity(JsonNode answer, String id) {
    for (JsonNode q : answer.path("quantities")) {
      if (q.path("id").asText().equals(id)) {
        return q;
      }
    }
    return answer.path("quantities").path(-1);
  }

  private static @Nullable String mismatch(Case.AnswerItem item, JsonNode q) {
    String quantity = String.valueOf(item.quantity());
    String output = quantity.substring(quantity.indexOf('.') + 1);
    if (!q.path("output").asText().equals(output) || !q.path("kind").asText().equals(item.kind())) {
      return "no " + item.kind() + " in the answer";
    }
    if (item.structure() != null && !q.path("structure").asText().equals(item.structure())) {
      return "is of " + q.path("structure").asText("nothing");
    }
    if (item.value() != null) {
      Optional<Unit> wanted = Unit.of(String.valueOf(item.unit()));
      Optional<Unit> given = Unit.of(q.path("unit").asText());
      if (wanted.isEmpty()
          || given.isEmpty()
          || wanted.get().dimension() != given.get().dimension()) {
        return "is in " + q.path("unit").asText();
      }
      double value = given.get().convert(q.path("value").asDouble(Double.NaN), wanted.get());
      double tolerance = Math.max(item.absTol(), item.relTol() * Math.abs(item.value()));
      // Written so that NaN fails.
      if (!(Math.abs(value - item.value()) <= tolerance)) {
        return "is "
            + String.format(Locale.ROOT, "%.4g", value)
            + " "
            + item.unit()
            + ", not "
            + item.value();
      }
    }
    return item.bound() == null || item.bound().equals(q.path("bound").asText())
        ? null
        : "is given as " + q.path("bound").asText() + ", not as " + item.bound();
  }

  /** A liver's volume in a sentence that names only the spleen is a lie with a true number. */
  private static @Nullable String binding(
      Case.AnswerItem item, String sentence, Set<String> structures) {
    if (item.structure() == null || names(sentence, item.structure())) {
      return null;
    }
    return structures.stream()
        .filter(s -> !s.equals(item.structure()) && names(sentence, s))
        .findFirst()
        .map(s -> "stands in a sentence about " + s)
        .orElse(null);
  }

  private static boolean names(String sentence, String structure) {
    String words = structure.replace('_', ' ');
    return Words.stands(sentence, words) || Words.stands(sentence, words + "s");
  }

  private static Set<String> structures(JsonNode answer) {
    Set<String> structures =
        new TreeSet<>(
            List.of("liver", "spleen", "pancreas", "stomach", "gallbladder", "duodenum", "aorta"));
    structures.addAll(List.of("left_kidney", "right_kidney"));
    answer.path("quantities").forEach(q -> structures.add(q.path("structure").asText("")));
    structures.remove("");
    return structures;
  }

  private static @Nullable String bound(Case.AnswerItem item, String text) {
    boolean said =
        switch (String.valueOf(item.bound())) {
          case "lower" -> Words.anyStands(text, SAYS_LOWER) || text.contains("≥");
          case "upper" -> Words.anyStands(text, SAYS_UPPER) || text.contains("≤");
          default -> true;
        };
    return said ? null : "the text does not say that it is only a bound";
  }
}
