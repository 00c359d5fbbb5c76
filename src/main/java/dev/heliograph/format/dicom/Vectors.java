package dev.heliograph.format.dicom;

/** Arithmetic of vectors of three numbers. */
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  /** a + f · b. */
  static double[] plus(double[] a, double f, double[] b) {
    return new double[] {a[0] + f * b[0], a[1] + f * b[1], a[2] + f * b[2]};
  }

  static double distance(double[] a, double[] b) {
    double[] d = plus(a, -1, b);
    return Math.sqrt(dot(d, d));
  }
}
