package dev.heliograph.agent.grounding;

import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the literal numbers of a normalized text, in digits and in words, with their units. */
final class Literals {

  private static final Pattern DIGITS =
      Pattern.compile(
          "\\d{1,3}(?:[ \u00a0\u2009\u202f'’]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d+(?:[.,]\\d+)*");

  /** What makes a number of two: a fraction, a ratio, a power, an exponent, an ordinal. */
  private static final Pattern COMPOUND =
      Pattern.compile(
          "^(?:\\s*[/⁄∕:]\\s*\\d+|\\s*[x×·]\\s*10\\s*\\^?\\s*[-+−]?\\d+|e[-+−]?\\d+|\\s?\\^\\s*[-+−]?\\d+|(?:st|nd|rd|th)(?!\\p{L}))");

  private static final Pattern RANGE = Pattern.compile("^\\s*(?:-|–|—|to|and|or|x|×|by)\\s*");

  /** Digits only a reader sees: letters that look like digits, before a unit. */
  private static final Pattern LOOKALIKE =
      Pattern.compile("(?<![\\p{L}\\p{N}])[OoIl|SBZ]{1,6}(?![\\p{L}\\p{N}])");

  private static final Pattern ROMAN =
      Pattern.compile(
          "(?<![\\p{L}])(?:stage|grade|type|class|category|level|phase|group|zone|stadium|grad)\\s+([ivx]{1,5}[abc]?)(?![\\p{L}\\p{N}])");

  private static final Pattern ROMAN_MEASURE =
      Pattern.compile("(?<![\\p{L}\\p{N}])[IVXLCDM]{2,}(?![\\p{L}\\p{N}])");

  private Literals() {}

  static List<Literal> in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<Literal> found = new ArrayList<>();
    Matcher m = DIGITS.matcher(text);
    for (int at = 0; m.find(at); at = Math.max(m.end(), found.get(found.size() - 1).end())) {
      found.add(digits(text, lower, m));
    }
    for (NumberWords.Found w : NumberWords.find(lower)) {
      List<Double> values = Double.isNaN(w.value()) ? List.of() : List.of(w.value());
      found.add(unit(new Literal(w.start(), w.end(), w.end(), values, 0, 9, null), lower));
    }
    for (Pattern p : List.of(LOOKALIKE, ROMAN_MEASURE)) {
      Matcher l = p.matcher(text);
      while (l.find()) {
        if (UnitWords.AT_START.matcher(lower.substring(l.end())).find()) {
          found.add(new Literal(l.start(), l.end(), l.end(), List.of(), 0, 0, null));
        }
      }
    }
    Matcher r = ROMAN.matcher(lower);
    while (r.find()) {
      found.add(new Literal(r.start(1), r.end(1), r.end(1), List.of(), 0, 0, null));
    }
    found.sort(Comparator.comparingInt(Literal::start));
    return shareUnits(found, lower);
  }

  private static Literal digits(String text, String lower, Matcher m) {
    Matcher compound = COMPOUND.matcher(lower.substring(m.end()));
    if (compound.find()) {
      int end = m.end() + compound.end();
      return unit(new Literal(m.start(), end, end, List.of(), 0, 0, null), lower);
    }
    String number = m.group().replaceAll("[ \u00a0\u2009\u202f'’]", "");
    int start = m.start();
    double sign = 1;
    if (start > 0
        && "-−".indexOf(text.charAt(start - 1)) >= 0
        && (start == 1
            || " (\uFFFC".indexOf(text.charAt(start - 2)) >= 0
                && text.charAt(start - 2) != '\uFFFC')) {
      sign = -1;
      start--;
    }
    List<Double> values = new ArrayList<>();
    int decimals = 0;
    if (number.matches("\\d+(?:[.,]\\d+)?")) {
      int mark = Math.max(number.indexOf('.'), number.indexOf(','));
      decimals = mark < 0 ? 0 : number.length() - mark - 1;
      if (mark >= 0 && number.charAt(mark) == ',' && decimals == 3) {
        values.add(sign * Double.parseDouble(number.replace(",", "")));
        decimals = 0;
      } else {
        values.add(sign * Double.parseDouble(number.replace(',', '.')));
      }
    } else if (number.matches("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?")) {
      values.add(sign * Double.parseDouble(number.replace(",", "")));
      decimals = number.indexOf('.') < 0 ? 0 : number.length() - number.indexOf('.') - 1;
    } else if (number.matches("\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?")) {
      values.add(sign * Double.parseDouble(number.replace(".", "").replace(',', '.')));
      decimals = number.indexOf(',') < 0 ? 0 : number.length() - number.indexOf(',') - 1;
    }
    String figures = number.replaceAll("[.,]", "").replaceFirst("^0+", "");
    int significant = (decimals == 0 ? figures.replaceFirst("0+$", "") : figures).length();
    return unit(new Literal(start, m.end(), m.end(), values, decimals, significant, null), lower);
  }

  private static Literal unit(Literal l, String lower) {
    Matcher u = UnitWords.AT_START.matcher(lower.substring(l.end()));
    if (!u.find()) {
      return l;
    }
    Unit unit = UnitWords.unit(u.group(1)).orElseThrow();
    return l.withUnit(unit, l.end() + u.end());
  }

  /** In "10 to 20 mL" both are millilitres. */
  private static List<Literal> shareUnits(List<Literal> found, String lower) {
    List<Literal> all = new ArrayList<>(found);
    for (int i = all.size() - 2; i >= 0; i--) {
      Literal a = all.get(i);
      Literal b = all.get(i + 1);
      Unit unit = b.unit();
      if (a.unit() == null
          && unit != null
          && a.end() <= b.start()
          && RANGE.matcher(lower.substring(a.end(), b.start())).matches()) {
        all.set(i, a.withUnit(unit, a.end()));
      }
    }
    return all;
  }
}
