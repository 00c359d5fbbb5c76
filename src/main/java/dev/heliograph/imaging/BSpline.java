package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Turns voxels into the coefficients of the cubic B-spline that runs through them, mirrored at the
 * outermost centres: a recursive filter along each axis (Unser, Aldroubi and Eden 1993, IEEE Trans
 * Signal Process 41:834–848, box 2).
 */
final class BSpline {

  /** The filter's pole, √3 − 2. */
  private static final double POLE = Math.sqrt(3) - 2;

  private static final double END = POLE / (POLE * POLE - 1);

  /** (1 − pole)(1 − 1/pole). */
  private static final float GAIN = 6;

  /** From here on powers of the pole are below 1e-16. */
  private static final int HORIZON = 28;

  private final float[] c;
  private final int nx;
  private final int ny;
  private final int nz;
  private final double[] startX;
  private final double[] startY;
  private final double[] startZ;

  private BSpline(float[] c, int nx, int ny, int nz) {
    this.c = c;
    this.nx = nx;
    this.ny = ny;
    this.nz = nz;
    this.startX = startWeights(nx);
    this.startY = startWeights(ny);
    this.startZ = startWeights(nz);
  }

  /** The coefficients of a volume's spline, in an array of their own. */
  static float[] coefficients(Volume volume, Parallel parallel, Checkpoint checkpoint) {
    Geometry g = volume.geometry();
    float[] c = volume.values().clone();
    BSpline spline = new BSpline(c, g.nx(), g.ny(), g.nz());
    parallel.eachWith(g.nz(), checkpoint, () -> spline.slices());
    parallel.eachWith(g.ny(), checkpoint, () -> spline.columns());
    return c;
  }

  /** Filters one slice along x and y. */
  private IntConsumer slices() {
    float[] first = new float[nx];
    return k -> {
      int slice = nx * ny * k;
      if (nx > 1) {
        for (int j = 0; j < ny; j++) {
          line(slice + nx * j);
        }
      }
      rows(slice, nx, startY, ny, first);
    };
  }

  /** Filters one row of all slices along z; after all slices. */
  private IntConsumer columns() {
    float[] first = new float[nx];
    return j -> rows(nx * j, nx * ny, startZ, nz, first);
  }

  private void line(int start) {
    double[] weight = startX;
    double before = 0;
    for (int i = 0; i < weight.length; i++) {
      before += weight[i] * c[start + i];
    }
    before *= GAIN;
    c[start] = (float) before;
    for (int i = 1; i < nx; i++) {
      before = GAIN * c[start + i] + POLE * before;
      c[start + i] = (float) before;
    }
    double after = END * (before + POLE * c[start + nx - 2]);
    c[start + nx - 1] = (float) after;
    for (int i = nx - 2; i >= 0; i--) {
      after = POLE * (after - c[start + i]);
      c[start + i] = (float) after;
    }
  }

  /** The same for all voxels of {@code n} rows at once, which lie {@code stride} apart. */
  private void rows(int start, int stride, double[] weight, int n, float[] first) {
    if (n == 1) {
      return;
    }
    Arrays.fill(first, 0);
    for (int r = 0; r < weight.length; r++) {
      add(first, c, start + r * stride, (float) weight[r]);
    }
    for (int i = 0; i < nx; i++) {
      c[start + i] = GAIN * first[i];
    }
    for (int r = 1; r < n; r++) {
      causal(c, start + r * stride, start + (r - 1) * stride, nx);
    }
    int last = start + (n - 1) * stride;
    end(c, last, last - stride, nx);
    for (int r = n - 2; r >= 0; r--) {
      anticausal(c, start + r * stride, start + (r + 1) * stride, nx);
    }
  }

  private static void add(float[] sum, float[] c, int at, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * c[at + i];
    }
  }

  private static void causal(float[] c, int at, int before, int n) {
    float pole = (float) POLE;
    for (int i = 0; i < n; i++) {
      c[at + i] = GAIN * c[at + i] + pole * c[before + i];
    }
  }

  private static void end(float[] c, int at, int before, int n) {
    float pole = (float) POLE;
    for (int i = 0; i < n; i++) {
      c[at + i] = (float) END * (c[at + i] + pole * c[before + i]);
    }
  }

  private static void anticausal(float[] c, int at, int after, int n) {
    float pole = (float) POLE;
    for (int i = 0; i < n; i++) {
      c[at + i] = pole * (c[after + i] - c[at + i]);
    }
  }

  /** What the filter's memory holds at the first voxel of a mirrored line of {@code n}. */
  private static double[] startWeights(int n) {
    double[] w = new double[Math.min(n, HORIZON)];
    double all = n > HORIZON ? 1 : 1 - Math.pow(POLE, 2 * n - 2);
    for (int i = 0; i < w.length; i++) {
      boolean once = i == 0 || i == n - 1 || n > HORIZON;
      w[i] = (Math.pow(POLE, i) + (once ? 0 : Math.pow(POLE, 2 * n - 2 - i))) / all;
    }
    return w;
  }
}
