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
   * floor(n · spacing / target + ½))}, output voxel {@code i} samples the input at {@code i ·
   * target / spacing}, positions beyond the last centre take the last value. This is what the
   * training code does, so networks see at inference what they saw in training.
   *
   * @param spacingMm wanted spacing along x, y and z, millimetres, positive
   */
  public static Volume resampleToSpacing(Volume volume, double[] spacingMm, Checkpoint checkpoint) {
    Geometry from = volume.geometry();
    Geometry to = spaced(from, spacingMm);
    double[] s = from.spacingMm();
    float[] out =
        interpolate(
            volume,
            Taps.atSpacing(from.nx(), to.nx(), s[0], spacingMm[0]),
            Taps.atSpacing(from.ny(), to.ny(), s[1], spacingMm[1]),
            Taps.atSpacing(from.nz(), to.nz(), s[2], spacingMm[2]),
            checkpoint);
    return new Volume(to, out, volume.unit());
  }

  /**
   * Trilinear interpolation at a lattice of positions, along x, then y, then z, in float32. Takes
   * memory for the result and two slices.
   *
   * @return one value per position, x fastest
   */
  public static float[] interpolate(Volume volume, Taps x, Taps y, Taps z, Checkpoint checkpoint) {
    int slice = x.size() * y.size();
    float[] out = new float[Math.multiplyExact(slice, z.size())];
    float[] a = new float[slice];
    float[] b = new float[slice];
    int held = -1;
    int heldNext = -1;
    for (int k = 0; k < z.size(); k++) {
      checkpoint.check();
      if (z.low()[k] != held) {
        if (z.low()[k] == heldNext) {
          float[] swap = a;
          a = b;
          b = swap;
          heldNext = -1;
        } else {
          slice(volume, z.low()[k], x, y, a);
        }
        held = z.low()[k];
      }
      float w = z.weight()[k];
      if (w != 0 && z.high()[k] != heldNext) {
        heldNext = z.high()[k];
        slice(volume, heldNext, x, y, b);
      }
      int o = k * slice;
      for (int p = 0; p < slice; p++) {
        out[o + p] = w == 0 ? a[p] : Taps.mix(a[p], b[p], w);
      }
    }
    return out;
  }

  private static void slice(Volume volume, int k, Taps x, Taps y, float[] out) {
    float[] in = volume.values();
    int o = 0;
    for (int j = 0; j < y.size(); j++) {
      int r0 = volume.geometry().index(0, y.low()[j], k);
      int r1 = volume.geometry().index(0, y.high()[j], k);
      float wy = y.weight()[j];
      for (int i = 0; i < x.size(); i++) {
        int x0 = x.low()[i];
        int x1 = x.high()[i];
        float wx = x.weight()[i];
        out[o++] =
            Taps.mix(
                Taps.mix(in[r0 + x0], in[r0 + x1], wx), Taps.mix(in[r1 + x0], in[r1 + x1], wx), wy);
      }
    }
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
      n[c] = (int) Math.max(1, Math.floor(n[c] * s[c] / spacingMm[c] + 0.5));
      for (int r = 0; r < 3; r++) {
        a[4 * r + c] *= spacingMm[c] / s[c];
      }
    }
    return new Geometry(n[0], n[1], n[2], a);
  }

  private static double[] voxelOf(Geometry grid, Geometry in, int i, int j, int k) {
    double[] w = grid.toWorld(i, j, k);
    return in.toVoxel(w[0], w[1], w[2]);
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }
}
