package dev.heliograph.imaging;

import java.util.Arrays;
import java.util.Optional;

/**
 * Counts how often each value occurs. Whole numbers of 16 bits, which CT and most MR are, are
 * counted in a table; others are sorted. Not for use by several threads.
 */
final class ValueCounts {

  private static final int OFFSET = 1 << 15;

  /** Runs that are read ahead. */
  private static final int AHEAD = 16;

  /** Floats in a cache line. */
  private static final int LINE = 16;

  private static final int[] ZEROS = new int[4096];

  private final float[] volume;
  private final int[] table = new int[1 << 16];

  /** Keeps reading ahead from being optimized away. */
  @SuppressWarnings("unused")
  private float touched;

  ValueCounts(float[] volume) {
    this.volume = volume;
  }

  /**
   * Statistics of the voxels of some runs, or empty if none has a finite value.
   *
   * @param from indices of the runs' first voxels
   * @param to indices after their last
   */
  Optional<Statistics> of(int[] from, int[] to) {
    Arrays.fill(table, 0);
    for (int r = 0; r < from.length; r++) {
      if (r % AHEAD == 0) {
        touch(from, to, r, Math.min(r + AHEAD, from.length));
      }
      if (!count(from[r], to[r])) {
        return sorted(from, to);
      }
    }
    int distinct = 0;
    for (int i = next(0); i < table.length; i = next(i + 1)) {
      distinct++;
    }
    float[] values = new float[distinct];
    int[] upTo = new int[distinct];
    int at = 0;
    int sum = 0;
    for (int i = next(0); i < table.length; i = next(i + 1)) {
      sum += table[i];
      values[at] = i - OFFSET;
      upTo[at++] = sum;
    }
    return distinct == 0 ? Optional.empty() : Optional.of(new Statistics(values, upTo, 0));
  }

  /** The first value's place at or after {@code i} that is counted, or the table's length. */
  private int next(int i) {
    int p = i;
    while (p < table.length && table[p] == 0) {
      int n = Math.min(ZEROS.length, table.length - p);
      int m = Arrays.mismatch(table, p, p + n, ZEROS, 0, n);
      if (m >= 0) {
        return p + m;
      }
      p += n;
    }
    return p;
  }

  /**
   * Reads a value of each cache line of some runs. The runs lie far apart, and the processor waits
   * for many lines at once here, where nothing depends on them, but for one after the other when
   * they are counted.
   */
  private void touch(int[] from, int[] to, int first, int end) {
    float sum = 0;
    for (int r = first; r < end; r++) {
      for (int p = from[r]; p < to[r]; p += LINE) {
        sum += volume[p];
      }
    }
    touched = sum;
  }

  /** False if a value does not fit the table. */
  private boolean count(int first, int end) {
    int odd = 0;
    for (int p = first; p < end; p++) {
      float value = volume[p];
      int whole = (int) value;
      int slot = whole + OFFSET;
      // Not a number becomes 0, infinity the largest int: neither equals its whole part then.
      odd |= (whole == value ? 0 : 1) | (slot & ~0xffff);
      table[slot & 0xffff]++;
    }
    return odd == 0;
  }

  private Optional<Statistics> sorted(int[] from, int[] to) {
    long voxels = 0;
    for (int r = 0; r < from.length; r++) {
      voxels += to[r] - from[r];
    }
    float[] found = new float[Math.toIntExact(voxels)];
    int n = 0;
    for (int r = 0; r < from.length; r++) {
      for (int p = from[r]; p < to[r]; p++) {
        if (Float.isFinite(volume[p])) {
          // Adding zero makes −0 into 0, or sorting would take them for two values.
          found[n++] = volume[p] + 0.0f;
        }
      }
    }
    if (n == 0) {
      return Optional.empty();
    }
    Arrays.parallelSort(found, 0, n);
    int[] upTo = new int[n];
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || found[i] != found[distinct - 1]) {
        found[distinct++] = found[i];
      }
      upTo[distinct - 1] = i + 1;
    }
    return Optional.of(
        new Statistics(Arrays.copyOf(found, distinct), Arrays.copyOf(upTo, distinct), voxels - n));
  }
}
