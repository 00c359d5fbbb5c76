package dev.heliograph.imaging.measure;

/**
 * Angles in space, degrees; exact also near 0° and 180° (atan2 of the cross and the dot product).
 */
public final class Angles {

  private Angles() {}

  /**
   * Between the rays from the corner to two points, 0 to 180.
   *
   * @throws IllegalArgumentException if a point is the corner
   */
  public static double atCorner(double[] a, double[] corner, double[] b) {
    return between(Vectors.minus(a, corner), Vectors.minus(b, corner));
  }

  /**
   * Between two lines, which have no direction: 0 to 90.
   *
   * @param u along the one line, any length but 0
   * @param v along the other
   */
  public static double ofLines(double[] u, double[] v) {
    double angle = between(u, v);
    return Math.min(angle, 180 - angle);
  }

  private static double between(double[] u, double[] v) {
    if (Vectors.length(u) == 0 || Vectors.length(v) == 0) {
      throw new IllegalArgumentException("two points coincide, so there is no direction");
    }
    return Math.toDegrees(Math.atan2(Vectors.length(Vectors.cross(u, v)), Vectors.dot(u, v)));
  }
}
