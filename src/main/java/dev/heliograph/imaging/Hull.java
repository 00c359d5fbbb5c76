package dev.heliograph.imaging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The convex hull of points in a plane, in millimetres, and the calliper lengths on it. */
final class Hull {

  /** From (x1, y1) to (x2, y2), millimetres. */
  record Segment(double x1, double y1, double x2, double y2) {
    double length() {
      return Math.hypot(x2 - x1, y2 - y1);
    }
  }

  /** Lengths that differ by less are equal. */
  static final double EQUAL_MM = 1e-9;

  /** Corners in order around the hull. */
  private final List<double[]> corners;

  private final Segment longAxis;
  private final Segment shortAxis;

  private Hull(List<double[]> corners) {
    this.corners = corners;
    Segment across = new Segment(0, 0, 0, 0);
    Segment longest = across;
    for (Segment candidate : longest()) {
      Segment chord = longestChordAcross(candidate);
      if (chord.length() > across.length() + EQUAL_MM) {
        longest = candidate;
        across = chord;
      }
    }
    this.longAxis = longest;
    this.shortAxis = across;
  }

  /** Andrew's monotone chain (1979), of at least one point. */
  static Hull of(List<double[]> points) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble((double[] p) -> p[0]).thenComparingDouble(p -> p[1]));
    List<double[]> lower = chain(sorted);
    Collections.reverse(sorted);
    List<double[]> upper = chain(sorted);
    lower.remove(lower.size() - 1);
    upper.remove(upper.size() - 1);
    lower.addAll(upper);
    return new Hull(lower);
  }

  /** The longest distance between two corners; of several, the one with the longer short axis. */
  Segment longAxis() {
    return longAxis;
  }

  /** The longest chord at a right angle to the long axis. */
  Segment shortAxis() {
    return shortAxis;
  }

  /** By the long axis; of equal ones, by the short axis. */
  boolean longerThan(Hull other) {
    double more = longAxis.length() - other.longAxis.length();
    return Math.abs(more) > EQUAL_MM
        ? more > 0
        : shortAxis.length() > other.shortAxis.length() + EQUAL_MM;
  }

  private List<Segment> longest() {
    List<Segment> longest = new ArrayList<>();
    double length = 0;
    for (int i = 0; i < corners.size(); i++) {
      for (int j = i + 1; j < corners.size(); j++) {
        double[] p = corners.get(i);
        double[] q = corners.get(j);
        Segment s = new Segment(p[0], p[1], q[0], q[1]);
        if (s.length() > length + EQUAL_MM) {
          longest.clear();
        }
        if (s.length() > length - EQUAL_MM) {
          longest.add(s);
          length = Math.max(length, s.length());
        }
      }
    }
    return longest;
  }

  /**
   * The length of a chord as a function of its place along the axis is piecewise linear with bends
   * at the corners, so one of the chords through a corner is the longest.
   */
  private Segment longestChordAcross(Segment axis) {
    double ex = (axis.x2 - axis.x1) / axis.length();
    double ey = (axis.y2 - axis.y1) / axis.length();
    Segment longest = new Segment(0, 0, 0, 0);
    for (double[] corner : corners) {
      Segment s = chord(ex, ey, corner[0] * ex + corner[1] * ey);
      if (s.length() > longest.length() + EQUAL_MM) {
        longest = s;
      }
    }
    return longest;
  }

  /** Where the line {@code x·e = t} cuts the hull. */
  private Segment chord(double ex, double ey, double t) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < corners.size(); i++) {
      double[] p = corners.get(i);
      double[] q = corners.get((i + 1) % corners.size());
      double tp = p[0] * ex + p[1] * ey - t;
      double tq = q[0] * ex + q[1] * ey - t;
      if (tp * tq > 0) {
        continue;
      }
      double sp = p[1] * ex - p[0] * ey;
      double sq = q[1] * ex - q[0] * ey;
      double s = tp == tq ? sp : sp + (sq - sp) * tp / (tp - tq);
      low = Math.min(low, s);
      high = Math.max(high, s);
    }
    return new Segment(
        t * ex - low * ey, t * ey + low * ex, t * ex - high * ey, t * ey + high * ex);
  }

  private static List<double[]> chain(List<double[]> sorted) {
    List<double[]> chain = new ArrayList<>();
    for (double[] p : sorted) {
      while (chain.size() >= 2
          && cross(chain.get(chain.size() - 2), chain.get(chain.size() - 1), p) <= 1e-12) {
        chain.remove(chain.size() - 1);
      }
      chain.add(p);
    }
    return chain;
  }

  private static double cross(double[] o, double[] a, double[] b) {
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  }
}
