package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one request names, leaves out and says. */
final class ClauseReader {

  private static final List<String> FILLERS =
      List.of(
          "correcting", "flips", "same_side", "that_organ", "exclusion", "conditions", "in_images");

  private final Vocabulary words;
  private final Lexicon lexicon;

  ClauseReader(Lexicon lexicon) {
    this.words = lexicon.vocabulary();
    this.lexicon = lexicon;
  }

  Clause read(List<String> tokens) {
    List<Mention> mentions = lexicon.find(tokens);
    BitSet out = excluded(tokens, mentions);
    List<String> organs = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    boolean everything = false;
    for (Mention m : mentions) {
      if (out.get(m.from())) {
        excluded.addAll(m.names());
      } else if (m.kind() == Mention.Kind.EVERYTHING) {
        everything = true;
      } else if (m.kind() == Mention.Kind.ORGAN) {
        organs.addAll(onSide(tokens, m, out));
      } else {
        findings.addAll(m.names());
      }
    }
    excluded.addAll(sidesLeftOut(tokens, mentions, out));
    Set<Target> targets = new LinkedHashSet<>();
    if (findings.isEmpty() || separate(tokens, mentions)) {
      organs.forEach(o -> targets.add(Target.organ(o)));
    }
    for (String f : findings) {
      organs.forEach(o -> targets.add(new Target(o, f)));
      if (organs.isEmpty()) {
        targets.add(new Target(null, f));
      }
    }
    targets.removeIf(t -> excluded.contains(t.name()));
    List<String> content = content(tokens, mentions);
    return new Clause(
        List.copyOf(tokens),
        mentions,
        List.copyOf(targets),
        List.copyOf(excluded),
        everything && targets.isEmpty(),
        danglingSide(tokens, mentions, out),
        content,
        negated(tokens, mentions, content),
        null);
  }

  /** "Renal volume on the left side": the only side said is the side meant. */
  private static List<String> onSide(List<String> tokens, Mention m, BitSet out) {
    boolean left = false;
    boolean right = false;
    for (int i = out.nextClearBit(0); i < tokens.size(); i = out.nextClearBit(i + 1)) {
      left |= tokens.get(i).equals("left");
      right |= tokens.get(i).equals("right");
    }
    boolean either = left != right && !m.sides() && m.names().size() == 2;
    return either ? m.names().subList(left ? 0 : 1, left ? 1 : 2) : m.names();
  }

