package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;

/** Other grids for the same patient space. World positions are kept; only the sampling changes. */
public final class Resample {

  private Resample() {}

  /**
   * Trilinear resampling to another spacing along the same voxel axes.
   *
   * <p>The first voxel's centre stays where it is. The size along an axis becomes {@code max(1,
   * round(n · spacing / target))} (half to even), output voxel {@code i} samples the input at
   * {@code i · target / spacing}, positions beyond the last centre take the last value. This is
   * what the training code does, so networks see at inference what they saw in training.
   *
   * @param spacingMm wanted spacing along x, y and z, millimetres, positive
   */
  public static Volume resampleToSpacing(Volume volume, double[] spacingMm, Checkpoint checkpoint) {
    Geometry from = volume.geometry();
    Geometry to = spaced(from, spacingMm);
    double[] s = from.spacingMm();
    Taps x = Taps.of(from.nx(), to.nx(), spacingMm[0] / s[0]);
    Taps y = Taps.of(from.ny(), to.ny(), spacingMm[1] / s[1]);
    Taps z = Taps.of(from.nz(), to.nz(), spacingMm[2] / s[2]);
    float[] in = volume.values();
    float[] out = new float[to.voxels()];
    int rowStride = from.nx();
    int sliceStride = from.nx() * from.ny();
    int o = 0;
    for (int k = 0; k < to.nz(); k++) {
      checkpoint.check();
      int z0 = z.low[k] * sliceStride;
      int z1 = z.high[k] * sliceStride;
      double wz = z.weight[k];
      for (int j = 0; j < to.ny(); j++) {
        int y0 = y.low[j] * rowStride;
        int y1 = y.high[j] * rowStride;
        double wy = y.weight[j];
        for (int i = 0; i < to.nx(); i++) {
          int x0 = x.low[i];
          int x1 = x.high[i];
          double wx = x.weight[i];
          double a =
              mix(
                  mix(in[z0 + y0 + x0], in[z0 + y0 + x1], wx),
                  mix(in[z0 + y1 + x0], in[z0 + y1 + x1], wx),
                  wy);
          double b =
              mix(
                  mix(in[z1 + y0 + x0], in[z1 + y0 + x1], wx),
                  mix(in[z1 + y1 + x0], in[z1 + y1 + x1], wx),
                  wy);
          out[o++] = (float) mix(a, b, wz);
        }
      }
    }
    return new Volume(to, out, volume.unit());
  }

  /**
   * Labels on another grid, which may be oblique to the first: each voxel of {@code grid} takes the
   * label of the nearest voxel of {@code labels} (half-way positions go to the higher index), 0
   * where its centre lies more than half a voxel outside.
   */
  public static LabelMap nearestToGrid(LabelMap labels, Geometry grid, Checkpoint checkpoint) {
    Geometry from = labels.geometry();
    short[] in = labels.labels();
    short[] out = new short[grid.voxels()];
    double[] origin = voxelOf(grid, from, 0, 0, 0);
    double[] di = minus(voxelOf(grid, from, 1, 0, 0), origin);
    double[] dj = minus(voxelOf(grid, from, 0, 1, 0), origin);
    double[] dk = minus(voxelOf(grid, from, 0, 0, 1), origin);
    int o = 0;
    for (int k = 0; k < grid.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < grid.ny(); j++) {
        double x = origin[0] + j * dj[0] + k * dk[0] + 0.5;
        double y = origin[1] + j * dj[1] + k * dk[1] + 0.5;
        double z = origin[2] + j * dj[2] + k * dk[2] + 0.5;
        for (int i = 0; i < grid.nx(); i++, o++) {
          double fx = Math.floor(x + i * di[0]);
          double fy = Math.floor(y + i * di[1]);
          double fz = Math.floor(z + i * di[2]);
          if (fx >= 0 && fy >= 0 && fz >= 0 && fx < from.nx() && fy < from.ny() && fz < from.nz()) {
            out[o] = in[from.index((int) fx, (int) fy, (int) fz)];
          }
        }
      }
    }
    return new LabelMap(grid, out, labels.structures());
  }

  /** The grid that {@link #resampleToSpacing} makes. */
  public static Geometry spaced(Geometry from, double[] spacingMm) {
    double[] s = from.spacingMm();
    double[] a = from.affine();
    int[] n = {from.nx(), from.ny(), from.nz()};
    for (int c = 0; c < 3; c++) {
      if (!(spacingMm[c] > 0) || !Double.isFinite(spacingMm[c])) {
        throw new IllegalArgumentException("a spacing must be positive, not " + spacingMm[c]);
      }
      n[c] = (int) Math.max(1, Math.rint(n[c] * s[c] / spacingMm[c]));
      for (int r = 0; r < 3; r++) {
        a[4 * r + c] *= spacingMm[c] / s[c];
      }
    }
    return new Geometry(n[0], n[1], n[2], a);
  }

  private static double mix(double a, double b, double w) {
    return a + (b - a) * w;
  }

  private static double[] voxelOf(Geometry grid, Geometry in, int i, int j, int k) {
    double[] w = grid.toWorld(i, j, k);
    return in.toVoxel(w[0], w[1], w[2]);
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  /** Along one axis: the two input voxels between which each output voxel lies. */
  private record Taps(int[] low, int[] high, double[] weight) {

    static Taps of(int in, int out, double step) {
      Taps t = new Taps(new int[out], new int[out], new double[out]);
      for (int i = 0; i < out; i++) {
        double p = Math.min(i * step, in - 1.0);
        t.low[i] = (int) Math.floor(p);
        t.high[i] = Math.min(t.low[i] + 1, in - 1);
        t.weight[i] = p - t.low[i];
      }
      return t;
    }
  }
}
