package dev.heliograph.format.nifti;

import dev.heliograph.volume.Geometry;

/**
 * A grid's axes as the unit quaternion of a qform.
 *
 * @param bcd quatern_b, c, d; the first component follows from unit length and is not negative
 * @param qfac -1 if the axes are left-handed, which a rotation alone cannot say, else 1
 * @param exact whether the axes are perpendicular; if not (gantry tilt), no qform exists
 */
record NiftiQuaternion(float[] bcd, float qfac, boolean exact) {

  static NiftiQuaternion of(Geometry g) {
    double[] m = g.affine();
    double[] s = g.spacingMm();
    double[][] r = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int col = 0; col < 3; col++) {
        r[row][col] = m[4 * row + col] / s[col];
      }
    }
    boolean exact = dot(r, 0, 1) < 1e-5 && dot(r, 0, 2) < 1e-5 && dot(r, 1, 2) < 1e-5;
    double det =
        r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1])
            - r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0])
            + r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
    float qfac = det < 0 ? -1 : 1;
    for (int row = 0; row < 3; row++) {
      r[row][2] *= qfac;
    }
    return new NiftiQuaternion(exact ? quaternion(r) : new float[3], qfac, exact);
  }

  private static double dot(double[][] r, int a, int b) {
    return Math.abs(r[0][a] * r[0][b] + r[1][a] * r[1][b] + r[2][a] * r[2][b]);
  }

  /**
   * Shepperd's method: of a², b², c², d² the greatest is divided by, so no case loses precision.
   */
  private static float[] quaternion(double[][] r) {
    double[] four = {
      1 + r[0][0] + r[1][1] + r[2][2],
      1 + r[0][0] - r[1][1] - r[2][2],
      1 - r[0][0] + r[1][1] - r[2][2],
      1 - r[0][0] - r[1][1] + r[2][2]
    };
    int best = 0;
    for (int i = 1; i < 4; i++) {
      best = four[i] > four[best] ? i : best;
    }
    double h = Math.sqrt(four[best]) / 2;
    double ab = (r[2][1] - r[1][2]) / 4;
    double ac = (r[0][2] - r[2][0]) / 4;
    double ad = (r[1][0] - r[0][1]) / 4;
    double bc = (r[0][1] + r[1][0]) / 4;
    double bd = (r[0][2] + r[2][0]) / 4;
    double cd = (r[1][2] + r[2][1]) / 4;
    double[] q =
        switch (best) {
          case 0 -> new double[] {h, ab / h, ac / h, ad / h};
          case 1 -> new double[] {ab / h, h, bc / h, bd / h};
          case 2 -> new double[] {ac / h, bc / h, h, cd / h};
          default -> new double[] {ad / h, bd / h, cd / h, h};
        };
    double sign = q[0] < 0 ? -1 : 1;
    return new float[] {(float) (sign * q[1]), (float) (sign * q[2]), (float) (sign * q[3])};
  }
}
