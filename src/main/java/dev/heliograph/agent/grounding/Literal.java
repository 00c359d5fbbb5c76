package dev.heliograph.agent.grounding;

import dev.heliograph.volume.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that stands in a text as such.
 *
 * @param start where it begins in the normalized text
 * @param end where the number ends
 * @param unitEnd where its unit ends; {@code end} if it has none
 * @param values what it can mean ("1,432" is 1432 or 1.432); empty if it is a number that cannot be
 *     any quantity (a fraction, an ordinal, "twice")
 * @param decimals digits behind the decimal mark
 * @param significant significant digits, trailing zeros of an integer not counted
 * @param unit its unit, or null
 */
record Literal(
    int start,
    int end,
    int unitEnd,
    List<Double> values,
    int decimals,
    int significant,
    @Nullable Unit unit) {

  Literal {
    values = List.copyOf(values);
  }

  Literal withUnit(Unit newUnit, int newEnd) {
    return new Literal(start, end, newEnd, values, decimals, significant, newUnit);
  }
}
