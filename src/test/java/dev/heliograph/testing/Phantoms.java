package dev.heliograph.testing;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;

/** Label maps whose measurements are known from their formulas. */
public final class Phantoms {

  /** Which points (RAS millimetres) are inside. */
  public interface Solid {
    boolean contains(double x, double y, double z);
  }

  private Phantoms() {}

  public static Solid sphere(double[] centreMm, double radiusMm) {
    return (x, y, z) -> {
      double dx = x - centreMm[0];
      double dy = y - centreMm[1];
      double dz = z - centreMm[2];
      return dx * dx + dy * dy + dz * dz <= radiusMm * radiusMm;
    };
  }

  /** Axis-aligned in world space; {@code from} inclusive, {@code to} exclusive. */
  public static Solid box(double[] from, double[] to) {
    return (x, y, z) ->
        x >= from[0] && x < to[0] && y >= from[1] && y < to[1] && z >= from[2] && z < to[2];
  }

  /** Label 1 where a voxel's centre is inside. */
  public static LabelMap map(Geometry g, String structure, Solid solid) {
    short[] labels = new short[g.voxels()];
    for (int k = 0; k < g.nz(); k++) {
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++) {
          double[] w = g.toWorld(i, j, k);
          labels[g.index(i, j, k)] = (short) (solid.contains(w[0], w[1], w[2]) ? 1 : 0);
        }
      }
    }
    return new LabelMap(g, labels, Map.of(1, structure));
  }

  /**
   * A grid turned about z and tilted about x, its middle at the origin.
   *
   * @param spacingMm along x, y, z
   */
  public static Geometry oblique(
      int n, double[] spacingMm, double turnDegrees, double tiltDegrees) {
    double c = Math.cos(Math.toRadians(turnDegrees));
    double s = Math.sin(Math.toRadians(turnDegrees));
    double d = Math.cos(Math.toRadians(tiltDegrees));
    double t = Math.sin(Math.toRadians(tiltDegrees));
    double[][] r = {{c, -s * d, s * t}, {s, c * d, -c * t}, {0, t, d}};
    double[] a = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int col = 0; col < 3; col++) {
        a[4 * row + col] = r[row][col] * spacingMm[col];
        a[4 * row + 3] -= a[4 * row + col] * (n - 1) / 2.0;
      }
    }
    return new Geometry(n, n, n, a);
  }
}
