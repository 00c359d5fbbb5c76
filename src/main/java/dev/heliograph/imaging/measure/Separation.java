package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.DistanceMap;
import dev.heliograph.imaging.Extent;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.List;
import java.util.Map;

/**
 * The smallest gap between two labels: the shortest distance between a point in a voxel of the one
 * and a point in a voxel of the other, voxels being boxes. Labels that touch have a gap of 0.
 *
 * @param gapMm the distance
 * @param ends the two nearest points, RAS millimetres, first of the first label
 */
public record Separation(double gapMm, List<double[]> ends) {

  /**
   * @throws IllegalArgumentException if a label has no voxel, or the grid's axes are not at right
   *     angles
   */
  public static Separation of(LabelMap map, int first, int second, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    if (Extent.of(map, first, checkpoint).empty() || Extent.of(map, second, checkpoint).empty()) {
      throw new IllegalArgumentException("a label without voxels has no distance to anything");
    }
    // Between boxes whose indices differ by d lie |d| − 1 voxels along an axis; that is the
    // distance
    // from the one to the nearest voxel of the other grown by one voxel on every side.
    LabelMap grown = new LabelMap(g, grown(map, first, checkpoint), Map.of(1, "grown"));
    Volume distance = DistanceMap.outside(grown, 1, Parallel.standard(), checkpoint);
    int nearest = -1;
    for (int p = 0; p < map.labels().length; p++) {
      if ((map.labels()[p] & 0xffff) == second
          && (nearest < 0 || distance.values()[p] < distance.values()[nearest])) {
        nearest = p;
      }
    }
    return between(map, first, nearest, checkpoint);
  }

  /** From the box of one voxel to the nearest box of a label, in double precision. */
  private static Separation between(LabelMap map, int label, int to, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    double[] s = g.spacingMm();
    int[] b = {to % g.nx(), to / g.nx() % g.ny(), to / g.nx() / g.ny()};
    double best = Double.POSITIVE_INFINITY;
    int[] from = {0, 0, 0};
    int p = 0;
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++, p++) {
          if ((map.labels()[p] & 0xffff) == label) {
            double x = Math.max(0, Math.abs(i - b[0]) - 1) * s[0];
            double y = Math.max(0, Math.abs(j - b[1]) - 1) * s[1];
            double z = Math.max(0, Math.abs(k - b[2]) - 1) * s[2];
            double d = x * x + y * y + z * z;
            if (d < best) {
              best = d;
              from = new int[] {i, j, k};
            }
          }
        }
      }
    }
    double[] one = new double[3];
    double[] other = new double[3];
    for (int c = 0; c < 3; c++) {
      int sign = Integer.signum(b[c] - from[c]);
      one[c] = from[c] + 0.5 * sign;
      other[c] = sign == 0 ? from[c] : b[c] - 0.5 * sign;
    }
    return new Separation(
        Math.sqrt(best),
        List.of(g.toWorld(one[0], one[1], one[2]), g.toWorld(other[0], other[1], other[2])));
  }

  /** The label and its 26 neighbours, as 1. */
  private static short[] grown(LabelMap map, int label, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    short[] out = new short[map.labels().length];
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++) {
          if (map.at(i, j, k) != label) {
            continue;
          }
          for (int c = Math.max(0, k - 1); c <= Math.min(g.nz() - 1, k + 1); c++) {
            for (int b = Math.max(0, j - 1); b <= Math.min(g.ny() - 1, j + 1); b++) {
              for (int a = Math.max(0, i - 1); a <= Math.min(g.nx() - 1, i + 1); a++) {
                out[g.index(a, b, c)] = 1;
              }
            }
          }
        }
      }
    }
    return out;
  }
}
