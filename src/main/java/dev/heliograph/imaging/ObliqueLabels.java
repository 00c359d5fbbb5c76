package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;

/** Takes labels along the rows of an oblique grid: the nearest one, or the one with most weight. */
final class ObliqueLabels implements Oblique.Row {

  private final boolean smooth;
  private final short[] in;
  private final int nx;
  private final int ny;
  private final int nz;
  private final short[] out;

  /**
   * @param smooth whether the label with the greatest sum of trilinear weights wins; else the
   *     nearest voxel's
   */
  ObliqueLabels(boolean smooth, short[] in, Geometry from, short[] out) {
    this.smooth = smooth;
    this.in = in;
    this.nx = from.nx();
    this.ny = from.ny();
    this.nz = from.nz();
    this.out = out;
  }

  @Override
  public void inside(int o, int from, int to, double[] start, double[] step) {
    for (int i = from; i < to; i++) {
      double x = start[0] + i * step[0];
      double y = start[1] + i * step[1];
      double z = start[2] + i * step[2];
      out[o + i] = smooth && mixed((int) x, (int) y, (int) z) ? weighed(x, y, z) : nearest(x, y, z);
    }
  }

  @Override
  public void border(int o, double x, double y, double z) {
    out[o] = smooth ? weighed(x, y, z) : nearest(x, y, z);
  }

  private short nearest(double x, double y, double z) {
    return in[Oblique.nearest(x, y, z, nx, ny, nz)];
  }

  private boolean mixed(int i, int j, int k) {
    int p = i + nx * (j + ny * k);
    int q = p + nx;
    int r = p + nx * ny;
    int s = r + nx;
    short a = in[p];
    return ((a ^ in[p + 1])
            | (a ^ in[q])
            | (a ^ in[q + 1])
            | (a ^ in[r])
            | (a ^ in[r + 1])
            | (a ^ in[s])
            | (a ^ in[s + 1]))
        != 0;
  }

  private short weighed(double x, double y, double z) {
    double[] part = new double[8];
    int[] corners = Oblique.corners(x, y, z, nx, ny, nz, part);
    short[] label = new short[8];
    double[] weight = new double[8];
    int count = 0;
    for (int corner = 0; corner < 8; corner++) {
      short l = in[corners[corner]];
      int n = 0;
      while (n < count && label[n] != l) {
        n++;
      }
      count = Math.max(count, n + 1);
      label[n] = l;
      weight[n] += part[corner];
    }
    short best = nearest(x, y, z);
    double most = 0;
    for (int n = 0; n < count; n++) {
      most = Math.max(most, weight[n]);
    }
    for (int n = 0; n < count; n++) {
      if (label[n] == best && weight[n] >= most - TIE) {
        return best;
      }
    }
    int lowest = 1 << 16;
    for (int n = 0; n < count; n++) {
      lowest = weight[n] >= most - TIE ? Math.min(lowest, label[n] & 0xffff) : lowest;
    }
    return (short) lowest;
  }

  /** Sums of weights that differ by less are equal. */
  private static final double TIE = 1e-9;
}
