package dev.heliograph.volume;

import java.util.Locale;

/**
 * A measured number: what kind it is, its value and its unit.
 *
 * @param kind what was measured, lower_snake_case: "volume", "long_axis", "mean", "count"
 * @param value the value in {@code unit}, finite
 * @param unit the unit
 */
public record Quantity(String kind, double value, Unit unit) {

  public Quantity {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a quantity must be finite, " + kind + " is " + value);
    }
  }

  /**
   * The same quantity in another unit of the same dimension.
   *
   * @throws IllegalArgumentException if the units measure different things
   */
  public Quantity in(Unit other) {
    return new Quantity(kind, unit.convert(value, other), other);
  }

  /**
   * The value as people read it, in three or four significant digits (integers from 1000 on),
   * without the unit.
   */
  public String displayValue() {
    double a = Math.abs(value);
    if (unit == Unit.COUNT || a >= 1000 || (a == Math.rint(a) && a < 1e6 && a >= 1)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int decimals = a >= 100 ? 0 : a >= 10 ? 1 : a >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Value and unit as people read them: "1432 mL", "52.3 HU", "12". */
  public String display() {
    return unit.symbol().isEmpty()
        ? displayValue()
        : displayValue() + (unit == Unit.PERCENT || unit == Unit.DEGREE ? "" : " ") + unit.symbol();
  }
}
