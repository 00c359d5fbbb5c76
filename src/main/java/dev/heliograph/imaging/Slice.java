package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.List;

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
  private final double[] stepA;
  private final double[] stepB;
  private final double[] origin;

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
    this.stepA = minus(world(1, 0), origin);
    this.stepB = minus(world(0, 1), origin);
  }

  /**
   * Half-way points between voxels of the label and their in-plane neighbours outside, as (u, v) in
   * mm: in each row and each column only the two outermost, which is all a convex hull needs.
   */
  List<double[]> outline(LabelMap map, short label, Extent extent) {
    List<double[]> points = new ArrayList<>();
    outermost(map, label, extent, a, b, points);
    outermost(map, label, extent, b, a, points);
    return points;
  }

  private void outermost(
      LabelMap map, short label, Extent extent, int along, int across, List<double[]> points) {
    int[] p = new int[3];
    p[axis] = index;
    for (p[across] = extent.min()[across]; p[across] <= extent.max()[across]; p[across]++) {
      int first = -1;
      int last = -1;
      for (p[along] = extent.min()[along]; p[along] <= extent.max()[along]; p[along]++) {
        if (map.labels()[geometry.index(p[0], p[1], p[2])] == label) {
          first = first < 0 ? p[along] : first;
          last = p[along];
        }
      }
      if (first >= 0) {
        points.add(along == a ? plane(first - 0.5, p[b]) : plane(p[a], first - 0.5));
        points.add(along == a ? plane(last + 0.5, p[b]) : plane(p[a], last + 0.5));
      }
    }
  }

  /** RAS millimetres of a point of the plane. */
  double[] toWorld(double u, double v) {
    double[] e = unitU();
    double[] f = unitV();
    return new double[] {
      origin[0] + u * e[0] + v * f[0],
      origin[1] + u * e[1] + v * f[1],
      origin[2] + u * e[2] + v * f[2]
    };
  }

  private double[] plane(double ia, double ib) {
    double[] e = unitU();
    double[] f = unitV();
    double[] d = new double[3];
    for (int r = 0; r < 3; r++) {
      d[r] = ia * stepA[r] + ib * stepB[r];
    }
    return new double[] {dot(d, e), dot(d, f)};
  }

  private double[] unitU() {
    return scaled(stepA, 1 / Math.sqrt(dot(stepA, stepA)));
  }

  private double[] unitV() {
    double[] e = unitU();
    double[] f = minus(stepB, scaled(e, dot(stepB, e)));
    return scaled(f, 1 / Math.sqrt(dot(f, f)));
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
