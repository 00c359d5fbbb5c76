package dev.heliograph.agent.grounding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers that are written as words: cardinals, ordinals, fractions, multiples. */
final class NumberWords {

  private static final Map<String, Double> CARDINALS = new HashMap<>();
  private static final Map<String, Double> SCALES = new HashMap<>();

  /** Words that say a number which no quantity of ours can be. */
  private static final List<String> OTHERS = new ArrayList<>();

  static {
    cardinals(
        0,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        1);
    cardinals(15, "fifteen sixteen seventeen eighteen nineteen", 1);
    cardinals(20, "twenty thirty forty fifty sixty seventy eighty ninety", 10);
    cardinals(2, "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", 1);
    cardinals(20, "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 10);
    cardinals(2, "deux trois quatre cinq", 1);
    cardinals(2, "dos tres cuatro cinco seis siete ocho nueve diez", 1);
    CARDINALS.put("fourty", 40.0);
    CARDINALS.put("nought", 0.0);
    CARDINALS.put("naught", 0.0);
    CARDINALS.put("nil", 0.0);
    CARDINALS.put("huit", 8.0);
    CARDINALS.put("dix", 10.0);
    CARDINALS.put("vingt", 20.0);
    CARDINALS.put("trente", 30.0);
    CARDINALS.put("dreizehn", 13.0);
    CARDINALS.put("single", 1.0);
    CARDINALS.put("solitary", 1.0);
    scale(100, "hundred hundreds hundert");
    scale(1000, "thousand thousands tausend");
    scale(1_000_000, "million millions");
    scale(1e9, "billion billions");
    scale(12, "dozen dozens");
    OTHERS.addAll(
        List.of(
            ("half halves halved quarter quarters thirds fourths fifths sixths sevenths eighths"
                    + " ninths tenths hundredths twice thrice double doubled doubles doubling triple"
                    + " tripled triples treble quadruple quadrupled quintuple twofold threefold"
                    + " fourfold fivefold sixfold sevenfold eightfold ninefold tenfold hundredfold"
                    + " first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
                    + " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
                    + " nineteenth twentieth thirtieth fortieth fiftieth hundredth thousandth tens"
                    + " halb hälfte doppelt moitié mitad doble")
                .split(" ")));
  }

  private static final String WORD =
      "(?:"
          + Stream.of(CARDINALS.keySet(), SCALES.keySet(), OTHERS)
              .flatMap(Collection::stream)
              .sorted((a, b) -> b.length() - a.length())
              .collect(Collectors.joining("|"))
          + ")";

  private static final Pattern RUN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])"
              + WORD
              + "(?:(?:[\\s-]*(?:and|und|et|y)[\\s-]+|[\\s-]*|\\s+point\\s+)"
              + WORD
              + ")*(?![\\p{L}\\p{N}])");

  private static final Pattern GROUP =
      Pattern.compile("(?<![\\p{L}])a\\s+(?:pair|couple|trio)\\s+of(?!\\p{L})");
  private static final Pattern FOLD = Pattern.compile("(?<=[0-9\uFFFC])[\\s-]*fold(?!\\p{L})");
  private static final Pattern SPACED =
      Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}(?:[\\s.-]\\p{L}){2,}(?![\\p{L}\\p{N}])");

  /** Where such a word counts nothing: "this one", "one of the", "First, …", "a single slice". */
  private static final List<Pattern> NO_NUMBER =
      List.of(
          Pattern.compile(
              "(?<=(?:this|that|which|each|every|any|no|other|another|left|right|larger|smaller|former|latter|previous|next|same)\\s)one(?!\\p{L})"),
          Pattern.compile(
              "(?<!\\p{L})one(?=\\s+(?:of|another|can|cannot|may|might|should|must|would|could|needs)(?!\\p{L}))"),
          Pattern.compile("(?<=^|[.!?:;]\\s{0,3})(?:first|second|third|fourth|fifth)(?=\\s*,)"),
          Pattern.compile(
              "(?<!\\p{L})first(?=,|\\s+of\\s+all|\\s+(?:segmented|measured|made|ran|run|found|need|needs|needed|have|has|had|be|be)(?!\\p{L}))"),
          Pattern.compile(
              "(?<=(?:at|was|is|were|are|must|should|to|be)\\s)first(?=\\s*[,.;]|\\s+\\p{L}+ed(?!\\p{L}))"),
          Pattern.compile("(?<!\\p{L})second(?=\\s+(?:opinion|reader|look))"),
          Pattern.compile("(?<!\\p{L})double(?=[\\s-]+check)"),
          Pattern.compile(
              "(?<!\\p{L})single(?=\\s+(?:slice|step|call|run|value|image|scan|study|message|plan|tool))"));

  /** A run of number words. {@code value} is NaN if it is none that a quantity can have. */
  record Found(int start, int end, double value) {}

  private NumberWords() {}

  private static void cardinals(int first, String words, int step) {
    double value = first;
    for (String w : words.split(" ")) {
      CARDINALS.put(w, value);
      value += step;
    }
  }

  private static void scale(double value, String words) {
    for (String w : words.split(" ")) {
      SCALES.put(w, value);
    }
  }

  /**
   * @param text normalized, in lower case
   */
  static List<Found> find(String text) {
    List<int[]> exempt = new ArrayList<>();
    for (Pattern p : NO_NUMBER) {
      Matcher m = p.matcher(text);
      while (m.find()) {
        exempt.add(new int[] {m.start(), m.end()});
      }
    }
    List<Found> found = new ArrayList<>();
    Matcher m = RUN.matcher(text);
    while (m.find()) {
      int start = m.start();
      int end = m.end();
      if (exempt.stream().noneMatch(e -> e[0] <= start && e[1] >= end)) {
        found.add(new Found(start, end, value(m.group())));
      }
    }
    for (Pattern p : List.of(GROUP, FOLD)) {
      Matcher g = p.matcher(text);
      while (g.find()) {
        found.add(new Found(g.start(), g.end(), Double.NaN));
      }
    }
    Matcher s = SPACED.matcher(text);
    while (s.find()) {
      String joined = s.group().replaceAll("[\\s.-]", "");
      if (joined.matches(".*(?:" + WORD + ").*")) {
        found.add(new Found(s.start(), s.end(), Double.NaN));
      }
    }
    return found;
  }

  private static double value(String run) {
    double total = 0;
    double group = 0;
    StringBuilder fraction = null;
    Matcher m = Pattern.compile(WORD + "|point").matcher(run);
    while (m.find()) {
      Double cardinal = CARDINALS.get(m.group());
      Double scale = SCALES.get(m.group());
      if (m.group().equals("point")) {
        fraction = new StringBuilder("0.");
      } else if (fraction != null) {
        if (cardinal == null || cardinal > 9) {
          return Double.NaN;
        }
        fraction.append(cardinal.intValue());
      } else if (cardinal != null) {
        group += cardinal;
      } else if (scale != null) {
        group = (group == 0 ? 1 : group) * scale;
        if (scale >= 1000) {
          total += group;
          group = 0;
        }
      } else {
        return Double.NaN;
      }
    }
    return total + group + (fraction == null ? 0 : Double.parseDouble(fraction.toString()));
  }
}
