package dev.heliograph.imaging;

import java.util.Arrays;

/**
 * The corners of the convex hull of a structure's outline in one slice. They are at half voxels, so
 * their coordinates are kept doubled and the hull is exact in whole numbers; it stays the hull
 * whatever the affine makes of the slice. Corners follow each other around the hull.
 *
 * @param count how many corners; 0 for a slice without the structure
 * @param along twice the index along the rows
 * @param row twice the index of the row
 */
record PlaneHull(int count, int[] along, int[] row) {

  /**
   * @param slice from 0, as {@link RowEnds} counts them
   */
  static PlaneHull of(RowEnds ends, int slice, Outline outline) {
    // Level h lies at row firstRow + (h − 1) / 2, so the levels between rows and beyond exist too.
    int levels = 2 * ends.rows() + 1;
    int[] low = new int[levels];
    int[] high = new int[levels];
    Arrays.fill(low, Integer.MAX_VALUE);
    Arrays.fill(high, Integer.MIN_VALUE);
    for (int r = 0; r < ends.rows(); r++) {
      int a = ends.first(slice, r);
      if (a == RowEnds.NONE) {
        continue;
      }
      int b = ends.last(slice, r);
      int half = outline == Outline.HALF_WAY ? 1 : 0;
      widen(low, high, 2 * r + 1, 2 * a - half, 2 * b + half);
      if (half == 1) {
        widen(low, high, 2 * r, 2 * a, 2 * b);
        widen(low, high, 2 * r + 2, 2 * a, 2 * b);
      }
    }
    return around(low, high, 2 * ends.firstRow() - 1);
  }

  private static void widen(int[] low, int[] high, int level, int from, int to) {
    low[level] = Math.min(low[level], from);
    high[level] = Math.max(high[level], to);
  }

  /** Up one side, down the other (Andrew's monotone chain on points already sorted by level). */
  private static PlaneHull around(int[] low, int[] high, int levelZero) {
    int[] a = new int[2 * low.length];
    int[] r = new int[2 * low.length];
    int n = 0;
    for (int h = 0; h < low.length; h++) {
      if (low[h] != Integer.MAX_VALUE) {
        n = push(a, r, n, 0, low[h], levelZero + h);
      }
    }
    int turn = n;
    for (int h = low.length - 1; h >= 0; h--) {
      if (low[h] != Integer.MAX_VALUE) {
        n = push(a, r, n, turn - 1, high[h], levelZero + h);
      }
    }
    return new PlaneHull(n, a, r).withoutTwins();
  }

  /** Where a level is one point, the way up and the way down both have it. */
  private PlaneHull withoutTwins() {
    int n = 0;
    for (int c = 0; c < count; c++) {
      if (n == 0 || along[c] != along[n - 1] || row[c] != row[n - 1]) {
        along[n] = along[c];
        row[n++] = row[c];
      }
    }
    if (n > 1 && along[n - 1] == along[0] && row[n - 1] == row[0]) {
      n--;
    }
    return new PlaneHull(n, along, row);
  }

  /** Adds a corner and removes those before it, down to {@code keep}, that no longer are. */
  private static int push(int[] a, int[] r, int n, int keep, int x, int y) {
    int count = n;
    while (count - 2 >= keep && !turns(a, r, count, x, y)) {
      count--;
    }
    a[count] = x;
    r[count] = y;
    return count + 1;
  }

  private static boolean turns(int[] a, int[] r, int n, int x, int y) {
    long ux = a[n - 1] - (long) a[n - 2];
    long uy = r[n - 1] - (long) r[n - 2];
    long vx = x - (long) a[n - 2];
    long vy = y - (long) r[n - 2];
    return ux * vy - uy * vx < 0;
  }
}
