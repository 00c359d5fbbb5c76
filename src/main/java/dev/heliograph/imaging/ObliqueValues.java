package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;

/** Interpolates values along the rows of an oblique grid. */
final class ObliqueValues implements Oblique.Row {

  private final Interpolation how;
  private final float[] in;
  private final int nx;
  private final int ny;
  private final int nz;
  private final float[] out;

  /**
   * @param in the voxels, or the spline's coefficients if {@code how} is cubic
   */
  ObliqueValues(Interpolation how, float[] in, Geometry from, float[] out) {
    this.how = how;
    this.in = in;
    this.nx = from.nx();
    this.ny = from.ny();
    this.nz = from.nz();
    this.out = out;
  }

  @Override
  public void inside(int o, int from, int to, double[] start, double[] step) {
    if (how == Interpolation.LINEAR) {
      linear(o, from, to, start, step);
    } else {
      for (int i = from; i < to; i++) {
        border(o + i, start[0] + i * step[0], start[1] + i * step[1], start[2] + i * step[2]);
      }
    }
  }

  @Override
  public void border(int o, double x, double y, double z) {
    out[o] =
        switch (how) {
          case NEAREST -> nearest(x, y, z);
          case LINEAR -> clamped(x, y, z);
          case CUBIC -> cubic(x, y, z);
        };
  }

  private float nearest(double x, double y, double z) {
    return in[Oblique.nearest(x, y, z, nx, ny, nz)];
  }

  private void linear(int o, int from, int to, double[] start, double[] step) {
    double x0 = start[0];
    double y0 = start[1];
    double z0 = start[2];
    double dx = step[0];
    double dy = step[1];
    double dz = step[2];
    int row = nx;
    int slice = nx * ny;
    for (int i = from; i < to; i++) {
      double x = x0 + i * dx;
      double y = y0 + i * dy;
      double z = z0 + i * dz;
      int xi = (int) x;
      int yi = (int) y;
      int zi = (int) z;
      float tx = (float) (x - xi);
      float ty = (float) (y - yi);
      float tz = (float) (z - zi);
      int p = xi + row * yi + slice * zi;
      int q = p + slice;
      float a = in[p] + tx * (in[p + 1] - in[p]);
      float b = in[p + row] + tx * (in[p + row + 1] - in[p + row]);
      float c = in[q] + tx * (in[q + 1] - in[q]);
      float d = in[q + row] + tx * (in[q + row + 1] - in[q + row]);
      float low = a + ty * (b - a);
      out[o + i] = low + tz * (c + ty * (d - c) - low);
    }
  }

  /** Linear, with coordinates beyond the outermost centres moved there. */
  private float clamped(double x, double y, double z) {
    double[] weight = new double[8];
    int[] corners = Oblique.corners(x, y, z, nx, ny, nz, weight);
    double sum = 0;
    for (int c = 0; c < 8; c++) {
      // Without a share, a value that is not a number must not count.
      if (weight[c] > 0) {
        sum += weight[c] * in[corners[c]];
      }
    }
    return (float) sum;
  }

  private float cubic(double x, double y, double z) {
    int xi = (int) Math.floor(x);
    int yi = (int) Math.floor(y);
    int zi = (int) Math.floor(z);
    double[] wx = new double[4];
    double[] wy = new double[4];
    double[] wz = new double[4];
    Stencil.cubic(x - xi, wx);
    Stencil.cubic(y - yi, wy);
    Stencil.cubic(z - zi, wz);
    boolean inner = xi > 0 && xi < nx - 2;
    double sum = 0;
    for (int c = 0; c < 4; c++) {
      int slice = nx * ny * Stencil.mirror(zi - 1 + c, nz);
      for (int b = 0; b < 4; b++) {
        int row = slice + nx * Stencil.mirror(yi - 1 + b, ny);
        double line;
        if (inner) {
          int p = row + xi - 1;
          line = in[p] * wx[0] + in[p + 1] * wx[1] + in[p + 2] * wx[2] + in[p + 3] * wx[3];
        } else {
          line = 0;
          for (int a = 0; a < 4; a++) {
            line += wx[a] * in[row + Stencil.mirror(xi - 1 + a, nx)];
          }
        }
        sum += wz[c] * wy[b] * line;
      }
    }
    return (float) sum;
  }
}
