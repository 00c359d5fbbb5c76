package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Optional;

/**
 * A grid whose axes run along another's: output voxel (i, j, k) samples the input at ({@code x[i]},
 * {@code y[j]}, {@code z[k]}).
 *
 * @param from the input's grid
 * @param to the output's grid
 * @param codes orientation that the input must be brought into first
 * @param x position along x of each output voxel, in voxels of the input so turned
 */
record Lattice(Geometry from, Geometry to, String codes, double[] x, double[] y, double[] z) {

  /**
   * Axes may drift apart by this part of a voxel over the whole grid and still count as parallel.
   */
  private static final double DRIFT = 1e-4;

  /** Positions this near to a voxel's centre or border are there; the rest is rounding. */
  private static final double SNAP = 1e-6;

  /** {@link Taps#atSpacing}'s positions: those beyond the last centre are moved there. */
  static Lattice spacing(Geometry from, Geometry to, double[] spacingMm) {
    double[] s = from.spacingMm();
    int[] in = {from.nx(), from.ny(), from.nz()};
    int[] out = {to.nx(), to.ny(), to.nz()};
    double[][] p = new double[3][];
    for (int c = 0; c < 3; c++) {
      p[c] = new double[out[c]];
      for (int i = 0; i < out[c]; i++) {
        p[c][i] = Math.min(i * spacingMm[c] / s[c], in[c] - 1.0);
      }
    }
    return new Lattice(from, to, from.orientation(), p[0], p[1], p[2]);
  }

  /** Empty if the grids' axes are not parallel, permuted or not. */
  static Optional<Lattice> aligned(Geometry from, Geometry to) {
    String codes = from.orientation();
    Geometry turned = from;
    double[][] p = positions(turned, to);
    if (p.length == 0) {
      codes = to.orientation();
      turned = Reorient.reoriented(from, codes);
      p = positions(turned, to);
    }
    return p.length == 0
        ? Optional.empty()
        : Optional.of(new Lattice(from, to, codes, p[0], p[1], p[2]));
  }

  private static double[][] positions(Geometry from, Geometry to) {
    int[] n = {to.nx(), to.ny(), to.nz()};
    double[] origin = voxelOf(to, from, new int[3]);
    double[][] p = new double[3][];
    for (int c = 0; c < 3; c++) {
      int[] end = new int[3];
      end[c] = n[c] - 1;
      double[] far = voxelOf(to, from, end);
      p[c] = new double[n[c]];
      for (int r = 0; r < 3; r++) {
        if (r != c && Math.abs(far[r] - origin[r]) > DRIFT) {
          return new double[0][];
        }
      }
      for (int i = 0; i < n[c]; i++) {
        double at = n[c] == 1 ? origin[c] : origin[c] + (far[c] - origin[c]) * i / (n[c] - 1);
        double half = Math.rint(2 * at) / 2;
        p[c][i] = Math.abs(at - half) < SNAP ? half : at;
      }
    }
    return p;
  }

  private static double[] voxelOf(Geometry grid, Geometry in, int[] p) {
    double[] w = grid.toWorld(p[0], p[1], p[2]);
    return in.toVoxel(w[0], w[1], w[2]);
  }

  /** The volume at this lattice; {@code outside} more than half a voxel beyond its centres. */
  float[] sample(
      Volume volume, Interpolation how, float outside, Parallel parallel, Checkpoint checkpoint) {
    boolean turn = !codes.equals(from.orientation());
    boolean cubic = how == Interpolation.CUBIC;
    long copies = (turn ? 1 : 0) + (cubic ? 1 : 0);
    long input = 4L * from.voxels();
    Memory.require("resampling to " + to, input, copies * input + 4L * to.voxels());
    Volume source = turn ? Reorient.reorient(volume, codes) : volume;
    Geometry g = source.geometry();
    float[] in = cubic ? BSpline.coefficients(source, parallel, checkpoint) : source.values();
    float[] out = new float[to.voxels()];
    Range i = Range.inside(x, g.nx());
    Range j = Range.inside(y, g.ny());
    Range k = Range.inside(z, g.nz());
    if (outside != 0 && i.size() * (long) j.size() * k.size() < out.length) {
      Arrays.fill(out, outside);
    }
    if (i.size() > 0 && j.size() > 0 && k.size() > 0) {
      new Separable(
              in,
              g.nx(),
              g.ny(),
              Stencil.at(how, g.nx(), i.of(x)),
              Stencil.at(how, g.ny(), j.of(y)),
              Stencil.at(how, g.nz(), k.of(z)),
              out,
              to.index(i.from(), j.from(), k.from()),
              to.nx(),
              to.nx() * to.ny())
          .run(parallel, checkpoint);
    }
    return out;
  }

  /** The labels of the nearest voxels; 0 more than half a voxel beyond the outermost centres. */
  short[] nearest(LabelMap labels, Parallel parallel, Checkpoint checkpoint) {
    boolean turn = !codes.equals(from.orientation());
    long input = 2L * from.voxels();
    Memory.require("resampling to " + to, input, (turn ? input : 0) + 2L * to.voxels());
    LabelMap source = turn ? Reorient.reorient(labels, codes) : labels;
    short[] out = new short[to.voxels()];
    Geometry g = source.geometry();
    short[] in = source.labels();
    Range inside = Range.inside(x, g.nx());
    int[] columns = voxels(x, g.nx());
    int[] rows = voxels(y, g.ny());
    int[] slices = voxels(z, g.nz());
    parallel.each(
        to.nz(),
        checkpoint,
        k -> {
          for (int j = 0; j < to.ny(); j++) {
            if (slices[k] >= 0 && rows[j] >= 0) {
              int row = g.index(0, rows[j], slices[k]);
              int o = to.index(0, j, k);
              for (int i = inside.from(); i < inside.to(); i++) {
                out[o + i] = in[row + columns[i]];
              }
            }
          }
        });
    return out;
  }

  /** The nearest voxel to each position, the higher one half-way, −1 outside. */
  private static int[] voxels(double[] positions, int n) {
    int[] v = new int[positions.length];
    for (int i = 0; i < v.length; i++) {
      double p = Math.floor(positions[i] + 0.5);
      v[i] = p >= 0 && p < n ? (int) p : -1;
    }
    return v;
  }

  /** Positions {@code from} to below {@code to}. */
  private record Range(int from, int to) {

    /** Those within half a voxel of the centres 0 to n − 1; positions ascend or descend. */
    static Range inside(double[] positions, int n) {
      int from = 0;
      while (from < positions.length && !inside(positions[from], n)) {
        from++;
      }
      int to = from;
      while (to < positions.length && inside(positions[to], n)) {
        to++;
      }
      return new Range(from, to);
    }

    private static boolean inside(double p, int n) {
      return p >= -0.5 && p < n - 0.5;
    }

    int size() {
      return to - from;
    }

    double[] of(double[] positions) {
      return Arrays.copyOfRange(positions, from, to);
    }
  }
}
