package dev.heliograph.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rows along x that come within a distance of a point, nearest first.
 *
 * @param dj steps along y from the point's row
 * @param dk steps along z
 * @param squared distance of the rows, mm²
 * @param reach how far along x from the point, in steps, the row stays within the distance
 */
record Nearby(int[] dj, int[] dk, double[] squared, int[] reach) {

  /**
   * @param flat one layer only
   */
  static Nearby of(double[] spacingMm, double distanceMm, boolean flat) {
    int y = steps(distanceMm, spacingMm[1]);
    int z = flat ? 0 : steps(distanceMm, spacingMm[2]);
    List<int[]> rows = new ArrayList<>();
    for (int k = -z; k <= z; k++) {
      for (int j = -y; j <= y; j++) {
        if (Math.sqrt(squared(spacingMm, j, k)) <= distanceMm) {
          rows.add(new int[] {j, k});
        }
      }
    }
    rows.sort(Comparator.comparingDouble(r -> squared(spacingMm, r[0], r[1])));
    int n = rows.size();
    Nearby nearby = new Nearby(new int[n], new int[n], new double[n], new int[n]);
    for (int r = 0; r < n; r++) {
      nearby.dj[r] = rows.get(r)[0];
      nearby.dk[r] = rows.get(r)[1];
      nearby.squared[r] = squared(spacingMm, nearby.dj[r], nearby.dk[r]);
      int reach = steps(distanceMm, spacingMm[0]);
      while (reach > 0 && !(mm(spacingMm[0], reach, nearby.squared[r]) <= distanceMm)) {
        reach--;
      }
      nearby.reach[r] = reach;
    }
    return nearby;
  }

  int rows() {
    return dj.length;
  }

  /** The distance of a point {@code di} steps along x in a row at this squared distance. */
  static double mm(double spacingX, int di, double rowSquared) {
    double dx = di * spacingX;
    return Math.sqrt(dx * dx + rowSquared);
  }

  private static double squared(double[] spacingMm, int j, int k) {
    double dy = j * spacingMm[1];
    double dz = k * spacingMm[2];
    return dy * dy + dz * dz;
  }

  /** One more than fits, since the quotient may be rounded down. */
  private static int steps(double distanceMm, double spacingMm) {
    return (int) Math.min(distanceMm / spacingMm + 1, 1 << 20);
  }
}
