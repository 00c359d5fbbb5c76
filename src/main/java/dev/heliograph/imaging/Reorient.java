package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;

/**
 * Permutes and flips voxel axes so that they grow in wanted directions. No value is interpolated,
 * every voxel keeps its world position; oblique grids stay oblique.
 */
public final class Reorient {

  private Reorient() {}

  /**
   * @param codes three letters of R/L, A/P, S/I, one of each pair: the direction in which x, y and
   *     z shall grow, such as "RAS"
   * @throws IllegalArgumentException if the letters do not name three axes
   */
  public static Volume reorient(Volume volume, String codes) {
    Axes axes = Axes.of(volume.geometry(), codes);
    float[] in = volume.values();
    float[] out = new float[in.length];
    axes.forEachRow(
        (o, i) -> {
          for (int n = 0, p = i; n < axes.to.nx(); n++, p += axes.strideX) {
            out[o + n] = in[p];
          }
        });
    return new Volume(axes.to, out, volume.unit());
  }

  /** As {@link #reorient(Volume, String)}. */
  public static LabelMap reorient(LabelMap labels, String codes) {
    Axes axes = Axes.of(labels.geometry(), codes);
    short[] in = labels.labels();
    short[] out = new short[in.length];
    axes.forEachRow(
        (o, i) -> {
          for (int n = 0, p = i; n < axes.to.nx(); n++, p += axes.strideX) {
            out[o + n] = in[p];
          }
        });
    return new LabelMap(axes.to, out, labels.structures());
  }

  /**
   * The orientation codes of a grid with one voxel axis flipped, for {@link #reorient(Volume,
   * String)}.
   *
   * @param axis 0, 1 or 2
   */
  public static String flipped(Geometry g, int axis) {
    StringBuilder codes = new StringBuilder(g.orientation());
    codes.setCharAt(axis, "LPIRAS".charAt("RASLPI".indexOf(codes.charAt(axis))));
    return codes.toString();
  }

  /** The grid that {@link #reorient(Volume, String)} makes. */
  static Geometry reoriented(Geometry from, String codes) {
    return Axes.of(from, codes).to;
  }

  /** Called with the linear index of each output row's first voxel and of its source. */
  private interface Row {
    void at(int out, int in);
  }

  /** Where each output voxel comes from: {@code start + x·strideX + y·strideY + z·strideZ}. */
  private record Axes(Geometry to, int start, int strideX, int strideY, int strideZ) {

    static Axes of(Geometry from, String codes) {
      int[] n = {from.nx(), from.ny(), from.nz()};
      int[] stride = {1, from.nx(), from.nx() * from.ny()};
      int[] world = from.closestAxes();
      double[] a = from.affine();
      double[] b = a.clone();
      int[] size = new int[3];
      int[] step = new int[3];
      int start = 0;
      int seen = 0;
      for (int o = 0; o < 3; o++) {
        int code = codes.length() == 3 ? "RASLPI".indexOf(codes.charAt(o)) : -1;
        if (code < 0 || (seen & (1 << code % 3)) != 0) {
          throw new IllegalArgumentException(
              "'" + codes + "' does not name three axes; say RAS or LPS");
        }
        seen |= 1 << code % 3;
        int c = axisOf(world, code % 3);
        boolean flip = (a[4 * world[c] + c] >= 0) != (code < 3);
        size[o] = n[c];
        step[o] = flip ? -stride[c] : stride[c];
        for (int r = 0; r < 3; r++) {
          b[4 * r + o] = flip ? -a[4 * r + c] : a[4 * r + c];
          b[4 * r + 3] += flip ? a[4 * r + c] * (n[c] - 1) : 0;
        }
        start += flip ? stride[c] * (n[c] - 1) : 0;
      }
      return new Axes(new Geometry(size[0], size[1], size[2], b), start, step[0], step[1], step[2]);
    }

    private static int axisOf(int[] world, int wanted) {
      return world[0] == wanted ? 0 : world[1] == wanted ? 1 : 2;
    }

    void forEachRow(Row row) {
      int out = 0;
      for (int k = 0; k < to.nz(); k++) {
        for (int j = 0; j < to.ny(); j++, out += to.nx()) {
          row.at(out, start + j * strideY + k * strideZ);
        }
      }
    }
  }
}
