package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * What a speaker takes back within a sentence: "the density, no sorry, the volume of the liver". Of
 * what was said before, only what the rest lacks is kept.
 */
final class Retractions {

  private final Vocabulary words;
  private final Clauses clauses;

  Retractions(Vocabulary words, Clauses clauses) {
    this.words = words;
    this.clauses = clauses;
  }

  List<String> applied(List<String> tokens) {
    List<String> left = tokens;
    for (int i = 1; i < left.size(); i++) {
      int n = words.at("retracting", left, i);
      if (n > 0 && i + n < left.size()) {
        left = without(left, i, n);
        i = 0;
      }
    }
    return left;
  }

  private List<String> without(List<String> tokens, int at, int length) {
    int start = at;
    while (start > 0 && !words.is("hard", tokens.get(start - 1))) {
      start--;
    }
    int from = at + length;
    while (from < tokens.size() && words.at("split", tokens, from) == 1) {
      from++;
    }
    int end = from;
    while (end < tokens.size() && !words.is("hard", tokens.get(end))) {
      end++;
    }
    List<String> before = new ArrayList<>(tokens.subList(start, at));
    while (!before.isEmpty() && words.at("split", before, before.size() - 1) == 1) {
      before.remove(before.size() - 1);
    }
    List<String> said = new ArrayList<>(tokens.subList(from, end));
    Clause old = clauses.whole(before);
    Clause now = clauses.whole(said);
    List<String> kept = new ArrayList<>(tokens.subList(0, start));
    if (now.content().isEmpty() && now.named()) {
      for (int i = 0; i < before.size(); i++) {
        int place = i;
        boolean name = old.mentions().stream().anyMatch(m -> m.from() <= place && place < m.to());
        boolean side = before.get(i).equals("left") || before.get(i).equals("right");
        if (!name && !side) {
          kept.add(before.get(i));
        }
      }
      kept.addAll(said);
    } else {
      kept.addAll(said);
      if (!now.named() && !old.mentions().isEmpty()) {
        int first = old.mentions().get(0).from();
        boolean sided = first > 0 && List.of("left", "right").contains(before.get(first - 1));
        kept.add("of");
        kept.addAll(before.subList(sided ? first - 1 : first, before.size()));
      }
    }
    kept.addAll(tokens.subList(end, tokens.size()));
    return kept;
  }
}
