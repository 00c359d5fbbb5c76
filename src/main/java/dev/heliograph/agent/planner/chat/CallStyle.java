package dev.heliograph.agent.planner.chat;

import java.util.Arrays;
import java.util.Locale;

/** How a model states its calls; local and hosted models differ. */
public enum CallStyle {
  /** The provider's own {@code tool_calls}. */
  NATIVE,
  /** One JSON object as the whole reply, asked for by response format. */
  JSON,
  /** JSON in a fenced block of the text; what small local models write. */
  FENCED;

  /**
   * @throws IllegalArgumentException if there is no such style
   */
  public static CallStyle of(String text) {
    try {
      return valueOf(text.trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model style '"
              + text
              + "' is none of "
              + Arrays.toString(values()).toLowerCase(Locale.ROOT),
          e);
    }
  }
}
