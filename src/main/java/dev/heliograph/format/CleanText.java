package dev.heliograph.format;

/**
 * Text from files, made fit to show: it is data from a stranger, so control characters (also those
 * that reorder text) become spaces and its length is bounded.
 */
public final class CleanText {

  private CleanText() {}

  /** At most {@code max} characters, runs of white space as one space, without surrounding ones. */
  public static String of(String text, int max) {
    StringBuilder out = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < text.length() && out.length() < max; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      if (Character.isWhitespace(c)
          || Character.isSpaceChar(c)
          || type == Character.CONTROL
          || type == Character.FORMAT
          || type == Character.SURROGATE
          || type == Character.PRIVATE_USE
          || type == Character.UNASSIGNED) {
        gap = out.length() > 0;
        continue;
      }
      if (gap) {
        out.append(' ');
        gap = false;
      }
      if (out.length() + Character.charCount(c) <= max) {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }
}
