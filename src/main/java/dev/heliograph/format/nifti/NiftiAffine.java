package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;

/**
 * The header's several statements about position, reduced to one by nibabel's rule: the sform if
 * its code is positive, else the qform if its code is, else voxel sizes around the centre of the
 * grid with x growing to the left.
 *
 * @param rows row-major 3 × 4, voxel index to RAS in the header's length unit
 * @param source which statement was used, for messages
 * @param unambiguous whether readers with another rule come to the same grid
 */
record NiftiAffine(double[] rows, String source, boolean unambiguous) {

  /**
   * @param quaternion quatern_b, c, d and qoffset_x, y, z
   * @param pixdim pixdim[0..7]; [0] is qfac
   * @param dim dim[0..7]
   */
  static NiftiAffine choose(
      int sformCode,
      double[] sform,
      int qformCode,
      double[] quaternion,
      double[] pixdim,
      long[] dim)
      throws FormatException {
    if (sformCode > 0) {
      return new NiftiAffine(sform, "sform", qformCode <= sformCode);
    }
    if (qformCode > 0) {
      return new NiftiAffine(fromQuaternion(quaternion, pixdim), "qform", false);
    }
    double[] base = new double[12];
    for (int axis = 0; axis < 3; axis++) {
      double size = (axis == 0 ? -1 : 1) * pixdim[axis + 1];
      base[4 * axis + axis] = size;
      base[4 * axis + 3] = -size * (dim[axis + 1] - 1) / 2;
    }
    return new NiftiAffine(base, "pixdim", false);
  }

  /** Method 2 of nifti1.h. */
  private static double[] fromQuaternion(double[] q, double[] pixdim) throws FormatException {
    double b = q[0];
    double c = q[1];
    double d = q[2];
    double rest = 1 - (b * b + c * c + d * d);
    // float32 rounding may push a half turn's quaternion a little over length 1.
    if (!(rest > -1e-5) || pixdim[1] < 0 || pixdim[2] < 0 || pixdim[3] < 0) {
      throw new FormatException(
          "the NIfTI header's qform is no rotation (quaternion longer than 1 or negative pixdim)",
          "repair the qform, or write the position as an sform");
    }
    double a = Math.sqrt(Math.max(0, rest));
    double n = a * a + b * b + c * c + d * d;
    double x = pixdim[1] / n;
    double y = pixdim[2] / n;
    double z = pixdim[3] * (pixdim[0] < 0 ? -1 : 1) / n;
    return new double[] {
      (a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, q[3],
      2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, q[4],
      2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - b * b - c * c) * z, q[5]
    };
  }
}
