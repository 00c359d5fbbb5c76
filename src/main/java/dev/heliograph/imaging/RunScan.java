package dev.heliograph.imaging;

import java.util.Arrays;

/**
 * Finds runs of equal labels at the speed of memory: the JDK compares stretches of an array with
 * vector instructions ({@link Arrays#mismatch}), with zeros to skip background and with the array
 * itself, shifted by one, to find where a run ends.
 */
final class RunScan {

  /** Takes the voxels {@code from} to {@code to} − 1 (linear indices, one row) of one label. */
  interface Sink {
    void run(int from, int to, short label);
  }

  private static final short[] ZEROS = new short[4096];

  /** Below this a plain loop is faster than a call. */
  private static final int NEAR = 8;

  private RunScan() {}

  /**
   * Hands over the maximal runs of non-zero labels along x in memory order.
   *
   * @param from linear index of the first voxel to look at, the start of a row
   * @param to linear index after the last, the end of a row
   * @param nx voxels in a row
   */
  static void scan(short[] labels, int from, int to, int nx, Sink sink) {
    int rowEnd = from;
    int p = skipZeros(labels, from, to);
    while (p < to) {
      if (p >= rowEnd) {
        rowEnd += (int) Math.min((long) ((p - rowEnd) / nx + 1) * nx, to - rowEnd);
      }
      int q = runEnd(labels, p, rowEnd);
      sink.run(p, q, labels[p]);
      p = q < to && labels[q] != 0 ? q : skipZeros(labels, q, to);
    }
  }

  /** Index of the first voxel at or after {@code p} that is not background, or {@code end}. */
  static int skipZeros(short[] labels, int p, int end) {
    int near = end - p > NEAR ? p + NEAR : end;
    while (p < near) {
      if (labels[p] != 0) {
        return p;
      }
      p++;
    }
    while (p < end) {
      int n = Math.min(ZEROS.length, end - p);
      int m = Arrays.mismatch(labels, p, p + n, ZEROS, 0, n);
      if (m >= 0) {
        return p + m;
      }
      p += n;
    }
    return end;
  }

  /** Index of the first voxel after {@code p} with another label, at most {@code end}. */
  static int runEnd(short[] labels, int p, int end) {
    short label = labels[p];
    int near = end - p > NEAR ? p + NEAR : end;
    int q = p + 1;
    while (q < near) {
      if (labels[q] != label) {
        return q;
      }
      q++;
    }
    if (q == end) {
      return end;
    }
    int m = Arrays.mismatch(labels, q - 1, end - 1, labels, q, end);
    return m < 0 ? end : q + m;
  }
}
