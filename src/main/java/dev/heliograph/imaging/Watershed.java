package dev.heliograph.imaging;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * Splits objects of one label that touch. The distance to the background (mm) is a landscape with a
 * hill for each object; a marker on each hill's top is grown downhill, highest voxels first, until
 * the objects meet at the neck between them (Beucher and Meyer 1993; order as in scikit-image's
 * {@code watershed}: by height, then by the time of discovery).
 *
 * <p>Memory beside the result: 4 bytes for each voxel of the label's box and 24 for each voxel of
 * the flood's front. Finding necks takes 4 more for each voxel of the box and 8 for each of the
 * label, before there is a result. Grids with slanted axes are refused, see {@link DistanceMap}.
 */
public final class Watershed {

  /**
   * The objects, numbered from 1 in the order of their markers, highest first.
   *
   * @param map each object's number, on the grid of the input
   * @param parts voxels and box of each; object {@code n} is number {@code n − 1} of them
   */
  public record Objects(LabelMap map, List<Part> parts) {}

  private static final int MOST = 0xffff;

  private final Window window;
  private final float[] mm;
  private final int[] steps;

  /** Of each voxel of the whole grid: the result. */
  private final short[] object;

  private Watershed(Geometry grid, Window window, float[] mm, Connectivity connectivity) {
    this.window = window;
    this.mm = mm;
    this.steps = Neighbours.steps(connectivity);
    this.object = new short[grid.voxels()];
  }

  /**
   * Two hills count as two objects if the neck between them lies at least {@code depthMm} below the
   * lower top ("h-maxima"): if the largest ball in the smaller object has a radius that much larger
   * than the largest that passes the neck. Each connected part is at least one object and every
   * voxel belongs to one.
   *
   * @param label 1 to 65535
   * @param depthMm more than 0; small values split at every bump of the surface
   * @throws IllegalArgumentException if there are more than 65535 objects
   */
  public static Objects splitAtNecks(
      LabelMap map,
      int label,
      double depthMm,
      Connectivity connectivity,
      Parallel parallel,
      Checkpoint checkpoint) {
    if (!(depthMm > 0)) {
      throw new IllegalArgumentException("a neck must be more than 0 mm deep, not " + depthMm);
    }
    return split(
        map,
        label,
        connectivity,
        parallel,
        checkpoint,
        (box, voxels) -> 4 * box + 8 * voxels,
        (window, mm) ->
            new Prominence(window.geometry(), mm, Neighbours.steps(connectivity))
                .peaks(depthMm, checkpoint));
  }

  /**
   * The markers are the highest voxels within {@code spacing} voxels along each axis: what {@code
   * peak_local_max(distance, min_distance=spacing, labels=mask)} of scikit-image finds, also where
   * a hill stands in another part. Parts without a marker are no objects.
   *
   * @param label 1 to 65535
   * @param spacing at least 1
   * @param border markers lie at least this many voxels away from the grid's faces; scikit-image
   *     uses {@code spacing} unless told otherwise
   * @throws IllegalArgumentException if there are more than 65535 objects
   */
  public static Objects splitBySpacing(
      LabelMap map,
      int label,
      int spacing,
      int border,
      Connectivity connectivity,
      Parallel parallel,
      Checkpoint checkpoint) {
    if (spacing < 1 || border < 0) {
      throw new IllegalArgumentException("spacing starts at 1 and border at 0");
    }
    return split(
        map,
        label,
        connectivity,
        parallel,
        checkpoint,
        (box, voxels) -> 2 * box,
        (window, mm) -> new SpacedPeaks(window, mm, spacing, border).peaks(parallel, checkpoint));
  }

  /** Finds the markers. */
  private interface Markers {
    /** Linear indices in the window of their voxels. */
    int[] in(Window window, float[] mm);
  }

  /**
   * @param scratch bytes that finding the markers takes beside the distances, by the voxels of the
   *     box and of the label
   */
  private static Objects split(
      LabelMap map,
      int label,
      Connectivity connectivity,
      Parallel parallel,
      Checkpoint checkpoint,
      LongBinaryOperator scratch,
      Markers markers) {
    Geometry g = map.geometry();
    Extent extent = Extent.of(map, label, parallel, checkpoint);
    long bytes = 2L * g.voxels();
    if (extent.empty()) {
      return new Objects(new LabelMap(g, new short[g.voxels()], Map.of()), List.of());
    }
    Window window = Window.around(extent, 1);
    long box = window.geometry().voxels();
    Memory.require(
        "splitting objects",
        bytes,
        4 * box + Math.max(bytes, scratch.applyAsLong(box, extent.voxels())));
    float[] mm = DistanceMap.inside(window.of(map), label, parallel, checkpoint).values();
    int[] tops = markers.in(window, mm);
    Watershed w = new Watershed(g, window, mm, connectivity);
    Growth growth = new Growth(w.flood(tops, checkpoint));
    window.each(
        (p, q) -> {
          if (w.object[q] != 0) {
            growth.add(w.object[q] & 0xffff, q % g.nx(), q / g.nx() % g.ny(), q / g.nx() / g.ny());
          }
        });
    return new Objects(new LabelMap(g, w.object, Map.of()), growth.parts());
  }

  private int flood(int[] markers, Checkpoint checkpoint) {
    if (markers.length > MOST) {
      throw new IllegalArgumentException(
          "the mask splits into "
              + markers.length
              + " objects, and at most "
              + MOST
              + " can be numbered; remove noise or ask for deeper necks");
    }
    FloodQueue queue = new FloodQueue();
    Geometry box = window.geometry();
    int nx = box.nx();
    int ny = box.ny();
    int nz = box.nz();
    for (int n = 0; n < markers.length; n++) {
      int m = markers[n];
      object[window.toGrid(m % nx, m / nx % ny, m / nx / ny)] = (short) (n + 1);
      queue.add(mm[m], m);
    }
    for (int count = 0; !queue.isEmpty(); count++) {
      if ((count & 0xffff) == 0) {
        checkpoint.check();
      }
      int p = queue.remove();
      int i = p % nx;
      int j = p / nx % ny;
      int k = p / nx / ny;
      short number = object[window.toGrid(i, j, k)];
      for (int s = 0; s < steps.length; s += 3) {
        int x = i + steps[s];
        int y = j + steps[s + 1];
        int z = k + steps[s + 2];
        if (x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz) {
          int q = x + nx * (y + ny * z);
          int there = window.toGrid(x, y, z);
          if (mm[q] > 0 && object[there] == 0) {
            object[there] = number;
            queue.add(mm[q], q);
          }
        }
      }
    }
    return markers.length;
  }

  /** Sizes and boxes of the objects. */
  private static final class Growth {
    private final long[] voxels;
    private final int[][] min;
    private final int[][] max;

    Growth(int count) {
      voxels = new long[count];
      min = new int[count][];
      max = new int[count][];
    }

    void add(int number, int i, int j, int k) {
      int n = number - 1;
      if (voxels[n]++ == 0) {
        min[n] = new int[] {i, j, k};
        max[n] = new int[] {i, j, k};
      }
      min[n][0] = Math.min(min[n][0], i);
      min[n][1] = Math.min(min[n][1], j);
      max[n][0] = Math.max(max[n][0], i);
      max[n][1] = Math.max(max[n][1], j);
      max[n][2] = k;
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      for (int n = 0; n < voxels.length; n++) {
        parts.add(new Part(voxels[n], min[n], max[n]));
      }
      return List.copyOf(parts);
    }
  }
}
