package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A text as the words it means: abbreviations and signs spelt out ("LK vol > 200ml"), sides by one
 * name, misspellings put right. Only what is no English word is corrected, and only to a word that
 * a tool or the vocabulary uses, so that no sense is made of what has none here.
 */
final class Words {

  private static final int LONGEST_ABBREVIATION = 3;

  /** More unknown words than this are no typing errors; the rest is left as it is. */
  private static final int CORRECTED = 40;

  private static final int SHORTEST_BEGINNING = 4;
  private static final int REMEMBERED = 2048;
  private static final String VOWELS = "aeiouy";

  private final Vocabulary vocabulary;
  private final Predicate<String> english;
  private final Set<String> known;
  private final Set<String> structures;
  private final Map<Integer, List<String>> candidates = new HashMap<>();
  private final Map<String, String> corrected =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param ofTools words that tools use
   * @param structures single words for structures and findings, which are the likeliest meant
   * @param english whether a word is in a dictionary
   */
  Words(
      Vocabulary vocabulary,
      Set<String> ofTools,
      Set<String> structures,
      Predicate<String> english) {
    this.vocabulary = vocabulary;
    this.english = english;
    this.structures = structures;
    this.known = new HashSet<>(ofTools);
    known.addAll(structures);
    vocabulary.classes().values().forEach(c -> c.forEach(p -> known.addAll(Tokens.of(p))));
    vocabulary.acts().forEach(a -> a.examples().forEach(e -> known.addAll(Tokens.of(e))));
    for (Map<String, ?> words :
        List.of(
            vocabulary.superlatives(),
            vocabulary.ordinals(),
            vocabulary.units(),
            vocabulary.modalities(),
            vocabulary.statistics(),
            vocabulary.sides(),
            vocabulary.expansions(),
            vocabulary.verdicts())) {
      words.keySet().forEach(w -> known.addAll(Tokens.of(w)));
    }
    vocabulary.expansions().values().forEach(e -> known.addAll(Tokens.of(e)));
    for (String w : known) {
      if (Character.isLetter(w.charAt(0))) {
        candidates.computeIfAbsent(w.length(), n -> new ArrayList<>()).add(w);
      }
    }
  }

  /** What a user wrote. */
  List<String> read(String message) {
    List<String> tokens = new ArrayList<>(plain(expand(Tokens.of(message))));
    int unknown = 0;
    for (int i = 0; i < tokens.size() && unknown < CORRECTED; i++) {
      String t = tokens.get(i);
      if (!understood(t)) {
        unknown++;
        tokens.set(i, corrected(t));
      }
    }
    return expand(tokens);
  }

  /** Without politeness, unless there is nothing else. */
  private List<String> plain(List<String> tokens) {
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      int n = vocabulary.at("courtesy", tokens, i);
      if (n == 0) {
        plain.add(tokens.get(i));
      }
      i += Math.max(0, n - 1);
    }
    return plain.stream().anyMatch(t -> Character.isLetter(t.charAt(0))) ? plain : tokens;
  }

  /** Abbreviations and signs spelt out, without correcting anything: for the tools' examples. */
  List<String> expand(List<String> tokens) {
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      int used = 0;
      for (int n = Math.min(LONGEST_ABBREVIATION, tokens.size() - i); n >= 1 && used == 0; n--) {
        String full = vocabulary.expansions().get(String.join(" ", tokens.subList(i, i + n)));
        if (full != null) {
          if (!full.isEmpty()) {
            out.addAll(List.of(full.split(" ")));
          }
          used = n;
        }
      }
      if (used == 0) {
        out.add(sided(tokens, i));
        used = 1;
      }
      i += used;
    }
    return out;
  }

  /** A lone "L" is left unless it is litres: after a number, or "in L". */
  private String sided(List<String> tokens, int at) {
    String t = tokens.get(at);
    boolean litres =
        at > 0 && (Tokens.isNumber(tokens.get(at - 1)) || tokens.get(at - 1).equals("in"));
    if (t.equals("r") || (t.equals("l") && !litres)) {
      return t.equals("r") ? "right" : "left";
    }
    return vocabulary.sides().getOrDefault(t, t);
  }

  private boolean understood(String t) {
    return !Character.isLetter(t.charAt(0))
        || t.length() < 2
        || known.contains(t)
        || english.test(t)
        || known.contains(Tokens.stem(t));
  }

  private String corrected(String word) {
    synchronized (corrected) {
      return corrected.computeIfAbsent(
          word,
          w ->
              skeleton(w)
                  .or(() -> beginning(w))
                  .or(() -> misspelt(w))
                  .or(() -> plural(w))
                  .orElse(w));
    }
  }

  /** "hw", "wht", "plz": a small word without its vowels. */
  private Optional<String> skeleton(String word) {
    if (word.chars().anyMatch(c -> VOWELS.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    return vocabulary.of("stop").stream()
        .filter(s -> s.length() <= word.length() + 2)
        .filter(s -> s.replaceAll("[" + VOWELS + "]", "").equals(word))
        .min(Comparator.<String>comparingInt(String::length).thenComparing(s -> s));
  }

  /** "Duod", "panc": the beginning of the name of a structure. */
  private Optional<String> beginning(String word) {
    return word.length() < SHORTEST_BEGINNING
        ? Optional.empty()
        : structures.stream()
            .filter(s -> s.startsWith(word) && s.length() > word.length() + 2)
            .min(Comparator.<String>comparingInt(String::length).thenComparing(s -> s));
  }

  private Optional<String> plural(String word) {
    return word.endsWith("s")
        ? misspelt(word.substring(0, word.length() - 1)).map(w -> w + "s")
        : Optional.empty();
  }

  private Optional<String> misspelt(String word) {
    int limit = Spelling.tolerance(word.length());
    String best = null;
    int fewest = limit + 1;
    for (int n = word.length() - limit; n <= word.length() + limit; n++) {
      for (String c : candidates.getOrDefault(n, List.of())) {
        int allowed = Math.min(limit, Spelling.tolerance(c.length()));
        int edits = begins(word, c) ? Spelling.edits(word, c, allowed) : allowed + 1;
        boolean better = edits < fewest || (edits == fewest && best != null && likelier(c, best));
        if (edits <= allowed && better) {
          fewest = edits;
          best = c;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean likelier(String a, String b) {
    boolean sa = structures.contains(a);
    boolean sb = structures.contains(b);
    return sa == sb ? a.compareTo(b) < 0 : sa;
  }

  /** The first letter is rarely wrong, unless it is swapped with the second. */
  private static boolean begins(String word, String candidate) {
    return word.charAt(0) == candidate.charAt(0)
        || (word.length() > 1
            && candidate.length() > 1
            && word.charAt(0) == candidate.charAt(1)
            && word.charAt(1) == candidate.charAt(0));
  }
}
