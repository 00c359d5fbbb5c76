package dev.heliograph.benchmark.scorer;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text says something. */
final class Words {

  private static final Pattern NEGATED =
      Pattern.compile(
          "(?:\\b(?:not|no|never|neither|nor|without|cannot|isn't|wasn't|doesn't)\\b)(?:\\s+\\S+){0,2}\\s*$");

  private Words() {}

  /** Whether the words stand in the text as whole words, any case and any white space. */
  static boolean stands(String text, String words) {
    return finder(words).matcher(plain(text)).find();
  }

  /** As {@link #stands}, and at one place at least without a negation up to two words before. */
  static boolean affirmed(String text, String words) {
    String plain = plain(text);
    Matcher m = finder(words).matcher(plain);
    while (m.find()) {
      int from = Math.max(plain.lastIndexOf('.', m.start()), plain.lastIndexOf(';', m.start())) + 1;
      if (!NEGATED.matcher(plain.substring(from, m.start())).find()) {
        return true;
      }
    }
    return false;
  }

  static boolean anyStands(String text, List<String> alternatives) {
    return alternatives.stream().anyMatch(a -> stands(text, a));
  }

  /** The sentence around a place, to the full stops that are followed by white space. */
  static String sentence(String text, int at) {
    int from = at;
    while (from > 0 && !ends(text, from - 1)) {
      from--;
    }
    int to = at;
    while (to < text.length() && !ends(text, to)) {
      to++;
    }
    return text.substring(from, Math.min(to + 1, text.length()));
  }

  private static boolean ends(String text, int i) {
    char c = text.charAt(i);
    return c == '\n'
        || (c == '.' || c == '!' || c == '?')
            && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
  }

  private static Pattern finder(String words) {
    return Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(plain(words)) + "(?![\\p{L}\\d])");
  }
}
