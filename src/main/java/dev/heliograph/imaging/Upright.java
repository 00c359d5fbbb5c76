package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;

/**
 * Label maps on grids whose axes are at right angles, for what cannot be computed on slanted ones
 * (gantry tilt). The first axis keeps its direction, the others lose what slants them; voxel volume
 * stays the same. Slices of a tilted scan stay in their planes: voxels move within them by at most
 * half a voxel.
 */
public final class Upright {

  private Upright() {}

  /**
   * The map itself if its axes are at right angles; else the nearest labels on an upright grid that
   * covers it.
   *
   * @throws IllegalArgumentException if that grid is too large
   */
  public static LabelMap of(LabelMap map, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    return DistanceMap.rightAngles(g)
        ? map
        : Resample.nearestToGrid(map, grid(g), checkpoint);
  }

  /** The upright grid around a slanted one; voxels of the first slice are voxels of it too. */
  static Geometry grid(Geometry g) {
    double[] a = g.affine();
    double[][] axes = new double[3][3];
    double[][] unit = new double[3][];
    double[] mm = new double[3];
    for (int c = 0; c < 3; c++) {
      double[] v = {a[c], a[4 + c], a[8 + c]};
      axes[c] = v.clone();
      for (int d = 0; d < c; d++) {
        double along = dot(axes[c], unit[d]);
        for (int r = 0; r < 3; r++) {
          v[r] -= along * unit[d][r];
        }
      }
      mm[c] = Math.sqrt(dot(v, v));
      unit[c] = new double[] {v[0] / mm[c], v[1] / mm[c], v[2] / mm[c]};
    }
    int[] n = {g.nx() - 1, g.ny() - 1, g.nz() - 1};
    int[] size = new int[3];
    double[] affine = new double[12];
    double[] origin = {a[3], a[7], a[11]};
    for (int c = 0; c < 3; c++) {
      double low = 0;
      double high = 0;
      for (int d = c; d < 3; d++) {
        double reach = n[d] * dot(axes[d], unit[c]) / mm[c];
        low += Math.min(0, reach);
        high += Math.max(0, reach);
      }
      // Rounding must not add a slice.
      int first = (int) Math.floor(low + 1e-6);
      size[c] = (int) Math.ceil(high - 1e-6) - first + 1;
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

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
