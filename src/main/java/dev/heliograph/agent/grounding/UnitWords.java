package dev.heliograph.agent.grounding;

import dev.heliograph.volume.Unit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words and signs by which people write units. */
final class UnitWords {

  private static final Map<String, Unit> WORDS = words();

  /** A unit at the start of a text; matched against text in lower case. */
  static final Pattern AT_START =
      Pattern.compile(
          "^(?:-|\\s)*("
              + WORDS.keySet().stream()
                  .sorted((a, b) -> b.length() - a.length())
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|"))
              + ")(?![\\p{L}\\p{N}])");

  private UnitWords() {}

  private static Map<String, Unit> words() {
    Map<String, Unit> words = new LinkedHashMap<>();
    for (Unit u : Unit.values()) {
      words.put(u.ucum().toLowerCase(Locale.ROOT), u);
      if (!u.symbol().isEmpty()) {
        words.put(u.symbol().toLowerCase(Locale.ROOT), u);
      }
    }
    words.remove("1");
    words.remove("d"); // a single letter is too often something else
    words.remove("s");
    words.remove("m");
    add(words, Unit.MILLILITRE, "milliliter", "millilitre", "cc", "ccm");
    add(words, Unit.CUBIC_CENTIMETRE, "cubic centimeter", "cubic centimetre", "cm^3", "cu cm");
    add(words, Unit.CUBIC_MILLIMETRE, "cubic millimeter", "cubic millimetre", "mm^3");
    add(words, Unit.LITRE, "liter", "litre");
    add(words, Unit.MILLIMETRE, "millimeter", "millimetre");
    add(words, Unit.CENTIMETRE, "centimeter", "centimetre");
    add(words, Unit.SQUARE_MILLIMETRE, "square millimeter", "square millimetre", "mm^2");
    add(words, Unit.SQUARE_CENTIMETRE, "square centimeter", "square centimetre", "cm^2");
    add(words, Unit.HOUNSFIELD, "hounsfield unit", "hounsfield");
    add(words, Unit.SUV_BODY_WEIGHT, "suv");
    add(words, Unit.GRAM, "gram");
    add(words, Unit.KILOGRAM, "kilogram");
    add(words, Unit.METRE, "metre", "meter");
    add(words, Unit.MINUTE, "minute");
    add(words, Unit.DEGREE, "degree");
    add(words, Unit.SECOND, "sec", "second");
    add(words, Unit.DAY, "day");
    add(words, Unit.PERCENT, "percent", "per cent", "percentage point", "pct");
    return words;
  }

  private static void add(Map<String, Unit> words, Unit unit, String... names) {
    for (String name : names) {
      words.put(name, unit);
      words.put(name + "s", unit);
    }
  }

  /** A unit by code, symbol or word. */
  static Optional<Unit> unit(String text) {
    return Unit.of(text).or(() -> Optional.ofNullable(WORDS.get(text.toLowerCase(Locale.ROOT))));
  }
}
