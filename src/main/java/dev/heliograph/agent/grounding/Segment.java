package dev.heliograph.agent.grounding;

import dev.heliograph.tool.MeasuredQuantity;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a grounded text.
 *
 * @param text as shown
 * @param quantity the quantity it shows, or null for plain text
 */
public record Segment(String text, @Nullable MeasuredQuantity quantity) {

  static Segment plain(String text) {
    return new Segment(text, null);
  }
}
