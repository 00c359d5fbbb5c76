package dev.heliograph.agent.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text into sentences; joined, they are the text again. A sentence ends after {@code . ! ?}
 * and closing marks before white space, and at the end of a line. "3.5 mL", "e.g." and a list's
 * "1." end none.
 */
public final class Sentences {

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "approx", "ca", "cf", "vs", "fig", "figs", "dr", "prof", "mr", "mrs", "ms",
          "no", "nos", "vol", "etc", "resp", "incl", "max", "min", "avg", "al", "st", "lt", "rt");

  private static final Pattern END =
      Pattern.compile("(?:[.!?…。！？]+[\"'”’»)\\]*_`]*(?=\\s)\\s*?(?:\\n\\s*|\\s+)|\\s*\\n\\s*)");

  private static final int MAX_WORD = 40;

  private Sentences() {}

  public static List<String> split(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int end = next(text, start); end >= 0; end = next(text, start)) {
      sentences.add(text.substring(start, end));
      start = end;
    }
    if (start < text.length()) {
      sentences.add(text.substring(start));
    }
    return sentences;
  }

  /**
   * The end of the first whole sentence from {@code start}, white space behind it included; −1 if
   * none is whole before the end of the text. What follows must have begun, so text that still
   * grows gives no other ends later.
   */
  static int next(String text, int start) {
    Matcher m = END.matcher(text);
    int from = start;
    while (m.find(from)) {
      if (m.end() >= text.length()) {
        return -1;
      }
      if (!insidePlaceholder(text, start, m.start()) && ends(text, start, m)) {
        return m.end();
      }
      from = m.end();
    }
    return -1;
  }

  private static boolean insidePlaceholder(String text, int start, int at) {
    int open = text.lastIndexOf("[[", at);
    return open >= start && text.indexOf("]]", open) >= at;
  }

  private static boolean ends(String text, int start, Matcher m) {
    String mark = m.group();
    if (mark.indexOf('\n') >= 0 || !mark.startsWith(".") || mark.startsWith("..")) {
      return true;
    }
    // Enough for any abbreviation, and bounded for texts that are full of them.
    String before = text.substring(Math.max(start, m.start() - MAX_WORD), m.start());
    String word = before.replaceAll("(?s).*[\\s(\\[*_`\"“]", "");
    if (ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT))) {
      return false;
    }
    boolean listNumber =
        m.start() - start < MAX_WORD
            && before.strip().matches("[-*+]?\\s*\\d{1,2}"); // "1. The liver"
    boolean initial = word.matches("\\p{Lu}") && !before.matches("(?s).*[\\d\\]]\\s*\\p{Lu}");
    return !listNumber && !initial; // "A. Smith", but not "1.4 L."
  }
}
