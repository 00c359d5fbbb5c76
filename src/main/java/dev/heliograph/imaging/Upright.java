package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;

/**
 * Label maps on grids whose axes are at right angles, for what cannot be computed on slanted ones
 * (gantry tilt). The two axes that are at a right angle stay, the third becomes their normal; voxel
 * volume stays the same. Slices of a tilted scan stay in their planes: voxels move within them by
 * at most half a voxel.
 */
public final class Upright {

  private static final double ROUNDING = 1e-6;

  private Upright() {}

  /**
   * The map itself if its axes are at right angles; else the nearest labels on an upright grid that
   * covers it.
   *
   * @throws IllegalArgumentException if that grid is too large
   */
  public static LabelMap of(LabelMap map, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    return DistanceMap.rightAngles(g) ? map : Resample.nearestToGrid(map, grid(g), checkpoint);
  }

  /** The upright grid around a slanted one; voxels of the first slice are voxels of it too. */
  static Geometry grid(Geometry g) {
    double[] a = g.affine();
    double[][] axes = new double[3][];
    for (int c = 0; c < 3; c++) {
      axes[c] = new double[] {a[c], a[4 + c], a[8 + c]};
    }
    int[] order = order(axes, g.spacingMm());
    double[][] unit = new double[3][];
    double[] mm = new double[3];
    for (int n = 0; n < 3; n++) {
      int c = order[n];
      double[] v = axes[c].clone();
      for (int m = 0; m < n; m++) {
        double[] u = unit[order[m]];
        double along = dot(axes[c], u);
        for (int r = 0; r < 3; r++) {
          v[r] -= along * u[r];
        }
      }
      mm[c] = Math.sqrt(dot(v, v));
      unit[c] = new double[] {v[0] / mm[c], v[1] / mm[c], v[2] / mm[c]};
    }
    int[] last = {g.nx() - 1, g.ny() - 1, g.nz() - 1};
    int[] size = new int[3];
    double[] affine = new double[12];
    double[] origin = {a[3], a[7], a[11]};
    for (int c = 0; c < 3; c++) {
      double low = 0;
      double high = 0;
      for (int d = 0; d < 3; d++) {
        double reach = last[d] * dot(axes[d], unit[c]) / mm[c];
        low += Math.min(0, reach);
        high += Math.max(0, reach);
      }
      // Rounding must not add a slice.
      int first = (int) Math.floor(low + ROUNDING);
      size[c] = (int) Math.ceil(high - ROUNDING) - first + 1;
      for (int r = 0; r < 3; r++) {
        affine[4 * r + c] = mm[c] * unit[c][r];
        origin[r] += first * mm[c] * unit[c][r];
      }
    }
    for (int r = 0; r < 3; r++) {
      affine[4 * r + 3] = origin[r];
    }
    return new Geometry(size[0], size[1], size[2], affine);
  }

  /** The two axes nearest to a right angle, which span the slices, and then the third. */
  private static int[] order(double[][] axes, double[] mm) {
    int slices = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 2; c >= 0; c--) {
      int d = (c + 1) % 3;
      int e = (c + 2) % 3;
      double cosine = Math.abs(dot(axes[d], axes[e])) / (mm[d] * mm[e]);
      if (cosine < least - ROUNDING) {
        least = cosine;
        slices = c;
      }
    }
    return new int[] {(slices + 1) % 3, (slices + 2) % 3, slices};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
