package dev.heliograph.imaging;

import java.util.Arrays;

/**
 * Interpolation at a lattice of positions whose axes run along the input's: along x, then y, then
 * z, each in float32. Rows and slices are kept as long as the next position needs them, so memory
 * beside the result is a few slices.
 */
final class Separable {

  /** Output slices that one thread makes in a row, since neighbours need the same input slices. */
  private static final int BLOCK = 16;

  private final float[] in;
  private final int nx;
  private final int ny;
  private final Stencil x;
  private final Stencil y;
  private final Stencil z;
  private final float[] out;
  private final int start;
  private final int rowStride;
  private final int sliceStride;

  /**
   * @param in x fastest, rows of {@code nx}, slices of {@code nx · ny}
   * @param out where the results go: position (i, j, k) to {@code start + i + j · rowStride + k ·
   *     sliceStride}
   */
  Separable(
      float[] in,
      int nx,
      int ny,
      Stencil x,
      Stencil y,
      Stencil z,
      float[] out,
      int start,
      int rowStride,
      int sliceStride) {
    this.in = in;
    this.nx = nx;
    this.ny = ny;
    this.x = x;
    this.y = y;
    this.z = z;
    this.out = out;
    this.start = start;
    this.rowStride = rowStride;
    this.sliceStride = sliceStride;
  }

  /** Makes all output slices. */
  void run(Parallel parallel, Checkpoint checkpoint) {
    int blocks = (z.size() + BLOCK - 1) / BLOCK;
    parallel.eachWith(
        blocks,
        checkpoint,
        () -> {
          Held held = new Held();
          return block -> slices(block * BLOCK, Math.min((block + 1) * BLOCK, z.size()), held);
        });
  }

  private void slices(int from, int to, Held held) {
    int width = z.width();
    for (int k = from; k < to; k++) {
      for (int w = 0; w < width; w++) {
        int p = k * width + w;
        int slot = z.index()[p] % width;
        if (held.which[slot] != z.index()[p] && needed(z, p, w)) {
          held.which[slot] = z.index()[p];
          slice(z.index()[p], held.rows, held.slices[slot]);
        }
      }
      for (int j = 0; j < y.size(); j++) {
        int o = start + j * rowStride + k * sliceStride;
        mix(z, k, held.slices, j * x.size(), out, o, x.size());
      }
    }
  }

  /** The input slices that a thread has at hand, resampled along x and y. */
  private final class Held {
    final float[][] slices = new float[z.width()][x.size() * y.size()];
    final int[] which = new int[z.width()];
    final Rows rows = new Rows();

    Held() {
      Arrays.fill(which, -1);
    }
  }

  /** The rows of one input slice, resampled along x, of which {@code y} needs few at a time. */
  private final class Rows {
    final float[][] held = new float[y.width()][x.size()];
    final int[] which = new int[y.width()];
  }

  private void slice(int k, Rows rows, float[] to) {
    int width = y.width();
    Arrays.fill(rows.which, -1);
    for (int j = 0; j < y.size(); j++) {
      for (int w = 0; w < width; w++) {
        int p = j * width + w;
        int slot = y.index()[p] % width;
        if (rows.which[slot] != y.index()[p] && needed(y, p, w)) {
          rows.which[slot] = y.index()[p];
          row(nx * (rows.which[slot] + ny * k), rows.held[slot]);
        }
      }
      mix(y, j, rows.held, 0, to, j * x.size(), x.size());
    }
  }

  private void row(int base, float[] to) {
    int n = x.size();
    int[] at = x.index();
    float[] weight = x.weight();
    switch (x.width()) {
      case 1 -> {
        for (int i = 0; i < n; i++) {
          to[i] = in[base + at[i]];
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          int p = 2 * i;
          to[i] = in[base + at[p]] * weight[p] + in[base + at[p + 1]] * weight[p + 1];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          int p = 4 * i;
          to[i] =
              (in[base + at[p]] * weight[p] + in[base + at[p + 1]] * weight[p + 1])
                  + (in[base + at[p + 2]] * weight[p + 2] + in[base + at[p + 3]] * weight[p + 3]);
        }
      }
    }
  }

  /** Of two voxels the second isn't looked at where it has no weight; see {@link #mix}. */
  private static boolean needed(Stencil s, int p, int w) {
    return s.width() != 2 || w == 0 || s.weight()[p] != 0;
  }

  /**
   * {@code to = Σ weight · held}. Of two, the second is left out where it has no weight, so that
   * NaN beside a position does not spoil it.
   */
  private static void mix(
      Stencil s, int at, float[][] held, int from, float[] to, int start, int n) {
    int width = s.width();
    int p = at * width;
    float[] a = held[s.index()[p] % width];
    if (width == 4) {
      float[] b = held[s.index()[p + 1] % 4];
      float[] c = held[s.index()[p + 2] % 4];
      float[] d = held[s.index()[p + 3] % 4];
      cubic(s.weight(), p, a, b, c, d, from, to, start, n);
    } else if (width == 1 || s.weight()[p + 1] == 0) {
      System.arraycopy(a, from, to, start, n);
    } else {
      float[] b = held[s.index()[p + 1] % 2];
      linear(s.weight()[p], a, s.weight()[p + 1], b, from, to, start, n);
    }
  }

  private static void linear(
      float u, float[] a, float v, float[] b, int from, float[] to, int start, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i] = a[from + i] * u + b[from + i] * v;
    }
  }

  private static void cubic(
      float[] weight,
      int p,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      int from,
      float[] to,
      int start,
      int n) {
    float wa = weight[p];
    float wb = weight[p + 1];
    float wc = weight[p + 2];
    float wd = weight[p + 3];
    for (int i = 0; i < n; i++) {
      to[start + i] = (a[from + i] * wa + b[from + i] * wb) + (c[from + i] * wc + d[from + i] * wd);
    }
  }
}
