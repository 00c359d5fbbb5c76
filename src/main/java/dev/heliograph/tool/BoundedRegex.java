package dev.heliograph.tool;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of a foreign schema, matched with a limited number of character reads: a pattern that
 * backtracks without end (such as {@code (a+)+$}) ends as a mismatch instead of holding the thread.
 */
final class BoundedRegex implements RegularExpression {

  static final int MAX_PATTERN = 500;
  private static final int MAX_READS = 500_000;

  private final Pattern pattern;

  BoundedRegex(String regex) {
    if (regex.length() > MAX_PATTERN) {
      throw new IllegalArgumentException("a pattern has at most " + MAX_PATTERN + " characters");
    }
    this.pattern = Pattern.compile(regex);
  }

  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new Metered(value, new int[1], 0, value.length())).find();
    } catch (TooManyReads e) {
      return false;
    }
  }

  private static final class TooManyReads extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyReads() {
      super("pattern needs too many steps", null, false, false);
    }
  }

  private record Metered(String text, int[] reads, int from, int to) implements CharSequence {

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      if (++reads[0] > MAX_READS) {
        throw new TooManyReads();
      }
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Metered(text, reads, from + start, from + end);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
