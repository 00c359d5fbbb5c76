package dev.heliograph.format.dicom.derived;

import dev.heliograph.volume.Geometry;

/** A grid as DICOM describes it: directions and positions in LPS millimetres. */
final class Planes {

  private final double[] affine;
  private final double[] spacing;

  Planes(Geometry g) {
    affine = g.affine();
    spacing = g.spacingMm();
    for (int i = 0; i < 8; i++) {
      affine[i] = -affine[i]; // RAS to LPS
    }
  }

  /** Direction of growing column index, then of growing row index. */
  double[] orientation() {
    double[] o = new double[6];
    for (int axis = 0; axis < 2; axis++) {
      for (int r = 0; r < 3; r++) {
        o[3 * axis + r] = affine[4 * r + axis] / spacing[axis];
      }
    }
    return o;
  }

  /** Distance between rows, then between columns. */
  double[] pixelSpacing() {
    return new double[] {spacing[1], spacing[0]};
  }

  /** Distance between planes along their normal, which a sheared grid's step exceeds. */
  double sliceSpacing() {
    double[] o = orientation();
    double[] normal = {
      o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]
    };
    return Math.abs(normal[0] * affine[2] + normal[1] * affine[6] + normal[2] * affine[10]);
  }

  /** Centre of the first pixel of plane k. */
  double[] position(int k) {
    double[] p = new double[3];
    for (int r = 0; r < 3; r++) {
      p[r] = affine[4 * r + 2] * k + affine[4 * r + 3];
    }
    return p;
  }
}
