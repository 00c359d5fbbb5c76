package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a message into its smallest pieces: at commas and "and", before "if" and what follows it.
 */
final class Fragments {

  /** What a piece is to the ones beside it. */
  enum Role {
    PLAIN,
    IF,
    UNLESS
  }

  /**
   * Tokens {@code from} to {@code to}, exclusive.
   *
   * @param sentence number of its sentence
   */
  record Fragment(int from, int to, Role role, int sentence) {}

  /** "If the liver, the spleen …": where a condition may begin a request only after some words. */
  private static final int SHORTEST_CONDITION = 1;

  private static final int ASKING_REACH = 3;

  private final Vocabulary words;

  Fragments(Vocabulary words) {
    this.words = words;
  }

  List<Fragment> of(List<String> tokens) {
    List<Fragment> fragments = new ArrayList<>();
    int from = 0;
    int sentence = 0;
    Role role = Role.PLAIN;
    int i = 0;
    while (i < tokens.size()) {
      int split = pairs(tokens, from, i) ? 0 : words.at("split", tokens, i);
      Optional<Mark> mark = split > 0 ? Optional.empty() : mark(tokens, i, from);
      boolean request =
          role != Role.PLAIN
              && i >= from + SHORTEST_CONDITION
              && words.is("imperative", tokens.get(i));
      if (split > 0 || mark.isPresent() || request) {
        if (i > from || role != Role.PLAIN) {
          fragments.add(new Fragment(from, i, role, sentence));
        }
        role = mark.map(Mark::role).orElse(Role.PLAIN);
        sentence += split > 0 && words.is("hard", tokens.get(i)) ? 1 : 0;
        int used = Math.max(split, mark.map(Mark::length).orElse(0));
        from = i + used;
        i += Math.max(1, used);
      } else {
        i++;
      }
    }
    if (tokens.size() > from || role != Role.PLAIN) {
      fragments.add(new Fragment(from, tokens.size(), role, sentence));
    }
    return fragments;
  }

  /** The "and" of "between the left and the right". */
  private static boolean pairs(List<String> tokens, int from, int at) {
    List<String> before = tokens.subList(from, at);
    return tokens.get(at).equals("and") && before.contains("between") && !before.contains("and");
  }

  private record Mark(Role role, int length) {}

  /** Whether a condition begins here; "tell me if" and "when was" begin none. */
  private Optional<Mark> mark(List<String> tokens, int at, int from) {
    int unless = words.at("unless", tokens, at);
    if (unless > 0) {
      return Optional.of(new Mark(Role.UNLESS, unless));
    }
    int n = words.at("conditions", tokens, at);
    if (n == 0) {
      return Optional.empty();
    }
    String word = tokens.get(at);
    String next = at + n < tokens.size() ? tokens.get(at + n) : "";
    if (word.equals("should")) {
      boolean inverted = at == from && tokens.contains(",") && words.any("inverted", tokens);
      return inverted ? Optional.of(new Mark(Role.IF, n)) : Optional.empty();
    }
    if (word.startsWith("when") && words.is("auxiliaries", next)) {
      return Optional.empty();
    }
    for (int i = Math.max(from, at - ASKING_REACH); i < at; i++) {
      if (words.at("asking", tokens, i) > 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Mark(Role.IF, n));
  }
}
