package dev.heliograph.agent.planner.embedded;

import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers of a text with their units, and units asked for without a number. */
final class Amounts {

  /**
   * A number that was said.
   *
   * @param unit null for a bare number
   * @param limit 1 for "more than", −1 for "less than", 0 for neither
   * @param said as it can be said again: "1500 mL"
   */
  record Amount(double value, @Nullable Unit unit, int limit, String said) {}

  private static final int LONGEST_LIMIT = 3;

  private final Vocabulary words;

  Amounts(Vocabulary words) {
    this.words = words;
  }

  /** All numbers said; "between −29 and 150 HU" gives both of them the unit. */
  List<Amount> of(List<String> tokens) {
    List<Amount> amounts = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String t = tokens.get(i);
      if (Tokens.isNumber(t)) {
        int at = joined(tokens, i) ? i + 2 : i;
        String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
        Unit unit = Unit.of(words.units().getOrDefault(next, "")).orElse(null);
        amounts.add(
            new Amount(
                Tokens.number(t),
                unit,
                limit(tokens, i),
                unit == null ? t : t + " " + unit.symbol()));
      }
    }
    return amounts;
  }

  private static boolean joined(List<String> tokens, int at) {
    return at + 2 < tokens.size()
        && (tokens.get(at + 1).equals("and") || tokens.get(at + 1).equals("to"))
        && Tokens.isNumber(tokens.get(at + 2));
  }

  private int limit(List<String> tokens, int at) {
    for (int n = LONGEST_LIMIT; n >= 1; n--) {
      if (at >= n) {
        String before = String.join(" ", tokens.subList(at - n, at));
        if (words.is("above", before)) {
          return 1;
        }
        if (words.is("below", before)) {
          return -1;
        }
      }
    }
    return 0;
  }

  /** The unit that the words ask for where they give no number: "in litres". */
  Optional<Unit> unit(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      String ucum = words.units().get(tokens.get(i));
      if (ucum != null && (i == 0 || !Tokens.isNumber(tokens.get(i - 1)))) {
        return Unit.of(ucum);
      }
    }
    return Optional.empty();
  }
}
