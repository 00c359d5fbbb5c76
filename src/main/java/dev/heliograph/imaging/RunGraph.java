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
    graph.join(1, 0, faces ? 0 : 1);
    graph.join(0, 1, faces ? 0 : 1);
    if (!faces) {
      int reach = connectivity == Components.Connectivity.CORNERS_26 ? 1 : 0;
      graph.join(1, 1, reach);
      graph.join(-1, 1, reach);
    }
    return graph.numbered();
  }

  /**
   * The same for runs that touch by a face within one slice.
   *
   * @param axis voxel axis that leaves the slices, 1 or 2
   */
  static int[] partsInSlices(int[] from, int[] to, int nx, int ny, int axis) {
    RunGraph graph = new RunGraph(from, to, nx, ny);
    graph.join(axis == 2 ? 1 : 0, axis == 2 ? 0 : 1, 0);
    return graph.numbered();
  }

  /** Joins each run with those {@code dj} rows and {@code dk} slices before that it touches. */
  private void join(int dj, int dk, int reach) {
    int shift = nx * (dj + ny * dk);
    int b = 0;
    for (int a = 0; a < from.length; a++) {
      int row = from[a] / nx;
      int j = row % ny - dj;
      if (j < 0 || j >= ny || row / ny < dk) {
        continue;
      }
      int start = row * nx - shift;
      int low = Math.max(from[a] - shift - reach, start);
      int high = Math.min(to[a] - shift + reach, start + nx);
      while (to[b] <= low) {
        b++;
      }
      for (int c = b; from[c] < high; c++) {
        union(a, c);
      }
    }
  }

  /** The lower one becomes the root, so that a root is the first run of its part. */
  private void union(int a, int b) {
    int x = root(a);
    int y = root(b);
    parent[Math.max(x, y)] = Math.min(x, y);
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
