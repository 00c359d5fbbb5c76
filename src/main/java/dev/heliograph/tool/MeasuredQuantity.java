package dev.heliograph.tool;

import dev.heliograph.volume.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A quantity that a tool returned. The agent gives it its id ({@code q1}, {@code q2}, …), unique in
 * the conversation.
 *
 * @param id {@code q<n>}, or null until the agent has numbered it
 * @param output the output of the tool it is: "volume"
 * @param structure vocabulary name of what was measured, or null
 * @param quantity kind, value, unit
 * @param bound whether the value is exact or a bound
 * @param evidence where it comes from
 */
public record MeasuredQuantity(
    @Nullable String id,
    String output,
    @Nullable String structure,
    Quantity quantity,
    Bound bound,
    Evidence evidence) {

  /** How the true value relates to this one. */
  public enum Bound {
    EXACT,
    /** The true value is at least this: the structure is cut by the edge of the scan. */
    LOWER,
    UPPER,
    /** Not measured: a value from the literature, such as the end of a reference range. */
    REFERENCE
  }

  public MeasuredQuantity withId(String newId) {
    return new MeasuredQuantity(newId, output, structure, quantity, bound, evidence);
  }
}
