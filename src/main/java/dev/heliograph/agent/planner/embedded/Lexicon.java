package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.planner.embedded.Vocabulary.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds structures and findings in tokens: the vocabulary's, and those that only a tool knows,
 * under the name it gives them.
 */
final class Lexicon {

  private static final int LONGEST_PHRASE = 5;
  private static final int SIDE_REACH = 6;

  private final Vocabulary vocabulary;
  private final Map<String, Term> phrases = new HashMap<>();
  private final Set<String> everything;

  Lexicon(Vocabulary vocabulary, Set<String> structuresOfTools) {
    this.vocabulary = vocabulary;
    this.everything = Set.copyOf(vocabulary.everything());
    vocabulary.terms().values().forEach(this::add);
    for (String name : structuresOfTools.stream().sorted().toList()) {
      if (canonical(name).equals(name) && canonicalOrNull(name) == null) {
        String display = name.replace('_', ' ');
        add(new Term(name, display, false, false, List.of(display), null, "", List.of()));
      }
    }
  }

  private void add(Term term) {
    for (String word : term.words()) {
      for (String form : forms(word)) {
        phrases.putIfAbsent(form, term);
      }
    }
  }

  /** The single words that name something. */
  Set<String> words() {
    Set<String> words = new HashSet<>();
    phrases.keySet().forEach(p -> words.addAll(List.of(p.split(" "))));
    return words;
  }

  private static Set<String> forms(String word) {
    String p = Tokens.phrase(word);
    String plural = p.endsWith("y") ? p.substring(0, p.length() - 1) + "ies" : p + "es";
    return Set.of(p, p + "s", plural.equals(p + "s") ? p : plural);
  }

  /** The vocabulary's name for what a tool calls {@code name}; the same where it has none. */
  String canonical(String name) {
    String c = canonicalOrNull(name);
    return c == null ? name : c;
  }

  private @Nullable String canonicalOrNull(String name) {
    List<String> tokens = Tokens.of(name);
    String organ = null;
    String finding = null;
    int covered = 0;
    for (Mention m : find(tokens)) {
      if (m.names().size() != 1) {
        return null;
      }
      covered += m.to() - m.from() + (m.sides() ? 1 : 0);
      if (m.kind() == Mention.Kind.ORGAN && organ == null) {
        organ = m.names().get(0);
      } else if (m.kind() == Mention.Kind.FINDING && finding == null) {
        finding = m.names().get(0);
      } else {
        return null;
      }
    }
    boolean whole = covered >= tokens.size() && (organ != null || finding != null);
    return whole ? new Target(organ, finding).name() : null;
  }

  /** All mentions, in order, without overlaps; the longest phrase first. */
  List<Mention> find(List<String> tokens) {
    List<Mention> found = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Mention m = at(tokens, i, found.isEmpty() ? 0 : found.get(found.size() - 1).to());
      if (m == null) {
        i++;
      } else {
        found.add(m);
        i = m.to();
      }
    }
    return found;
  }

  private @Nullable Mention at(List<String> tokens, int from, int floor) {
    for (int n = Math.min(LONGEST_PHRASE, tokens.size() - from); n >= 1; n--) {
      String phrase = String.join(" ", tokens.subList(from, from + n));
      Term term = phrases.get(phrase);
      if (term != null) {
        return mention(tokens, from, from + n, floor, term);
      }
      if (everything.contains(phrase)) {
        return new Mention(from, from + n, Mention.Kind.EVERYTHING, List.of(), false);
      }
    }
    return null;
  }

  private Mention mention(List<String> tokens, int from, int to, int floor, Term term) {
    Mention.Kind kind = term.finding() ? Mention.Kind.FINDING : Mention.Kind.ORGAN;
    if (!term.sided()) {
      return new Mention(from, to, kind, term.names(), false);
    }
    boolean left = false;
    boolean right = false;
    for (int i = from - 1; i >= Math.max(floor, from - SIDE_REACH); i--) {
      String t = tokens.get(i);
      left |= t.equals("left");
      right |= t.equals("right");
      boolean passes =
          t.equals("left")
              || t.equals("right")
              || t.equals("and")
              || t.equals("or")
              || t.equals("the")
              || t.equals("of")
              || t.equals("versus")
              || t.equals("vs")
              || t.equals("than")
              || t.equals("sided");
      if (!passes) {
        break;
      }
    }
    int end = to;
    if (!left && !right) {
      // "kidney left", "the kidney on the left side"
      for (int i = to; i < Math.min(tokens.size(), to + 3); i++) {
        String t = tokens.get(i);
        if (t.equals("left") || t.equals("right")) {
          boolean belongsToNext = i + 1 < tokens.size() && phrases.containsKey(tokens.get(i + 1));
          left = t.equals("left") && !belongsToNext;
          right = t.equals("right") && !belongsToNext;
          break;
        }
        if (!t.equals("on") && !t.equals("the")) {
          break;
        }
      }
    }
    boolean said = left || right;
    List<String> names = new ArrayList<>();
    if (left || !said) {
      names.add("left_" + term.name());
    }
    if (right || !said) {
      names.add("right_" + term.name());
    }
    return new Mention(from, end, kind, names, said);
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }
}
