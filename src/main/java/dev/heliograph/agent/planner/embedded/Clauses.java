package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Splits a message into requests. */
final class Clauses {

  /** Tokens {@code from} to {@code to}, exclusive. */
  private record Span(int from, int to) {}

  private final Vocabulary words;
  private final Lexicon lexicon;

  Clauses(Lexicon lexicon) {
    this.words = lexicon.vocabulary();
    this.lexicon = lexicon;
  }

  List<Clause> of(String message) {
    List<String> tokens =
        Tokens.of(message).stream().map(t -> words.sides().getOrDefault(t, t)).toList();
    List<Span> spans = new ArrayList<>();
    boolean leading = false; // the last span only names things and waits for what to do with them
    for (Span f : fragments(tokens)) {
      Clause clause = clause(tokens.subList(f.from(), f.to()));
      int last = spans.size() - 1;
      if (clause.bare() && !clause.named() && clause.excluded().isEmpty() && !modifier(clause)) {
        continue;
      }
      if (last >= 0 && (clause.bare() || leading) && !clause.negated()) {
        boolean stays = leading && clause.bare();
        spans.set(last, new Span(spans.get(last).from(), f.to()));
        leading = stays;
      } else {
        spans.add(f);
        leading = clause.bare() && !clause.negated();
      }
    }
    if (spans.isEmpty() && !tokens.isEmpty()) {
      spans.add(new Span(0, tokens.size())); // "what can you do?"
    }
    return spans.stream().map(s -> clause(tokens.subList(s.from(), s.to()))).toList();
  }

  /** Whether it only adds to what was said: a unit, a number, an image. */
  private boolean modifier(Clause clause) {
    return clause.tokens().stream()
        .anyMatch(
            t ->
                words.units().containsKey(t)
                    || words.modalities().containsKey(t)
                    || words.is("prior", t)
                    || words.is("current", t));
  }

  private List<Span> fragments(List<String> tokens) {
    List<Span> fragments = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      if (i == tokens.size() || words.is("split", tokens.get(i))) {
        if (i > from) {
          fragments.add(new Span(from, i));
        }
        from = i + 1;
      }
    }
    return fragments;
  }

  private Clause clause(List<String> tokens) {
    List<Mention> mentions = lexicon.find(tokens);
    int exclusionFrom = exclusion(tokens);
    List<String> organs = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    Set<Target> targets = new LinkedHashSet<>();
    boolean everything = false;
    for (Mention m : mentions) {
      if (m.from() >= exclusionFrom) {
        excluded.addAll(m.names());
      } else if (m.kind() == Mention.Kind.EVERYTHING) {
        everything = true;
      } else if (m.kind() == Mention.Kind.ORGAN) {
        organs.addAll(onSide(tokens, m));
      } else {
        findings.addAll(m.names());
      }
    }
    if (findings.isEmpty() || separate(tokens, mentions)) {
      organs.forEach(o -> targets.add(Target.organ(o)));
    }
    for (String f : findings) {
      organs.forEach(o -> targets.add(new Target(o, f)));
      if (organs.isEmpty()) {
        targets.add(new Target(null, f));
      }
    }
    if (organs.isEmpty() && findings.isEmpty()) {
      implied(tokens).forEach(o -> targets.add(Target.organ(o)));
    }
    targets.removeIf(t -> excluded.contains(t.name()));
    return new Clause(
        List.copyOf(tokens),
        mentions,
        List.copyOf(targets),
        List.copyOf(excluded),
        everything && targets.isEmpty(),
        danglingSide(tokens, mentions),
        content(tokens, mentions),
        negated(tokens, mentions));
  }

  /** "splenomegaly" is about the spleen. */
  private List<String> implied(List<String> tokens) {
    return words.terms().values().stream()
        .filter(
            t ->
                t.implied().stream()
                    .anyMatch(i -> java.util.Collections.indexOfSubList(tokens, Tokens.of(i)) >= 0))
        .flatMap(t -> t.names().stream())
        .toList();
  }

  /** "renal volume on the left side": the only side said is the side meant. */
  private static List<String> onSide(List<String> tokens, Mention m) {
    boolean left = tokens.contains("left");
    boolean either = left != tokens.contains("right") && !m.sides() && m.names().size() == 2;
    return either ? m.names().subList(left ? 0 : 1, left ? 1 : 2) : m.names();
  }

  /** "the liver and its lesions": organ and finding are two things, not one in the other. */
  private static boolean separate(List<String> tokens, List<Mention> mentions) {
    for (int i = 1; i < mentions.size(); i++) {
      Mention a = mentions.get(i - 1);
      Mention b = mentions.get(i);
      if (a.kind() == Mention.Kind.ORGAN
          && b.kind() == Mention.Kind.FINDING
          && tokens.subList(a.to(), b.from()).contains("and")) {
        return true;
      }
    }
    return false;
  }

  private int exclusion(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      for (int n = 3; n >= 1; n--) {
        if (i + n <= tokens.size()
            && words.is("exclusion", String.join(" ", tokens.subList(i, i + n)))) {
          return i;
        }
      }
    }
    return Integer.MAX_VALUE;
  }

  private static String danglingSide(List<String> tokens, List<Mention> mentions) {
    if (mentions.stream().anyMatch(m -> m.kind() == Mention.Kind.ORGAN && m.sides())) {
      boolean one =
          tokens.contains("one")
              && tokens.indexOf("one") > 0
              && mentions.size() == 1
              && mentions.get(0).names().size() == 1;
      if (!one) {
        return "";
      }
      String before = tokens.get(tokens.indexOf("one") - 1);
      return before.equals("left") || before.equals("right") ? before : "";
    }
    boolean noun = mentions.stream().anyMatch(m -> m.names().size() == 2);
    for (String side : List.of("left", "right")) {
      if (tokens.contains(side) && !noun) {
        return side;
      }
    }
    return "";
  }

  private List<String> content(List<String> tokens, List<Mention> mentions) {
    List<String> content = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      int at = i;
      String t = tokens.get(i);
      boolean plain =
          words.is("stop", t)
              || words.is("split", t)
              || words.is("exclusion", t)
              || words.is("prior", t)
              || words.is("current", t)
              || words.units().containsKey(t)
              || words.modalities().containsKey(t)
              || Tokens.isNumber(t);
      if (!plain && mentions.stream().noneMatch(m -> m.from() <= at && at < m.to())) {
        content.add(t);
      }
    }
    return List.copyOf(content);
  }

  /** "don't measure the spleen"; the word of negation stands before anything is named. */
  private boolean negated(List<String> tokens, List<Mention> mentions) {
    int end = mentions.isEmpty() ? tokens.size() : mentions.get(0).from();
    for (int i = 0; i < end; i++) {
      for (int n = 1; n <= 3 && i + n <= end; n++) {
        if (words.is("negation", String.join(" ", tokens.subList(i, i + n)))) {
          return true;
        }
      }
    }
    return false;
  }
}