  /** "Both kidneys, leave out the right one": the side that is excluded without its noun. */
  private static List<String> sidesLeftOut(
      List<String> tokens, List<Mention> mentions, BitSet out) {
    List<String> names = new ArrayList<>();
    for (int i = out.nextSetBit(0); i >= 0; i = out.nextSetBit(i + 1)) {
      String side = tokens.get(i) + "_";
      boolean named =
          mentions.stream().anyMatch(m -> out.get(m.from()) && m.kind() == Mention.Kind.ORGAN);
      if (!named && (side.equals("left_") || side.equals("right_"))) {
        mentions.stream()
            .flatMap(m -> m.names().stream())
            .filter(n -> n.startsWith(side))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** "The liver and its lesions": organ and finding are two things, not one in the other. */
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

  /**
   * The tokens that a word of exclusion governs: up to the next word that is no name; after "not",
   * only up to the next comma.
   */
  private BitSet excluded(List<String> tokens, List<Mention> mentions) {
    BitSet out = new BitSet();
    for (int i = 0; i < tokens.size(); i++) {
      int at = i + 1;
      boolean no =
          tokens.get(i).equals("no") && i > 0 && mentions.stream().anyMatch(m -> m.from() == at);
      int n = no ? 1 : words.at("exclusion", tokens, i);
      if (n == 0) {
        continue;
      }
      boolean not = tokens.get(i + n - 1).equals("not");
      int j = i + n;
      while (j < tokens.size()) {
        String t = tokens.get(j);
        boolean named = mentioned(mentions, j);
        boolean passes = named || words.is("stop", t) || words.is("split", t);
        if (!passes || (not && (t.equals(",") || t.equals("but")))) {
          break;
        }
        out.set(j++);
      }
      i = Math.max(i, j - 1);
    }
    return out;
  }

  private static boolean mentioned(List<Mention> mentions, int at) {
    return mentions.stream().anyMatch(m -> m.from() <= at && at < m.to());
  }

  private String danglingSide(List<String> tokens, List<Mention> mentions, BitSet out) {
    boolean named = mentions.stream().anyMatch(m -> m.kind() == Mention.Kind.ORGAN && m.sides());
    if (named) {
      int one = tokens.indexOf("one");
      boolean another = one > 0 && mentions.size() == 1 && mentions.get(0).names().size() == 1;
      String before = another ? tokens.get(one - 1) : "";
      return before.equals("left") || before.equals("right") ? before : than(tokens, mentions);
    }
    boolean noun = mentions.stream().anyMatch(m -> m.names().size() == 2);
    for (int i = 0; i < tokens.size() && !noun; i++) {
      String t = tokens.get(i);
      boolean start = // "Right, next …"
          i == 0 && tokens.size() > 1 && t.equals("right") && !words.is("stop", tokens.get(1));
      if ((t.equals("left") || t.equals("right")) && !out.get(i) && !start) {
        return t;
      }
    }
    return "";
  }

  /** "Is the right kidney smaller than the left": the side that stands without its noun. */
  private static String than(List<String> tokens, List<Mention> mentions) {
    int than = Math.max(tokens.indexOf("than"), tokens.indexOf("versus"));
    if (than < 0 || mentions.stream().anyMatch(m -> m.from() > than)) {
      return "";
    }
    List<String> rest = tokens.subList(than, tokens.size());
    return rest.contains("left") ? "left" : rest.contains("right") ? "right" : "";
  }

  private List<String> content(List<String> tokens, List<Mention> mentions) {
    BitSet filler = new BitSet();
    for (int i = 0; i < tokens.size(); i++) {
      for (String c : FILLERS) {
        filler.set(i, Math.max(i, i + words.at(c, tokens, i)));
      }
    }
    List<String> content = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String t = tokens.get(i);
      boolean plain =
          filler.get(i)
              || words.is("stop", t)
              || words.is("split", t)
              || (t.equals("too") && !intensifies(tokens, i, words))
              || words.is("prior", t)
              || words.is("current", t)
              || (words.units().containsKey(t) && unitOnly(tokens, i))
              || words.modalities().containsKey(t)
              || Tokens.isNumber(t)
              || !Character.isLetter(t.charAt(0));
      if (!plain && !mentioned(mentions, i)) {
        content.add(t);
      }
    }
    return List.copyOf(content);
  }

  /** "Too big" is one thing, "the liver too" another. */
  static boolean intensifies(List<String> tokens, int at, Vocabulary words) {
    return at + 1 < tokens.size()
        && Character.isLetter(tokens.get(at + 1).charAt(0))
        && !words.is("stop", tokens.get(at + 1));
  }

  /** "40 HU" and "in HU" only give a unit; "HU of the liver" asks for a value. */
  private static boolean unitOnly(List<String> tokens, int at) {
    String before = at == 0 ? "" : tokens.get(at - 1);
    return !before.isEmpty()
        && (Tokens.isNumber(before) || before.equals("in") || before.equals("as"));
  }

  /**
   * "Don't measure the spleen", "no diameters": the word of negation comes before anything else.
   */
  private boolean negated(List<String> tokens, List<Mention> mentions, List<String> content) {
    int end = mentions.isEmpty() ? tokens.size() : mentions.get(0).from();
    for (int i = 0; i < end; i++) {
      if (words.at("negation", tokens.subList(0, end), i) > 0) {
        return true;
      }
    }
    if (tokens.size() < 2 || content.isEmpty()) {
      return false;
    }
    boolean no = tokens.get(0).equals("no") && content.contains(tokens.get(1));
    int not = words.at("exclusion", tokens, 0);
    return no || (not > 0 && mentions.stream().noneMatch(m -> m.from() <= not + 1));
  }
}
