package dev.heliograph.imaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The convex hull of points in space by quickhull (Barber et al. 1996, ACM Trans Math Softw
 * 22:469–483). Points closer to a face than 1e-9 of the hull's size count as on it.
 *
 * @param volume enclosed volume, in the cube of the points' unit
 * @param area surface area, in the square of it
 * @param diameter longest distance between two points
 */
public record ConvexHull3(double volume, double area, double diameter) {

  /** A triangle, counter-clockwise from outside, and the points outside of its plane. */
  private static final class Face {
    final int[] corners;
    final double[] normal;
    final double offset;
    final List<Integer> outside = new ArrayList<>();
    int farthest = -1;
    double distance;

    Face(List<double[]> points, int a, int b, int c) {
      corners = new int[] {a, b, c};
      double[] n = cross(minus(points.get(b), points.get(a)), minus(points.get(c), points.get(a)));
      double length = Math.sqrt(dot(n, n));
      normal = new double[] {n[0] / length, n[1] / length, n[2] / length};
      offset = dot(normal, points.get(a));
    }

    double above(double[] p) {
      return dot(normal, p) - offset;
    }

    boolean take(int index, double[] p, double tolerance) {
      double d = above(p);
      if (d <= tolerance) {
        return false;
      }
      outside.add(index);
      if (d > distance) {
        distance = d;
        farthest = index;
      }
      return true;
    }
  }

  /**
   * @param points (x, y, z) each
   * @throws IllegalArgumentException if all of them lie in one plane
   */
  public static ConvexHull3 of(List<double[]> points, Checkpoint checkpoint) {
    int[] start = tetrahedron(points);
    double size = Math.sqrt(distance2(points.get(start[0]), points.get(start[1])));
    double tolerance = 1e-9 * size;
    List<Face> faces = new ArrayList<>();
    for (int[] f : new int[][] {{0, 1, 2}, {0, 3, 1}, {1, 3, 2}, {2, 3, 0}}) {
      faces.add(new Face(points, start[f[0]], start[f[1]], start[f[2]]));
    }
    for (int p = 0; p < points.size(); p++) {
      give(faces, p, points, tolerance);
    }
    Face next;
    while ((next = open(faces)) != null) {
      checkpoint.check();
      grow(faces, next.farthest, points, tolerance);
    }
    return measured(points, faces);
  }

  private static void give(List<Face> faces, int p, List<double[]> points, double tolerance) {
    for (Face f : faces) {
      if (f.take(p, points.get(p), tolerance)) {
        return;
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Face open(List<Face> faces) {
    for (Face f : faces) {
      if (f.farthest >= 0) {
        return f;
      }
    }
    return null;
  }

  /** Replaces the faces that see the point by a cone from their outline to it. */
  private static void grow(List<Face> faces, int eye, List<double[]> points, double tolerance) {
    List<Face> seen = new ArrayList<>();
    Set<Long> edges = new HashSet<>();
    for (Face f : faces) {
      if (f.above(points.get(eye)) > tolerance) {
        seen.add(f);
        for (int c = 0; c < 3; c++) {
          edges.add(edge(f.corners[c], f.corners[(c + 1) % 3]));
        }
      }
    }
    faces.removeAll(new HashSet<>(seen));
    List<Face> cone = new ArrayList<>();
    for (long e : edges) {
      int from = (int) (e >>> 32);
      int to = (int) e;
      if (!edges.contains(edge(to, from))) {
        cone.add(new Face(points, from, to, eye));
      }
    }
    for (Face f : seen) {
      for (int p : f.outside) {
        if (p != eye) {
          give(cone, p, points, tolerance);
        }
      }
    }
    faces.addAll(cone);
  }

  private static long edge(int from, int to) {
    return ((long) from << 32) | to;
  }

  /** Four points that are no plane, the fourth below the triangle of the first three. */
  private static int[] tetrahedron(List<double[]> points) {
    int a = 0;
    int b = farthest(points, p -> distance2(p, points.get(0)));
    a = farthest(points, p -> distance2(p, points.get(b)));
    double[] first = points.get(a);
    double[] along = minus(points.get(b), first);
    int c =
        farthest(
            points,
            p -> {
              double[] n = cross(along, minus(p, first));
              return dot(n, n);
            });
    double[] normal = cross(along, minus(points.get(c), first));
    int d = farthest(points, p -> Math.abs(dot(normal, minus(p, first))));
    double height = dot(normal, minus(points.get(d), first)) / Math.sqrt(dot(normal, normal));
    if (!(Math.abs(height) > 1e-9 * Math.sqrt(dot(along, along)))) {
      throw new IllegalArgumentException("the points lie in one plane and have no hull in space");
    }
    return height > 0 ? new int[] {a, c, b, d} : new int[] {a, b, c, d};
  }

  private static int farthest(
      List<double[]> points, java.util.function.ToDoubleFunction<double[]> from) {
    int best = 0;
    double most = -1;
    for (int p = 0; p < points.size(); p++) {
      double d = from.applyAsDouble(points.get(p));
      if (d > most) {
        most = d;
        best = p;
      }
    }
    return best;
  }

  private static ConvexHull3 measured(List<double[]> points, List<Face> faces) {
    double volume = 0;
    double area = 0;
    double[] origin = points.get(faces.get(0).corners[0]);
    Set<Integer> corners = new java.util.TreeSet<>();
    for (Face f : faces) {
      double[] a = minus(points.get(f.corners[0]), origin);
      double[] b = minus(points.get(f.corners[1]), origin);
      double[] c = minus(points.get(f.corners[2]), origin);
      double[] n = cross(minus(b, a), minus(c, a));
      area += Math.sqrt(dot(n, n)) / 2;
      volume += dot(a, cross(b, c)) / 6;
      for (int corner : f.corners) {
        corners.add(corner);
      }
    }
    double[] flat = new double[3 * corners.size()];
    int n = 0;
    for (int corner : corners) {
      System.arraycopy(points.get(corner), 0, flat, 3 * n++, 3);
    }
    double[][] ends = Farthest.of(flat, n);
    return new ConvexHull3(volume, area, Math.sqrt(distance2(ends[0], ends[1])));
  }

  private static double distance2(double[] a, double[] b) {
    double[] d = minus(a, b);
    return dot(d, d);
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }
}
