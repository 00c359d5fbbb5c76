package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import java.util.Arrays;

/**
 * The tops of a landscape that stand out: those from which every way to a higher top first leads
 * down by at least some depth. Found by letting the water fall: voxels appear highest first and
 * join those already there (union-find), so each top learns at which height it meets a higher one.
 */
final class Prominence {

  private static final int UNSEEN = -1;

  private final Geometry g;
  private final float[] height;
  private final int[] steps;

  /** Towards the highest voxel of the land that a voxel is part of. */
  private final int[] parent;

  /**
   * @param height of each voxel; those at 0 do not exist
   * @param steps x, y, z of each step to a neighbour
   */
  Prominence(Geometry g, float[] height, int[] steps) {
    this.g = g;
    this.height = height;
    this.steps = steps;
    this.parent = new int[height.length];
    Arrays.fill(parent, UNSEEN);
  }

  /** Linear indices of the tops, highest first; each separate land has at least its highest. */
  int[] peaks(double depth, Checkpoint checkpoint) {
    long[] order = order();
    int[] peaks = new int[16];
    int count = 0;
    int[] roots = new int[steps.length / 3];
    for (int n = 0; n < order.length; n++) {
      if ((n & 0xffff) == 0) {
        checkpoint.check();
      }
      int p = (int) order[n];
      int lands = around(p, roots);
      int highest = lands == 0 ? p : roots[0];
      for (int r = 1; r < lands; r++) {
        highest = before(roots[r], highest) ? roots[r] : highest;
      }
      parent[p] = highest;
      for (int r = 0; r < lands; r++) {
        if (roots[r] != highest) {
          parent[roots[r]] = highest;
          if (height[roots[r]] - height[p] >= depth) {
            peaks = count == peaks.length ? Arrays.copyOf(peaks, 2 * count) : peaks;
            peaks[count++] = roots[r];
          }
        }
      }
    }
    for (long o : order) {
      if (parent[(int) o] == (int) o) {
        peaks = count == peaks.length ? Arrays.copyOf(peaks, 2 * count) : peaks;
        peaks[count++] = (int) o;
      }
    }
    return highestFirst(Arrays.copyOf(peaks, count));
  }

  private int[] highestFirst(int[] peaks) {
    long[] order = new long[peaks.length];
    for (int n = 0; n < order.length; n++) {
      order[n] = key(peaks[n]);
    }
    Arrays.sort(order);
    return Arrays.stream(order).mapToInt(o -> (int) o).toArray();
  }

  private long[] order() {
    int count = 0;
    for (float h : height) {
      count += h > 0 ? 1 : 0;
    }
    long[] order = new long[count];
    int n = 0;
    for (int p = 0; p < height.length; p++) {
      if (height[p] > 0) {
        order[n++] = key(p);
      }
    }
    Arrays.parallelSort(order);
    return order;
  }

  /** Ascending for falling height, then for rising index, which is the lower half. */
  private long key(int p) {
    return (long) (Integer.MAX_VALUE - Float.floatToRawIntBits(height[p])) << 32 | p;
  }

  private boolean before(int p, int q) {
    return height[p] > height[q] || (height[p] == height[q] && p < q);
  }

  /** The roots of the lands beside a voxel, each once. */
  private int around(int p, int[] roots) {
    int i = p % g.nx();
    int j = p / g.nx() % g.ny();
    int k = p / g.nx() / g.ny();
    int count = 0;
    for (int s = 0; s < steps.length; s += 3) {
      int x = i + steps[s];
      int y = j + steps[s + 1];
      int z = k + steps[s + 2];
      if (x < 0 || y < 0 || z < 0 || x >= g.nx() || y >= g.ny() || z >= g.nz()) {
        continue;
      }
      int q = g.index(x, y, z);
      if (parent[q] != UNSEEN) {
        int root = root(q);
        int n = 0;
        while (n < count && roots[n] != root) {
          n++;
        }
        roots[n] = root;
        count = Math.max(count, n + 1);
      }
    }
    return count;
  }

  private int root(int p) {
    int q = p;
    while (parent[q] != q) {
      parent[q] = parent[parent[q]];
      q = parent[q];
    }
    return q;
  }
}
