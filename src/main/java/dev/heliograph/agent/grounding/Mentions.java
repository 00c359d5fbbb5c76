package dev.heliograph.agent.grounding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which structures a sentence names, and which of them a number in it is about. */
final class Mentions {

  private record Mention(int start, int end, String structure) {}

  private static final Map<String, String> ADJECTIVES =
      Map.of(
          "hepatic", "liver",
          "splenic", "spleen",
          "pancreatic", "pancreas",
          "gastric", "stomach",
          "aortic", "aorta");

  /** What links a number to the structure behind it: "1432 mL for the liver". */
  private static final Pattern ATTACHED =
      Pattern.compile(
          "\\W*(?:for|of|in|at|as)\\s+(?:(?:the|a|your|this|whole|entire|visible)\\s+)*");

  private final String text;
  private final List<Mention> mentions = new ArrayList<>();

  /**
   * @param text normalized
   */
  Mentions(String text, Collection<String> structures) {
    this.text = text.toLowerCase(Locale.ROOT);
    for (String s : structures) {
      find(Pattern.quote(s.toLowerCase(Locale.ROOT)).replace("_", "\\E[ _-]\\Q"), s);
      // Emphasis marks are gone from normalized text, underscores with them.
      find(Pattern.quote(s.toLowerCase(Locale.ROOT).replace("_", "")), s);
    }
    ADJECTIVES.forEach(
        (word, s) -> {
          if (structures.contains(s)) {
            find(word, s);
          }
        });
    mentions.sort(Comparator.comparingInt(Mention::start).thenComparingInt(m -> -m.end()));
    for (int i = mentions.size() - 1; i > 0; i--) {
      // "left kidney" is no kidney beside
      if (mentions.get(i).end() <= mentions.get(i - 1).end()) {
        mentions.remove(i);
      }
    }
  }

  private void find(String pattern, String structure) {
    Matcher m =
        Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + pattern + ")(?:e?s)?(?![\\p{L}\\p{N}])")
            .matcher(text);
    while (m.find()) {
      mentions.add(new Mention(m.start(), m.end(), structure));
    }
  }

  boolean isEmpty() {
    return mentions.isEmpty();
  }

  /**
   * Whether the number at {@code start..end} can be about the structure.
   *
   * @param numbers the starts of all numbers of the sentence, in order
   * @param strict whether a structure that is named farther away will not do
   */
  boolean fits(String structure, int start, int end, List<Integer> numbers, boolean strict) {
    Mention before = null;
    Mention after = null;
    boolean named = false;
    for (Mention m : mentions) {
      named |= m.structure().equals(structure);
      if (m.end() <= start) {
        before = m;
      } else if (m.start() >= end && after == null) {
        after = m;
      }
    }
    if (!named) {
      return false;
    }
    if (after != null && ATTACHED.matcher(text.substring(end, after.start())).matches()) {
      return after.structure().equals(structure);
    }
    if (respectively(structure, start, numbers)) {
      return true;
    }
    Mention nearest = before != null ? before : after;
    boolean alternating = strict || alternates(numbers);
    return nearest != null && (nearest.structure().equals(structure) || !alternating);
  }

  /** "The liver and the spleen measure 1432 mL and 214 mL". */
  private boolean respectively(String structure, int start, List<Integer> numbers) {
    List<Mention> ahead =
        mentions.stream().filter(m -> !numbers.isEmpty() && m.end() <= numbers.get(0)).toList();
    int i = numbers.indexOf(start);
    return ahead.size() > 1
        && ahead.size() == mentions.size()
        && ahead.size() == numbers.size()
        && i >= 0
        && ahead.get(i).structure().equals(structure);
  }

  /** "The liver measures 1432 mL, the spleen 214 mL": each number follows its structure. */
  private boolean alternates(List<Integer> numbers) {
    if (mentions.size() < 2 || mentions.size() != numbers.size()) {
      return mentions.size() == 1;
    }
    for (int i = 0; i < numbers.size(); i++) {
      boolean inPlace =
          mentions.get(i).end() <= numbers.get(i)
              && (i == 0 || mentions.get(i).start() >= numbers.get(i - 1));
      if (!inPlace) {
        return false;
      }
    }
    return true;
  }
}
