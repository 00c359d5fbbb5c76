package dev.heliograph.imaging;

import java.util.ArrayList;
import java.util.List;

/** A convex polygon in a plane, in millimetres, and the calliper lengths on it. */
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
  private final double[] x;

  private final double[] y;
  private final Segment longAxis;
  private final Segment shortAxis;

  private Hull(double[] x, double[] y, double length) {
    this.x = x;
    this.y = y;
    Segment across = new Segment(x[0], y[0], x[0], y[0]);
    Segment longest = across;
    for (Segment candidate : ofLength(length)) {
      Segment chord = longestChordAcross(candidate);
      if (longest.length() == 0 || chord.length() > across.length() + EQUAL_MM) {
        longest = candidate;
        across = chord;
      }
    }
    this.longAxis = longest;
    this.shortAxis = across;
  }

  /**
   * Whether corners of a slice can be as far apart as {@code mm}, before their hull is measured.
   */
  static boolean mayReach(Slice slice, PlaneHull hull, double mm) {
    double[] box = {
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    for (int c = 0; c < hull.count(); c++) {
      double u = slice.u(hull.along()[c] / 2.0, hull.row()[c] / 2.0);
      double v = slice.v(hull.row()[c] / 2.0);
      box[0] = Math.min(box[0], u);
      box[1] = Math.max(box[1], u);
      box[2] = Math.min(box[2], v);
      box[3] = Math.max(box[3], v);
    }
    return Math.hypot(box[1] - box[0], box[3] - box[2]) > mm - 2 * EQUAL_MM;
  }

  /**
   * @param hull at least one corner
   */
  static Hull of(Slice slice, PlaneHull hull) {
    double[] x = new double[hull.count()];
    double[] y = new double[hull.count()];
    for (int c = 0; c < x.length; c++) {
      x[c] = slice.u(hull.along()[c] / 2.0, hull.row()[c] / 2.0);
      y[c] = slice.v(hull.row()[c] / 2.0);
    }
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        double dx = x[j] - x[i];
        double dy = y[j] - y[i];
        most = Math.max(most, dx * dx + dy * dy);
      }
    }
    return new Hull(x, y, Math.sqrt(most));
  }

  /** The longest distance between two corners; of several, the one with the longer short axis. */
  Segment longAxis() {
    return longAxis;
  }

  /** The longest chord at a right angle to the long axis. */
  Segment shortAxis() {
    return shortAxis;
  }

  /** How far the hull reaches at a right angle to the long axis; no chord across it is longer. */
  double across() {
    double length = longAxis.length();
    if (length == 0) {
      return 0;
    }
    double ex = (longAxis.x2 - longAxis.x1) / length;
    double ey = (longAxis.y2 - longAxis.y1) / length;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < x.length; c++) {
      double s = y[c] * ex - x[c] * ey;
      low = Math.min(low, s);
      high = Math.max(high, s);
    }
    return high - low;
  }

  /** By the long axis; of equal ones, by the short axis. */
  boolean longerThan(Hull other) {
    double more = longAxis.length() - other.longAxis.length();
    return Math.abs(more) > EQUAL_MM
        ? more > 0
        : shortAxis.length() > other.shortAxis.length() + EQUAL_MM;
  }

  private List<Segment> ofLength(double length) {
    List<Segment> found = new ArrayList<>();
    double least = Math.max(0, length - EQUAL_MM);
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        double dx = x[j] - x[i];
        double dy = y[j] - y[i];
        if (dx * dx + dy * dy >= least * least) {
          found.add(new Segment(x[i], y[i], x[j], y[j]));
        }
      }
    }
    return found;
  }

  /**
   * The length of a chord as a function of its place along the axis is piecewise linear with bends
   * at the corners, so one of the chords through a corner is the longest.
   */
  private Segment longestChordAcross(Segment axis) {
    double ex = (axis.x2 - axis.x1) / axis.length();
    double ey = (axis.y2 - axis.y1) / axis.length();
    double[] along = new double[x.length];
    double[] across = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      along[c] = x[c] * ex + y[c] * ey;
      across[c] = y[c] * ex - x[c] * ey;
    }
    double best = -1;
    double at = 0;
    double[] cut = new double[2];
    double[] longest = {0, 0};
    for (double t : along) {
      cut(along, across, t, cut);
      if (cut[1] - cut[0] > best + EQUAL_MM) {
        best = cut[1] - cut[0];
        at = t;
        longest = cut.clone();
      }
    }
    return new Segment(
        at * ex - longest[0] * ey,
        at * ey + longest[0] * ex,
        at * ex - longest[1] * ey,
        at * ey + longest[1] * ex);
  }

  /** The lowest and highest place across at which the hull has the place {@code t} along. */
  private static void cut(double[] along, double[] across, double t, double[] result) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int n = along.length;
    for (int i = 0; i < n; i++) {
      int j = i + 1 == n ? 0 : i + 1;
      double tp = along[i] - t;
      double tq = along[j] - t;
      if (tp * tq <= 0) {
        double s = tp == tq ? across[i] : across[i] + (across[j] - across[i]) * tp / (tp - tq);
        low = Math.min(low, s);
        high = Math.max(high, s);
      }
    }
    result[0] = low;
    result[1] = high;
  }
}
