package dev.heliograph.imaging;

/**
 * One column of the exact Euclidean distance transform: replaces squared distances f(q) by {@code
 * min over v of f(v) + (step · (q − v))²}, by the lower envelope of parabolas (Felzenszwalb and
 * Huttenlocher 2012, Theory of Computing 8:415–428), kept at whole voxels only (Meijster et al.
 * 2000). Breakpoints are computed in double: in float the envelope picks wrong neighbours, 1.4e-5
 * of the distance off.
 *
 * <p>Zeros are the background. A stretch between two zeros never looks past them, so each stretch
 * is a problem of its own and background costs nothing.
 */
final class Envelope {

  private final double step2;

  /**
   * 1 / (2 · step² · d) for a distance of d voxels: a multiplication is cheaper than a division.
   */
  private final double[] reciprocal;

  // The parabolas of the envelope from left to right: where they stand, how high, height + (step ·
  // site)², and the first voxel at which they are the lowest.
  private final int[] site;
  private final double[] height;
  private final double[] raised;
  private final int[] begin;

  /**
   * @param length longest column
   * @param stepMm distance of neighbours in the column
   */
  Envelope(int length, double stepMm) {
    this.step2 = stepMm * stepMm;
    int n = length + 2;
    this.reciprocal = new double[n + 1];
    for (int d = 1; d <= n; d++) {
      reciprocal[d] = 1 / (2 * step2 * d);
    }
    this.site = new int[n];
    this.height = new double[n];
    this.raised = new double[n];
    this.begin = new int[n];
  }

  /**
   * @param f squared distances, positive infinity where none is known, 0 in the background
   * @param from index of the column's first value
   * @param n its length
   * @param openBefore whether there is background just before the column
   * @param openAfter whether there is background just after
   */
  void apply(float[] f, int from, int n, boolean openBefore, boolean openAfter) {
    int q = 0;
    while (q < n) {
      if (f[from + q] == 0) {
        q++;
        continue;
      }
      int first = q;
      while (q < n && f[from + q] != 0) {
        q++;
      }
      stretch(f, from, first, q, first > 0 || openBefore, q < n || openAfter);
    }
  }

  private void stretch(
      float[] f, int from, int first, int end, boolean zeroBefore, boolean zeroAfter) {
    int k = zeroBefore ? add(-1, first - 1, 0, first, end) : -1;
    for (int q = first; q < end; q++) {
      float value = f[from + q];
      if (value < Float.POSITIVE_INFINITY) {
        k = add(k, q, value, first, end);
      }
    }
    if (zeroAfter) {
      k = add(k, end, 0, first, end);
    }
    if (k < 0) {
      return;
    }
    // From the right, without a branch that depends on where the pieces end.
    for (int q = end - 1; q >= first; q--) {
      double d = q - site[k];
      f[from + q] = (float) (height[k] + step2 * d * d);
      k -= begin[k] == q ? 1 : 0;
    }
  }

  /**
   * Adds the parabola at {@code v} to the right of those so far.
   *
   * @param top index of the last parabola
   * @return index of the last parabola now
   */
  private int add(int top, int v, double h, int first, int end) {
    double r = h + step2 * v * v;
    int k = top;
    int start = first;
    while (k >= 0) {
      // Where both are equally high; from the next voxel on the new one is lower.
      double s = (r - raised[k]) * reciprocal[v - site[k]];
      start = s < first ? first : s >= end ? end : (int) s + 1;
      if (start > begin[k]) {
        break;
      }
      k--;
    }
    if (k >= 0 && start >= end) {
      return k;
    }
    k++;
    site[k] = v;
    height[k] = h;
    raised[k] = r;
    begin[k] = k == 0 ? first : start;
    return k;
  }
}
