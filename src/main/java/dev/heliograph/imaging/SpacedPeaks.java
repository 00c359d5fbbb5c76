package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Voxels that are highest within a cube around them and keep a distance from each other: {@code
 * peak_local_max} of scikit-image 0.26 with one label. Higher ones come first, equal ones by x, y,
 * z; a voxel nearer than the spacing (along the axis in which they are farthest apart) to one
 * before it is left out.
 */
final class SpacedPeaks {

  private final Geometry g;
  private final float[] height;
  private final int spacing;
  private final int[] low;
  private final int[] high;

  /**
   * @param height of each voxel of the window; those at 0 do not exist
   * @param border voxels nearer to a face of the whole grid do not exist either, unless the box
   *     around all others has them
   */
  SpacedPeaks(Window window, float[] height, int spacing, int border) {
    this.g = window.geometry();
    this.height = height;
    this.spacing = spacing;
    int[] least = window.toBox(new int[] {border, border, border});
    int[] most = window.toBox(window.lastVoxel());
    for (int c = 0; c < 3; c++) {
      most[c] -= border;
    }
    this.low = new int[] {g.nx(), g.ny(), g.nz()};
    this.high = new int[] {-1, -1, -1};
    for (int p = 0; p < height.length; p++) {
      if (height[p] > 0) {
        int[] v = {p % g.nx(), p / g.nx() % g.ny(), p / g.nx() / g.ny()};
        boolean counts = true;
        for (int c = 0; c < 3; c++) {
          counts &= v[c] >= least[c] && v[c] <= most[c];
        }
        for (int c = 0; c < 3 && counts; c++) {
          low[c] = Math.min(low[c], v[c]);
          high[c] = Math.max(high[c], v[c]);
        }
      }
    }
  }

  /** Linear indices in the window, highest first. */
  int[] peaks(Parallel parallel, Checkpoint checkpoint) {
    int slices = Math.max(0, high[2] - low[2] + 1);
    int[][] found = new int[slices][];
    parallel.each(slices, checkpoint, k -> found[k] = candidates(low[2] + k));
    Integer[] sorted =
        Arrays.stream(found)
            .flatMapToInt(Arrays::stream)
            .boxed()
            .sorted(this::compare)
            .toArray(Integer[]::new);
    return spaced(sorted);
  }

  private int compare(int p, int q) {
    int byHeight = Float.compare(height[q], height[p]);
    return byHeight != 0 ? byHeight : Long.compare(byX(p), byX(q));
  }

  /** The index in an array with z fastest. */
  private long byX(int p) {
    int i = p % g.nx();
    int j = p / g.nx() % g.ny();
    return p / g.nx() / g.ny() + g.nz() * (j + (long) g.ny() * i);
  }

  private int[] candidates(int k) {
    IntStream.Builder found = IntStream.builder();
    for (int j = low[1]; j <= high[1]; j++) {
      for (int i = low[0]; i <= high[0]; i++) {
        int p = g.index(i, j, k);
        // Few voxels are highest among their nearest neighbours; only those are worth more.
        if (height[p] > 0 && highest(i, j, k, 1) && highest(i, j, k, spacing)) {
          found.add(p);
        }
      }
    }
    return found.build().toArray();
  }

  private boolean highest(int i, int j, int k, int reach) {
    float h = height[g.index(i, j, k)];
    int x0 = Math.max(low[0], i - reach);
    int x1 = Math.min(high[0], i + reach);
    for (int z = Math.max(low[2], k - reach); z <= Math.min(high[2], k + reach); z++) {
      for (int y = Math.max(low[1], j - reach); y <= Math.min(high[1], j + reach); y++) {
        int row = g.index(0, y, z);
        for (int x = x0; x <= x1; x++) {
          if (height[row + x] > h) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Cells as wide as the spacing hold one peak at most, so 27 of them tell who is too near. */
  private int[] spaced(Integer[] sorted) {
    int nx = g.nx() / spacing + 3;
    int ny = g.ny() / spacing + 3;
    int[] taken = new int[nx * ny * (g.nz() / spacing + 3)];
    int[] kept = new int[sorted.length];
    int count = 0;
    for (int p : sorted) {
      int i = p % g.nx();
      int j = p / g.nx() % g.ny();
      int k = p / g.nx() / g.ny();
      int cell = i / spacing + 1 + nx * (j / spacing + 1 + ny * (k / spacing + 1));
      boolean near = false;
      for (int c = 0; c < 27 && !near; c++) {
        int other = taken[cell + c % 3 - 1 + nx * (c / 3 % 3 - 1 + ny * (c / 9 - 1))] - 1;
        near =
            other >= 0
                && Math.abs(other % g.nx() - i) < spacing
                && Math.abs(other / g.nx() % g.ny() - j) < spacing
                && Math.abs(other / g.nx() / g.ny() - k) < spacing;
      }
      if (!near) {
        taken[cell] = p + 1;
        kept[count++] = p;
      }
    }
    return Arrays.copyOf(kept, count);
  }
}
