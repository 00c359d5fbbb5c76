package dev.heliograph.tool.builtin;

import dev.heliograph.volume.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be calculated of measured values. Closed: nothing here reads an expression. Two-valued
 * operations are of the first value to the second.
 */
enum Operation {
  SUM("+"),
  MEAN("and", "the mean of "),
  DIFFERENCE("−"),
  PERCENT_DIFFERENCE("against", "100 × (a − b) / b, "),
  RATIO("/"),
  PERCENTAGE("/", "100 × "),
  CONVERT("");

  /** Which way a value that is only a bound moves the result. */
  enum Sense {
    /** With it: a lower bound stays a lower bound. */
    WITH,
    /** Against it: what is subtracted or divided by. */
    AGAINST
  }

  private final String sign;
  private final String lead;

  Operation(String sign) {
    this(sign, "");
  }

  Operation(String sign, String lead) {
    this.sign = sign;
    this.lead = lead;
  }

  /** The unit that the result has by itself, or null where it has that of its inputs. */
  @Nullable Unit ownUnit() {
    return switch (this) {
      case RATIO -> Unit.RATIO;
      case PERCENTAGE, PERCENT_DIFFERENCE -> Unit.PERCENT;
      default -> null;
    };
  }

  /** Whether the second value is divided by. */
  boolean divides() {
    return ownUnit() != null;
  }

  Sense sense(int position) {
    boolean second = position == 1 && (this == DIFFERENCE || divides());
    return second ? Sense.AGAINST : Sense.WITH;
  }

  /**
   * @param values in one unit, which is the unit of the result unless it has its own
   */
  double of(List<Double> values) {
    double a = values.get(0);
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    return switch (this) {
      case SUM -> sum;
      case MEAN -> sum / values.size();
      case DIFFERENCE -> a - values.get(1);
      case PERCENT_DIFFERENCE -> 100 * (a - values.get(1)) / values.get(1);
      case RATIO -> a / values.get(1);
      case PERCENTAGE -> 100 * a / values.get(1);
      case CONVERT -> a;
    };
  }

  /** How it is calculated, in the names of what goes in. */
  String method(List<String> inputs) {
    return this == CONVERT
        ? inputs.get(0) + " in another unit"
        : lead + String.join(" " + sign + " ", inputs);
  }
}
