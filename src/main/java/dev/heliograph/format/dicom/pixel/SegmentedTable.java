package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.Tags;
import java.util.Arrays;

/** Palettes in segments (PS3.3 C.7.9.2): runs, ramps, and repetitions of earlier segments. */
final class SegmentedTable {

  private static final int TAG = Tags.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA;

  private final int[] in;
  private final boolean bytes;
  private final int[] out;
  private int size;

  private SegmentedTable(int[] in, int n, boolean bytes) {
    this.in = in;
    this.bytes = bytes;
    this.out = new int[n];
  }

  static int[] expand(int[] words, int n, boolean bytes) throws FormatException {
    SegmentedTable table = new SegmentedTable(words, n, bytes);
    int at = 0;
    while (at + 1 < words.length && table.size < n) {
      at = table.segment(at, true);
    }
    return Arrays.copyOf(table.out, table.size);
  }

  /** Expands the segment at {@code at} and returns where the next one starts. */
  private int segment(int at, boolean top) throws FormatException {
    int length = word(at + 1);
    switch (word(at)) {
      case 0 -> {
        for (int i = 0; i < length; i++) {
          add(word(at + 2 + i));
        }
        return at + 2 + length;
      }
      case 1 -> {
        int end = word(at + 2);
        if (size == 0) {
          throw LookupTable.damaged(TAG, "it starts with a ramp");
        }
        int start = out[size - 1];
        for (int i = 1; i <= length; i++) {
          add((int) Math.rint(start + (double) (end - start) * i / length));
        }
        return at + 3;
      }
      case 2 -> {
        if (!top) {
          throw LookupTable.damaged(TAG, "a repetition holds a repetition");
        }
        if (bytes) {
          throw LookupTable.damaged(TAG, "repetitions in tables of 8 bits are not read");
        }
        int from = word(at + 2) | word(at + 3) << 16;
        for (int i = 0; i < length; i++) {
          from = segment(from, false);
        }
        return at + 4;
      }
      default -> throw LookupTable.damaged(TAG, "segment type " + word(at));
    }
  }

  private int word(int at) throws FormatException {
    if (at < 0 || at >= in.length) {
      throw LookupTable.damaged(TAG, "a segment ends early");
    }
    return in[at];
  }

  private void add(int value) {
    if (size < out.length) {
      out[size++] = value;
    }
  }
}
