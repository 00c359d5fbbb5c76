package dev.heliograph.benchmark.scorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that a text states, in digits, and in English words before a unit. */
final class Numbers {

  private static final Pattern DIGITS =
      Pattern.compile("(?<![\\p{L}\\p{Nd}_])\\p{Nd}+(?:[.,]\\p{Nd}+)*(\\p{L}*)");
  private static final Pattern UNIT = Pattern.compile("(?i)(?:|ml|l|dl|cl|cc|mm|cm|hu|cm3|mm3)");
  private static final String WORD =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|twenty|thirty|forty"
          + "|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|dozen|and|a|point)";
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)\\b(?!and\\b|a\\b|point\\b)"
              + WORD
              + "(?:[\\s-]+"
              + WORD
              + ")*[\\s-]+(?:ml\\b|mm\\b|cm\\b|cc\\b|hu\\b|millilit|millimet|centimet|cubic|lit(?:re|er)"
              + "|hounsfield|percent|per cent)");

  private Numbers() {}

  /** In order; digits as written, words with their unit. */
  static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    Matcher m = DIGITS.matcher(text);
    while (m.find()) {
      if (UNIT.matcher(m.group(1)).matches()) {
        found.add(m.group().substring(0, m.group().length() - m.group(1).length()));
      }
    }
    Matcher w = WORDS.matcher(text.toLowerCase(Locale.ROOT));
    while (w.find()) {
      found.add(w.group());
    }
    return found;
  }

  /** The value of digits as written ("1,234.5"), or NaN for words. */
  static double value(String number) {
    String plain = number.replaceAll(",(?=\\p{Nd}{3}(?!\\p{Nd}))", "").replace(',', '.');
    StringBuilder ascii = new StringBuilder();
    for (char c : plain.toCharArray()) {
      ascii.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c);
    }
    try {
      return Double.parseDouble(ascii.toString());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether {@code number} is {@code exact} rounded to the digits it shows. */
  static boolean rounds(String number, double exact) {
    String plain = number.replaceAll(",(?=\\p{Nd}{3}(?!\\p{Nd}))", "").replace(',', '.');
    int dot = plain.indexOf('.');
    int decimals = dot < 0 ? 0 : plain.length() - dot - 1;
    double half = 0.5 * Math.pow(10, -decimals);
    return Math.abs(value(number) - Math.abs(exact)) <= half * (1 + 1e-9);
  }
}
