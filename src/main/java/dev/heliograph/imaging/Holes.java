package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Fills the holes of a structure: background from which no path over voxels that share a face leads
 * to the grid's edge without crossing the structure ({@code scipy.ndimage.binary_fill_holes}). Only
 * background is filled: another structure that lies in a hole keeps its label.
 *
 * <p>Works on the gaps between runs of the structure in its bounding box, joined by union-find, so
 * time follows its rows and not the grid. Memory beside the result is 12 bytes a gap.
 */
public final class Holes {

  private final LabelMap map;
  private final Geometry g;
  private final short label;
  private final int[] min;
  private final int[] max;

  /** Index of the first gap of each row of the box; one more entry at the end. */
  private final int[] start;

  private final int[] from;
  private final int[] to;
  private final int[] parent;

  /**
   * Holes in space.
   *
   * @param label 1 to 65535
   */
  public static LabelMap fill(LabelMap map, int label, Parallel parallel, Checkpoint checkpoint) {
    return fill(map, label, -1, parallel, checkpoint);
  }

  /**
   * Holes of each slice by itself, also those that are open to another slice.
   *
   * @param axis voxel axis that leaves the slices: 0, 1 or 2
   */
  public static LabelMap fillSlices(
      LabelMap map, int label, int axis, Parallel parallel, Checkpoint checkpoint) {
    if (axis != 0) {
      return fill(map, label, axis, parallel, checkpoint);
    }
    // Runs along x leave these slices; turned in memory they lie in them.
    Extent extent = Extent.of(map, label, parallel, checkpoint);
    Memory.require("filling holes", 2L * map.labels().length, 4L * map.labels().length);
    short[] out = map.labels().clone();
    if (!extent.empty()) {
      Window box = Window.around(extent, 0);
      String codes = map.geometry().orientation();
      String turned = codes.substring(1) + codes.charAt(0);
      LabelMap filled =
          fill(Reorient.reorient(box.of(map), turned), label, 2, parallel, checkpoint);
      short[] back = Reorient.reorient(filled, codes).labels();
      box.each((b, p) -> out[p] = back[b]);
    }
    return new LabelMap(map.geometry(), out, map.structures());
  }

  private static LabelMap fill(
      LabelMap map, int label, int axis, Parallel parallel, Checkpoint checkpoint) {
    Memory.require("filling holes", 2L * map.labels().length, 2L * map.labels().length);
    Extent extent = Extent.of(map, label, parallel, checkpoint);
    short[] out = map.labels().clone();
    if (!extent.empty()) {
      Holes holes = new Holes(map, extent, (short) label, parallel, checkpoint);
      holes.join(axis, checkpoint);
      holes.paint(axis, out);
    }
    return new LabelMap(map.geometry(), out, map.structures());
  }

  private Holes(
      LabelMap map, Extent extent, short label, Parallel parallel, Checkpoint checkpoint) {
    this.map = map;
    this.g = map.geometry();
    this.label = label;
    this.min = extent.min();
    this.max = extent.max();
    int rows = max[1] - min[1] + 1;
    int slices = max[2] - min[2] + 1;
    Gaps[] found = new Gaps[slices];
    parallel.eachWith(
        slices,
        checkpoint,
        () -> (IntConsumer) k -> found[k] = new Gaps(min[2] + k, rows));
    int count = 0;
    this.start = new int[rows * slices + 1];
    for (int k = 0; k < slices; k++) {
      for (int j = 0; j < rows; j++) {
        start[j + rows * k] = count + found[k].start[j];
      }
      count += found[k].count;
    }
    start[rows * slices] = count;
    this.from = new int[count];
    this.to = new int[count];
    this.parent = new int[count];
    for (int k = 0; k < slices; k++) {
      System.arraycopy(found[k].from, 0, from, start[rows * k], found[k].count);
      System.arraycopy(found[k].to, 0, to, start[rows * k], found[k].count);
    }
    Arrays.setAll(parent, n -> n);
  }

  /** The stretches of one slice's rows, within the box, that the structure leaves free. */
  private final class Gaps {
    final int[] start;
    int[] from = new int[256];
    int[] to = new int[256];
    int count;

    Gaps(int k, int rows) {
      start = new int[rows];
      for (int j = 0; j < rows; j++) {
        start[j] = count;
        int row = g.index(0, min[1] + j, k);
        int end = row + max[0] + 1;
        int[] free = {row + min[0]};
        RunScan.scan(
            map.labels(),
            row + min[0],
            end,
            max[0] - min[0] + 1,
            (first, last, value) -> {
              if (value == label) {
                add(free[0], first);
                free[0] = last;
              }
            });
        add(free[0], end);
      }
    }

    private void add(int first, int end) {
      if (first < end) {
        if (count == from.length) {
          from = Arrays.copyOf(from, 2 * count);
          to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = first;
        to[count++] = end;
      }
    }
  }

  /**
   * Joins gaps that touch.
   *
   * @param axis slices along this axis are not joined with each other; −1: all are
   */
  private void join(int axis, Checkpoint checkpoint) {
    int rows = max[1] - min[1] + 1;
    int slices = max[2] - min[2] + 1;
    for (int k = 0; k < slices; k++) {
      checkpoint.check();
      for (int j = 0; j < rows; j++) {
        int row = j + rows * k;
        if (j > 0 && axis != 1) {
          join(row, row - 1, g.nx());
        }
        if (k > 0 && axis != 2) {
          join(row, row - rows, g.nx() * g.ny());
        }
      }
    }
  }

  /** Joins the gaps of two rows, the second of which lies {@code below} voxels before. */
  private void join(int row, int other, int below) {
    int a = start[row];
    int b = start[other];
    while (a < start[row + 1] && b < start[other + 1]) {
      if (from[a] < to[b] + below && from[b] + below < to[a]) {
        union(a, b);
      }
      if (to[a] < to[b] + below) {
        a++;
      } else {
        b++;
      }
    }
  }

  private void union(int a, int b) {
    int x = Runs.root(parent, a);
    int y = Runs.root(parent, b);
    parent[Math.max(x, y)] = Math.min(x, y);
  }

  /** Everything beyond the box is background, so a gap at the box's faces is no hole. */
  private void paint(int axis, short[] out) {
    int rows = max[1] - min[1] + 1;
    int slices = max[2] - min[2] + 1;
    boolean[] open = new boolean[parent.length];
    for (int row = 0; row < rows * slices; row++) {
      int j = row % rows;
      int k = row / rows;
      boolean face =
          (axis != 1 && (j == 0 || j == rows - 1)) || (axis != 2 && (k == 0 || k == slices - 1));
      int origin = g.index(0, min[1] + j, min[2] + k);
      for (int n = start[row]; n < start[row + 1]; n++) {
        if (face || from[n] == origin + min[0] || to[n] == origin + max[0] + 1) {
          open[Runs.root(parent, n)] = true;
        }
      }
    }
    for (int n = 0; n < parent.length; n++) {
      if (!open[Runs.root(parent, n)]) {
        for (int p = from[n]; p < to[n]; p++) {
          out[p] = out[p] == 0 ? label : out[p];
        }
      }
    }
  }
}
