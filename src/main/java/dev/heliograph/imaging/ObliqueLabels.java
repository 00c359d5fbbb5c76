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
    double px = Math.min(Math.max(x, 0), nx - 1.0);
    double py = Math.min(Math.max(y, 0), ny - 1.0);
    double pz = Math.min(Math.max(z, 0), nz - 1.0);
    short[] label = new short[8];
    double[] weight = new double[8];
    int count = 0;
    for (int corner = 0; corner < 8; corner++) {
      int i = Math.min((int) px + (corner & 1), nx - 1);
      int j = Math.min((int) py + (corner >> 1 & 1), ny - 1);
      int k = Math.min((int) pz + (corner >> 2), nz - 1);
      double w =
          part(px, (corner & 1) == 0)
              * part(py, (corner >> 1 & 1) == 0)
              * part(pz, corner >> 2 == 0);
      short l = in[i + nx * (j + ny * k)];
      int n = 0;
      while (n < count && label[n] != l) {
        n++;
      }
      count = Math.max(count, n + 1);
      label[n] = l;
      weight[n] += w;
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

  private static double part(double p, boolean low) {
    double t = p - (int) p;
    return low ? 1 - t : t;
  }
}
