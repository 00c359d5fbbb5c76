package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean value in a sphere of 1 mL whose centre is a voxel of the region: SUVpeak (Wahl et al. 2009,
 * J Nucl Med 50:122S–150S; IBSI reference manual, local intensity, DG8W). The sphere takes every
 * voxel of the image whose centre lies in it, also outside of the region.
 *
 * @param global the highest mean of all centres (0F91)
 * @param local the mean around the voxel with the highest value; of several such voxels the highest
 *     mean (VJGA)
 * @param globalAt linear index of the centre of {@code global}
 * @param cut whether that sphere reaches over the edge of the image
 */
public record UptakePeak(double global, double local, int globalAt, boolean cut) {

  /** Of a sphere of 1000 mm³. */
  public static final double RADIUS_MM = Math.cbrt(3 * 1000 / (4 * Math.PI));

  /**
   * @throws IllegalArgumentException if no voxel with a finite value has the label
   */
  public static UptakePeak of(Volume volume, LabelMap map, int label, Checkpoint checkpoint) {
    Geometry g = volume.geometry();
    List<int[]> sphere = sphere(g);
    double global = Double.NEGATIVE_INFINITY;
    double local = Double.NEGATIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    int at = -1;
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++) {
          int p = g.index(i, j, k);
          float v = volume.values()[p];
          if ((map.labels()[p] & 0xffff) != label || !Float.isFinite(v)) {
            continue;
          }
          double mean = mean(volume, sphere, i, j, k);
          if (mean > global) {
            global = mean;
            at = p;
          }
          if (v > max) {
            max = v;
            local = mean;
          } else if (v == max) {
            local = Math.max(local, mean);
          }
        }
      }
    }
    if (at < 0) {
      throw new IllegalArgumentException("no voxel with a finite value has the label " + label);
    }
    return new UptakePeak(global, local, at, cut(g, sphere, at));
  }

  private static double mean(Volume volume, List<int[]> sphere, int i, int j, int k) {
    Geometry g = volume.geometry();
    double total = 0;
    int n = 0;
    for (int[] s : sphere) {
      int a = i + s[0];
      int b = j + s[1];
      int c = k + s[2];
      if (a >= 0 && b >= 0 && c >= 0 && a < g.nx() && b < g.ny() && c < g.nz()) {
        float v = volume.values()[g.index(a, b, c)];
        if (Float.isFinite(v)) {
          total += v;
          n++;
        }
      }
    }
    return total / n;
  }

  private static boolean cut(Geometry g, List<int[]> sphere, int at) {
    int i = at % g.nx();
    int j = at / g.nx() % g.ny();
    int k = at / g.nx() / g.ny();
    return sphere.stream()
        .anyMatch(
            s ->
                i + s[0] < 0
                    || j + s[1] < 0
                    || k + s[2] < 0
                    || i + s[0] >= g.nx()
                    || j + s[1] >= g.ny()
                    || k + s[2] >= g.nz());
  }

  /** Steps to the voxels whose centres are at most the radius away. */
  private static List<int[]> sphere(Geometry g) {
    double[] a = g.affine();
    int[] reach = new int[3];
    // The index along an axis grows at most by this over the radius, also on sheared grids.
    double[] origin = g.toVoxel(0, 0, 0);
    for (int c = 0; c < 3; c++) {
      double square = 0;
      for (int r = 0; r < 3; r++) {
        double[] e = new double[3];
        e[r] = 1;
        double d = g.toVoxel(e[0], e[1], e[2])[c] - origin[c];
        square += d * d;
      }
      reach[c] = (int) Math.floor(RADIUS_MM * Math.sqrt(square));
    }
    List<int[]> steps = new ArrayList<>();
    for (int k = -reach[2]; k <= reach[2]; k++) {
      for (int j = -reach[1]; j <= reach[1]; j++) {
        for (int i = -reach[0]; i <= reach[0]; i++) {
          double x = a[0] * i + a[1] * j + a[2] * k;
          double y = a[4] * i + a[5] * j + a[6] * k;
          double z = a[8] * i + a[9] * j + a[10] * k;
          if (x * x + y * y + z * z <= RADIUS_MM * RADIUS_MM) {
            steps.add(new int[] {i, j, k});
          }
        }
      }
    }
    return steps;
  }
}
