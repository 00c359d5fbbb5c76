package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;

/**
 * One slice of a grid with millimetre coordinates in its own plane: u along the first in-plane
 * voxel axis, v at a right angle to it, origin at the slice's first voxel. In-plane distances are
 * exact for oblique and sheared grids too.
 */
final class Slice {

  private final Geometry geometry;
  private final int axis;
  private final int index;
  private final int a;
  private final int b;
  private final double[] origin;
  private final double[] unitU;
  private final double[] unitV;
  private final double lengthA;
  private final double bAlongU;
  private final double bAlongV;

  /**
   * @param axis voxel axis that leaves the slice
   * @param index which slice along it
   */
  Slice(Geometry geometry, int axis, int index) {
    this.geometry = geometry;
    this.axis = axis;
    this.index = index;
    this.a = axis == 0 ? 1 : 0;
    this.b = axis == 2 ? 1 : 2;
    this.origin = world(0, 0);
    double[] stepA = minus(world(1, 0), origin);
    double[] stepB = minus(world(0, 1), origin);
    this.lengthA = Math.sqrt(dot(stepA, stepA));
    this.unitU = scaled(stepA, 1 / lengthA);
    this.bAlongU = dot(stepB, unitU);
    double[] across = minus(stepB, scaled(unitU, bAlongU));
    this.bAlongV = Math.sqrt(dot(across, across));
    this.unitV = scaled(across, 1 / bAlongV);
  }

  /** RAS millimetres of a point of the plane. */
  double[] toWorld(double u, double v) {
    return new double[] {
      origin[0] + u * unitU[0] + v * unitV[0],
      origin[1] + u * unitU[1] + v * unitV[1],
      origin[2] + u * unitU[2] + v * unitV[2]
    };
  }

  /** u of the point at index {@code ia} along the first in-plane axis and {@code ib} the second. */
  double u(double ia, double ib) {
    return ia * lengthA + ib * bAlongU;
  }

  /** v of a point at index {@code ib} along the second in-plane axis. */
  double v(double ib) {
    return ib * bAlongV;
  }

  private double[] world(int ia, int ib) {
    double[] p = new double[3];
    p[axis] = index;
    p[a] = ia;
    p[b] = ib;
    return geometry.toWorld(p[0], p[1], p[2]);
  }

  private static double dot(double[] x, double[] y) {
    return x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
  }

  private static double[] scaled(double[] x, double s) {
    return new double[] {s * x[0], s * x[1], s * x[2]};
  }

  private static double[] minus(double[] x, double[] y) {
    return new double[] {x[0] - y[0], x[1] - y[1], x[2] - y[2]};
  }
}
