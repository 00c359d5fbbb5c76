package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Exact Euclidean distances on a grid, in millimetres between voxel centres, anisotropic spacing
 * included; one pass along each axis (see {@link Envelope}). Nothing lies beyond the grid: its edge
 * is no background. Squared distances are kept as floats between the passes, so a distance is right
 * to 1e-7 of itself. Time follows the label's bounding box, memory is the result alone.
 */
public final class DistanceMap {

  /** Cosine of the angle between two voxel axes from which on a grid counts as sheared. */
  private static final double SHEAR = 1e-3;

  /** Columns worked on together, so that whole cache lines are read. */
  private static final int BLOCK = 32;

  private final LabelMap map;
  private final short label;
  private final boolean inside;
  private final int[] min;
  private final int[] max;
  private final float[] out;

  private DistanceMap(LabelMap map, int label, boolean inside, int[] min, int[] max, float[] out) {
    this.map = map;
    this.label = (short) label;
    this.inside = inside;
    this.min = min;
    this.max = max;
    this.out = out;
  }

  /**
   * For each voxel of the label the distance to the nearest voxel without it, elsewhere 0 ({@code
   * scipy.ndimage.distance_transform_edt} of the label's mask); infinite if every voxel of the grid
   * has the label.
   *
   * @throws IllegalArgumentException if the grid's axes are not at right angles (gantry tilt), or
   *     the result cannot fit into memory
   */
  public static Volume inside(LabelMap map, int label, Parallel threads, Checkpoint checkpoint) {
    return of(map, label, true, threads, checkpoint);
  }

  /**
   * For each voxel without the label the distance to the nearest voxel with it, in the label 0;
   * infinite if no voxel has the label.
   *
   * @throws IllegalArgumentException as {@link #inside}
   */
  public static Volume outside(LabelMap map, int label, Parallel threads, Checkpoint checkpoint) {
    return of(map, label, false, threads, checkpoint);
  }

  private static Volume of(
      LabelMap map, int label, boolean inside, Parallel threads, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    requireRightAngles(g);
    Memory.require("a distance map", 2L * g.voxels(), 4L * g.voxels());
    int[] min = {0, 0, 0};
    int[] max = {g.nx() - 1, g.ny() - 1, g.nz() - 1};
    if (inside) {
      Extent extent = Extent.of(map, label, threads, checkpoint);
      min = extent.min();
      max = extent.max();
    }
    float[] out = new float[g.voxels()];
    if (max[0] >= 0) {
      new DistanceMap(map, label, inside, min, max, out).run(threads, checkpoint);
    }
    return new Volume(g, out, Unit.MILLIMETRE);
  }

  private static void requireRightAngles(Geometry g) {
    if (!rightAngles(g)) {
      throw new IllegalArgumentException(
          "the voxel axes are not at right angles (gantry tilt?); resample the image to an"
              + " upright grid first");
    }
  }

  static boolean rightAngles(Geometry g) {
    double[] a = g.affine();
    double[] s = g.spacingMm();
    for (int c = 0; c < 3; c++) {
      int d = (c + 1) % 3;
      double dot = a[c] * a[d] + a[4 + c] * a[4 + d] + a[8 + c] * a[8 + d];
      if (Math.abs(dot) > SHEAR * s[c] * s[d]) {
        return false;
      }
    }
    return true;
  }

  private void run(Parallel threads, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    double[] spacing = g.spacingMm();
    int[] size = {max[0] - min[0] + 1, max[1] - min[1] + 1, max[2] - min[2] + 1};
    boolean[] before = {min[0] > 0, min[1] > 0, min[2] > 0};
    boolean[] after = {max[0] < g.nx() - 1, max[1] < g.ny() - 1, max[2] < g.nz() - 1};
    // z comes first: scans often end inside of the body, so along z most columns meet no
    // background,
    // stay infinite and give the envelopes of the other passes nothing to do.
    threads.eachWith(
        size[1],
        checkpoint,
        () -> {
          float[] voxels = new float[size[0]];
          return (IntConsumer) j -> alongZ(min[1] + j, voxels, before[2], after[2], spacing[2]);
        });
    threads.eachWith(
        size[2],
        checkpoint,
        () -> {
          Columns columns = new Columns(size, spacing[1], before[1], after[1]);
          Envelope rows = new Envelope(size[0], spacing[0]);
          return (IntConsumer)
              k -> {
                columns.pass(g.index(min[0], min[1], min[2] + k));
                for (int j = min[1]; j <= max[1]; j++) {
                  int row = g.index(min[0], j, min[2] + k);
                  rows.apply(out, row, size[0], before[0], after[0]);
                  for (int p = row; p < row + size[0]; p++) {
                    out[p] = (float) Math.sqrt(out[p]);
                  }
                }
              };
        });
  }

  /**
   * Squared distances along z alone, for all columns of one y, by a walk up and a walk down.
   *
   * @param voxels scratch, one number for each column: how many voxels away the background is
   */
  private void alongZ(int j, float[] voxels, boolean openBefore, boolean openAfter, double stepMm) {
    Geometry g = map.geometry();
    short[] labels = map.labels();
    int n = voxels.length;
    Arrays.fill(voxels, openBefore ? 0 : Float.POSITIVE_INFINITY);
    for (int k = min[2]; k <= max[2]; k++) {
      int row = g.index(min[0], j, k);
      for (int c = 0; c < n; c++) {
        float next = (labels[row + c] == label) == inside ? voxels[c] + 1 : 0;
        voxels[c] = next;
        out[row + c] = next;
      }
    }
    Arrays.fill(voxels, openAfter ? 0 : Float.POSITIVE_INFINITY);
    for (int k = max[2]; k >= min[2]; k--) {
      int row = g.index(min[0], j, k);
      for (int c = 0; c < n; c++) {
        float next = Math.min(out[row + c], voxels[c] + 1);
        double d = next * stepMm;
        voxels[c] = next;
        out[row + c] = (float) (d * d);
      }
    }
  }

  /** Works on the columns along y of one slice, a block at a time. */
  private final class Columns {
    private final int width;
    private final int length;
    private final boolean openBefore;
    private final boolean openAfter;
    private final Envelope envelope;
    private final float[] block;

    Columns(int[] size, double stepMm, boolean openBefore, boolean openAfter) {
      this.width = size[0];
      this.length = size[1];
      this.openBefore = openBefore;
      this.openAfter = openAfter;
      this.envelope = new Envelope(length, stepMm);
      this.block = new float[BLOCK * length];
    }

    /**
     * @param start linear index of the first column's first voxel
     */
    void pass(int start) {
      int stride = map.geometry().nx();
      for (int x = 0; x < width; x += BLOCK) {
        int w = Math.min(BLOCK, width - x);
        float any = 0;
        for (int q = 0; q < length; q++) {
          int p = start + x + q * stride;
          for (int c = 0; c < w; c++) {
            float value = out[p + c];
            block[c * length + q] = value;
            any += value;
          }
        }
        if (any == 0) {
          continue;
        }
        for (int c = 0; c < w; c++) {
          envelope.apply(block, c * length, length, openBefore, openAfter);
        }
        for (int q = 0; q < length; q++) {
          int p = start + x + q * stride;
          for (int c = 0; c < w; c++) {
            out[p + c] = block[c * length + q];
          }
        }
      }
    }
  }
}
