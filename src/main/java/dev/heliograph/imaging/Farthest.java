package dev.heliograph.imaging;

/**
 * The two points of a set that are farthest apart. Exact, by branch and bound over two trees of
 * boxes at once: pairs of boxes that cannot hold a longer distance than the best so far are left
 * out, which for points on a surface are almost all.
 */
final class Farthest {

  private static final int LEAF = 16;

  /** x, y, z of each point, in the tree's order. */
  private final double[] p;

  private double best = -1;
  private int from;
  private int to;

  private Farthest(double[] points) {
    this.p = points;
  }

  /** Points from {@code first} to below {@code last}, their box, and both halves unless a leaf. */
  private record Node(int first, int last, double[] min, double[] max, Node[] halves) {

    /** The square of the longest distance that points of the two boxes can have. */
    double reach(Node other) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        double d = Math.max(other.max[c] - min[c], max[c] - other.min[c]);
        sum += d * d;
      }
      return sum;
    }
  }

  /**
   * @param points x, y and z of each point, at least one; reordered
   * @param count how many points
   * @return the two points, x, y, z each
   */
  static double[][] of(double[] points, int count) {
    Farthest f = new Farthest(points);
    Node root = f.node(0, count);
    f.search(root, root);
    return new double[][] {f.point(f.from), f.point(f.to)};
  }

  private double[] point(int n) {
    return new double[] {p[3 * n], p[3 * n + 1], p[3 * n + 2]};
  }

  private Node node(int first, int last) {
    double[] min = point(first);
    double[] max = point(first);
    for (int n = first; n < last; n++) {
      for (int c = 0; c < 3; c++) {
        min[c] = Math.min(min[c], p[3 * n + c]);
        max[c] = Math.max(max[c], p[3 * n + c]);
      }
    }
    int axis = 0;
    for (int c = 1; c < 3; c++) {
      axis = max[c] - min[c] > max[axis] - min[axis] ? c : axis;
    }
    int middle = split(first, last, axis, (min[axis] + max[axis]) / 2);
    boolean leaf = last - first <= LEAF || middle == first || middle == last;
    Node[] halves = leaf ? new Node[0] : new Node[] {node(first, middle), node(middle, last)};
    return new Node(first, last, min, max, halves);
  }

  /** Brings the points below {@code at} to the front; says where the others start. */
  private int split(int first, int last, int axis, double at) {
    int low = first;
    for (int n = first; n < last; n++) {
      if (p[3 * n + axis] < at) {
        for (int c = 0; c < 3; c++) {
          double swap = p[3 * n + c];
          p[3 * n + c] = p[3 * low + c];
          p[3 * low + c] = swap;
        }
        low++;
      }
    }
    return low;
  }

  private void search(Node a, Node b) {
    if (a.reach(b) <= best) {
      return;
    }
    if (a.halves.length == 0 && b.halves.length == 0) {
      compare(a, b);
      return;
    }
    boolean divideA =
        b.halves.length == 0 || (a.halves.length > 0 && a.last - a.first >= b.last - b.first);
    Node[] halves = divideA ? a.halves : b.halves;
    Node other = divideA ? b : a;
    // The half with more to offer first: a good pair early leaves more out.
    int far = halves[0].reach(other) >= halves[1].reach(other) ? 0 : 1;
    search(halves[far], other);
    search(halves[1 - far], other);
  }

  private void compare(Node a, Node b) {
    for (int m = a.first; m < a.last; m++) {
      for (int n = b.first; n < b.last; n++) {
        double dx = p[3 * m] - p[3 * n];
        double dy = p[3 * m + 1] - p[3 * n + 1];
        double dz = p[3 * m + 2] - p[3 * n + 2];
        double d = dx * dx + dy * dy + dz * dz;
        if (d > best) {
          best = d;
          from = m;
          to = n;
        }
      }
    }
  }
}
