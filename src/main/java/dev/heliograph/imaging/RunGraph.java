package dev.heliograph.imaging;

/**
 * Joins the runs of one label that touch, by union-find; so time and memory follow the structure's
 * runs and not the grid.
 */
final class RunGraph {

  private final int[] from;
  private final int[] to;
  private final int nx;
  private final int ny;
  private final int[] parent;

  private RunGraph(int[] from, int[] to, int nx, int ny) {
    this.from = from;
    this.to = to;
    this.nx = nx;
    this.ny = ny;
    this.parent = new int[from.length];
    for (int r = 0; r < parent.length; r++) {
      parent[r] = r;
    }
  }

  /**
   * For each run the number of its part, from 0, in the order in which parts are met.
   *
   * @param from linear indices of the first voxels of the runs, ascending
   * @param to linear indices after their last
   * @param nx voxels of the grid along x
   * @param ny along y
   */
  static int[] parts(int[] from, int[] to, int nx, int ny, Components.Connectivity connectivity) {
    RunGraph graph = new RunGraph(from, to, nx, ny);
    boolean faces = connectivity == Components.Connectivity.FACES_6;
    int reach = connectivity == Components.Connectivity.CORNERS_26 ? 1 : 0;
    graph.join(
        faces ? new int[] {1, 0} : new int[] {1, 0, 1, -1},
        faces ? new int[] {0, 1} : new int[] {0, 1, 1, 1},
        faces ? new int[] {0, 0} : new int[] {1, 1, reach, reach});
    return graph.numbered();
  }

  /**
   * The same for runs that touch by a face within one slice.
   *
   * @param axis voxel axis that leaves the slices, 1 or 2
   */
  static int[] partsInSlices(int[] from, int[] to, int nx, int ny, int axis) {
    RunGraph graph = new RunGraph(from, to, nx, ny);
    int[] one = {1};
    int[] none = {0};
    graph.join(axis == 2 ? one : none, axis == 2 ? none : one, none);
    return graph.numbered();
  }

  /**
   * Joins each run with those in earlier rows that it touches.
   *
   * @param dj how many rows before each of those rows is
   * @param dk how many slices before
   * @param reach how many voxels along x may lie between
   */
  private void join(int[] dj, int[] dk, int[] reach) {
    // Of each earlier row the first run that a later run can still touch.
    int[] next = new int[dj.length];
    for (int a = 0; a < from.length; a++) {
      int row = from[a] / nx;
      int k = row / ny;
      int j = row - k * ny;
      for (int d = 0; d < dj.length; d++) {
        int before = j - dj[d];
        if (before < 0 || before >= ny || k < dk[d]) {
          continue;
        }
        int shift = nx * (dj[d] + ny * dk[d]);
        int start = row * nx - shift;
        int low = Math.max(from[a] - shift - reach[d], start);
        int high = Math.min(to[a] - shift + reach[d], start + nx);
        int b = next[d];
        while (to[b] <= low) {
          b++;
        }
        next[d] = b;
        for (; from[b] < high; b++) {
          // Most often an earlier row has joined them already.
          if (parent[a] != parent[b]) {
            union(a, b);
          }
        }
      }
    }
  }

  /** The lower one becomes the root, so that a root is the first run of its part. */
  private void union(int a, int b) {
    int x = root(a);
    int y = root(b);
    int low = Math.min(x, y);
    parent[x] = low;
    parent[y] = low;
    // Both point to the root, so that the next question about them is a short one.
    parent[a] = low;
    parent[b] = low;
  }

  private int root(int r) {
    int x = r;
    while (parent[x] != x) {
      parent[x] = parent[parent[x]];
      x = parent[x];
    }
    return x;
  }

  private int[] numbered() {
    int count = 0;
    for (int r = 0; r < parent.length; r++) {
      // Roots come first and their entries already hold numbers: those of later runs follow.
      parent[r] = parent[r] == r ? count++ : parent[parent[r]];
    }
    return parent;
  }
}
