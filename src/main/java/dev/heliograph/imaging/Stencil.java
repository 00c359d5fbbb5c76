package dev.heliograph.imaging;

/**
 * Which voxels along one axis make each output position, and with which weights. Output {@code i}
 * is the sum over w of {@code weight[i·width + w] · in[index[i·width + w]]}.
 *
 * @param width voxels per position: 1, 2 or 4
 * @param index the voxels; those of one position differ by less than {@code width}
 * @param weight their weights, which sum to 1
 */
record Stencil(int width, int[] index, float[] weight) {

  int size() {
    return index.length / width;
  }

  static Stencil of(Taps taps) {
    int n = taps.size();
    Stencil s = new Stencil(2, new int[2 * n], new float[2 * n]);
    for (int i = 0; i < n; i++) {
      s.index[2 * i] = taps.low()[i];
      s.index[2 * i + 1] = taps.high()[i];
      s.weight[2 * i] = 1 - taps.weight()[i];
      s.weight[2 * i + 1] = taps.weight()[i];
    }
    return s;
  }

  /**
   * @param in voxels of the axis
   * @param positions in voxels; those beyond the outermost centres take those centres' value (the
   *     cubic spline: are mirrored at them)
   */
  static Stencil at(Interpolation how, int in, double[] positions) {
    int width = how == Interpolation.NEAREST ? 1 : how == Interpolation.LINEAR ? 2 : 4;
    int out = positions.length;
    Stencil s = new Stencil(width, new int[width * out], new float[width * out]);
    double[] w = new double[4];
    for (int i = 0; i < out; i++) {
      double p = positions[i];
      if (how == Interpolation.NEAREST) {
        s.set(i, 0, (int) Math.min(Math.max(Math.floor(p + 0.5), 0), in - 1.0), 1);
      } else if (how == Interpolation.LINEAR) {
        p = Math.min(Math.max(p, 0), in - 1.0);
        int low = (int) p;
        float t = (float) (p - low);
        s.set(i, 0, low, 1 - t);
        s.set(i, 1, Math.min(low + 1, in - 1), t);
      } else {
        int base = (int) Math.floor(p);
        cubic(p - base, w);
        for (int n = 0; n < 4; n++) {
          s.set(i, n, mirror(base - 1 + n, in), (float) w[n]);
        }
      }
    }
    return s;
  }

  /** Values of the cubic B-spline at −1−t, −t, 1−t and 2−t, for t from 0 to 1. */
  static void cubic(double t, double[] weights) {
    double u = 1 - t;
    weights[0] = u * u * u / 6;
    weights[1] = (4 - 3 * t * t * (2 - t)) / 6;
    weights[2] = (4 - 3 * u * u * (2 - u)) / 6;
    weights[3] = t * t * t / 6;
  }

  /** The voxel that {@code i} is when the axis is mirrored at its outermost centres. */
  static int mirror(int i, int n) {
    if (n == 1) {
      return 0;
    }
    int period = 2 * n - 2;
    int m = Math.floorMod(i, period);
    return m < n ? m : period - m;
  }

  private void set(int i, int w, int at, float value) {
    index[width * i + w] = at;
    weight[width * i + w] = value;
  }
}
