package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.Port;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words, numbers and punctuation of a text: lower case, without accents and possessive 's. */
final class Tokens {

  private static final int LONGEST_TEXT = 4000;
  private static final Pattern TOKEN =
      Pattern.compile(
          "x-ray|follow-up|w/o|y/n|b/w|(?:p|[clts])\\d{1,3}(?!\\d)"
              + "|(?<![\\w.])-?\\d+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?"
              + "|\\p{L}+[23³]?(?:'\\p{L}+)?|[.,;:?!%<>≤≥&+/]");

  private Tokens() {}

  static List<String> of(String text) {
    String bounded = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String plain =
        Normalizer.normalize(bounded, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replace('’', '\'')
            .replace('\u2212', '-')
            .replace('_', ' ')
            .toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    Matcher m = TOKEN.matcher(plain);
    while (m.find()) {
      String t = m.group();
      tokens.add(t.endsWith("'s") && t.length() > 3 ? t.substring(0, t.length() - 2) : t);
    }
    return tokens;
  }

  /** Text in the form phrases are compared in: tokens joined by spaces. */
  static String phrase(String text) {
    return String.join(" ", of(text));
  }

  /** A crude stem, enough to make "measuring", "measures" and "measurement" alike. */
  static String stem(String word) {
    String w = word;
    for (String ending :
        List.of(
            "ations", "ation", "ments", "ment", "ings", "ing", "ies", "es", "ed", "s", "e", "y")) {
      if (w.length() - ending.length() >= 4 && w.endsWith(ending) && !w.endsWith("ss")) {
        return w.substring(0, w.length() - ending.length());
      }
    }
    return w;
  }

  /** Whether a port may be used: it asks for no words, or one of those it asks for is said. */
  static boolean meant(Port port, List<String> tokens) {
    List<String> said = tokens.stream().map(Tokens::stem).toList();
    return port.words().isEmpty()
        || port.words().stream()
            .anyMatch(
                w ->
                    Collections.indexOfSubList(said, of(w).stream().map(Tokens::stem).toList())
                        >= 0);
  }

  static boolean isNumber(String token) {
    return Character.isDigit(token.charAt(token.charAt(0) == '-' ? 1 : 0));
  }

  /** The value of a number token; a comma is a decimal point. */
  static double number(String token) {
    return Double.parseDouble(token.replace(',', '.'));
  }
}
