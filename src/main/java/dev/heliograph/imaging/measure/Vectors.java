package dev.heliograph.imaging.measure;

/** Arithmetic on (x, y, z). */
final class Vectors {

  private Vectors() {}

  static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  /** a + s·b. */
  static double[] plus(double[] a, double s, double[] b) {
    return new double[] {a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]};
  }

  static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double distance(double[] a, double[] b) {
    return length(minus(a, b));
  }

  static double[] unit(double[] a) {
    double n = length(a);
    return new double[] {a[0] / n, a[1] / n, a[2] / n};
  }
}
