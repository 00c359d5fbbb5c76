package dev.heliograph.agent.planner.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of several is meant: "the largest", "the second smallest lesion".
 *
 * @param order 1 from the greatest down, −1 from the least up
 * @param place 1 for the first
 */
record Rank(int order, int place) {

  /** Words between a superlative and what it is said of: "the largest of the liver lesions". */
  private static final int REACH = 4;

  /** The rank said of a thing ("largest lesion"), not of a value ("largest diameter"). */
  static Optional<Rank> of(Request request, Vocabulary words) {
    List<String> tokens = request.clause().tokens();
    for (Mention m : request.clause().mentions()) {
      for (int i = m.from() - 1; i >= Math.max(0, m.from() - REACH); i--) {
        Integer order = words.superlatives().get(tokens.get(i));
        if (order != null) {
          return Optional.of(new Rank(order, place(tokens, i, words.ordinals())));
        }
        if (!words.is("stop", tokens.get(i)) && !inMention(request, i)) {
          break;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean inMention(Request request, int at) {
    return request.clause().mentions().stream().anyMatch(m -> m.from() <= at && at < m.to());
  }

  private static int place(List<String> tokens, int superlative, Map<String, Integer> ordinals) {
    Integer place = superlative > 0 ? ordinals.get(tokens.get(superlative - 1)) : null;
    return place == null || place < 1 ? 1 : place;
  }
}
