package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;

/**
 * Walks a grid that lies anyhow to another, row by row. Along a row the position in the other grid
 * moves by a constant step, so where the row enters and leaves it is computed, not tested at each
 * voxel. Voxels more than half a voxel beyond the other grid's outermost centres are not visited.
 */
final class Oblique {

  /**
   * What happens to the voxels of a row. Voxel {@code i} has the output index {@code o + i} and
   * lies at {@code start + i · step} (x, y, z), in voxels of the other grid.
   */
  interface Row {
    /**
     * Voxels {@code from} to below {@code to}, which all lie between the outermost centres: each
     * coordinate is at least 0 and below the last index.
     */
    void inside(int o, int from, int to, double[] start, double[] step);

    /** Voxel {@code o} at (x, y, z), which may lie up to half a voxel beyond. */
    void border(int o, double x, double y, double z);
  }

  private final Geometry to;
  private final int[] size;
  private final double[] origin;
  private final double[] di;
  private final double[] dj;
  private final double[] dk;

  Oblique(Geometry from, Geometry to) {
    this.to = to;
    this.size = new int[] {from.nx(), from.ny(), from.nz()};
    this.origin = voxelOf(to, from, 0, 0, 0);
    this.di = minus(voxelOf(to, from, 1, 0, 0), origin);
    this.dj = minus(voxelOf(to, from, 0, 1, 0), origin);
    this.dk = minus(voxelOf(to, from, 0, 0, 1), origin);
  }

  /** All voxels of the output; {@code row} is used by several threads at once. */
  void walk(Row row, Parallel parallel, Checkpoint checkpoint) {
    parallel.each(
        to.nz(),
        checkpoint,
        k -> {
          double[] start = new double[3];
          for (int j = 0; j < to.ny(); j++) {
            for (int c = 0; c < 3; c++) {
              start[c] = origin[c] + j * dj[c] + k * dk[c];
            }
            walkRow(to.index(0, j, k), start, row);
          }
        });
  }

  private void walkRow(int o, double[] start, Row row) {
    int[] all = range(start, 0, to.nx(), -0.5, -0.5);
    int[] inner = range(start, all[0], all[1], 0, -1);
    border(o, all[0], inner[0], start, row);
    if (inner[0] < inner[1]) {
      row.inside(o, inner[0], inner[1], start, di);
    }
    border(o, inner[1], all[1], start, row);
  }

  private void border(int o, int from, int to, double[] start, Row row) {
    for (int i = from; i < to; i++) {
      row.border(o + i, start[0] + i * di[0], start[1] + i * di[1], start[2] + i * di[2]);
    }
  }

  /**
   * The voxels from {@code first} to below {@code last} of a row all of whose coordinates are at
   * least {@code low} and below size + {@code above}; {first, first} if there is none.
   */
  private int[] range(double[] start, int first, int last, double low, double above) {
    double enters = first;
    double leaves = last - 1.0;
    for (int c = 0; c < 3; c++) {
      if (di[c] != 0) {
        double a = (low - start[c]) / di[c];
        double b = (size[c] + above - start[c]) / di[c];
        enters = Math.max(enters, Math.min(a, b));
        leaves = Math.min(leaves, Math.max(a, b));
      }
    }
    // Division rounds; what counts is the position as it will be computed.
    int from = (int) Math.max(first, Math.ceil(enters) - 1);
    int to = (int) Math.min(last, Math.floor(leaves) + 2);
    while (from < to && !within(start, from, low, above)) {
      from++;
    }
    while (from < to && !within(start, to - 1, low, above)) {
      to--;
    }
    return from < to ? new int[] {from, to} : new int[] {first, first};
  }

  private boolean within(double[] start, int i, double low, double above) {
    for (int c = 0; c < 3; c++) {
      double p = start[c] + i * di[c];
      if (!(p >= low && p < size[c] + above)) {
        return false;
      }
    }
    return true;
  }

  /** Index of the voxel nearest to (x, y, z), which lies at most half a voxel beyond the grid. */
  static int nearest(double x, double y, double z, int nx, int ny, int nz) {
    // Rounding may lift what is just below a half to a whole.
    int i = Math.min((int) (x + 0.5), nx - 1);
    int j = Math.min((int) (y + 0.5), ny - 1);
    int k = Math.min((int) (z + 0.5), nz - 1);
    return i + nx * (j + ny * k);
  }

  private static double[] voxelOf(Geometry grid, Geometry in, int i, int j, int k) {
    double[] w = grid.toWorld(i, j, k);
    return in.toVoxel(w[0], w[1], w[2]);
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  /**
   * The linear indices of the eight voxels around a point, which is moved to the outermost centres
   * if it lies beyond them.
   *
   * @param weight receives the share of each in a trilinear interpolation
   */
  static int[] corners(double x, double y, double z, int nx, int ny, int nz, double[] weight) {
    double px = Math.min(Math.max(x, 0), nx - 1.0);
    double py = Math.min(Math.max(y, 0), ny - 1.0);
    double pz = Math.min(Math.max(z, 0), nz - 1.0);
    int[] corners = new int[8];
    for (int c = 0; c < 8; c++) {
      int i = Math.min((int) px + (c & 1), nx - 1);
      int j = Math.min((int) py + (c >> 1 & 1), ny - 1);
      int k = Math.min((int) pz + (c >> 2), nz - 1);
      corners[c] = i + nx * (j + ny * k);
      weight[c] = part(px, (c & 1) == 0) * part(py, (c >> 1 & 1) == 0) * part(pz, c >> 2 == 0);
    }
    return corners;
  }

  private static double part(double p, boolean low) {
    double t = p - (int) p;
    return low ? 1 - t : t;
  }
}
