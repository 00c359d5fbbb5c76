package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;

/**
 * The maximal runs of one label along x, in memory order. A run is its row (j + ny·k) and its first
 * and last i.
 */
final class Runs {

  private final int ny;
  private final int nz;
  private int count;
  private int[] first = new int[256];
  private int[] last = new int[256];
  private int[] row = new int[256];

  /** Index of the first run of each row; one more entry at the end. */
  private final int[] start;

  private Runs(Geometry g) {
    this.ny = g.ny();
    this.nz = g.nz();
    this.start = new int[ny * nz + 1];
  }

  static Runs of(LabelMap map, short label, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    Runs runs = new Runs(g);
    short[] labels = map.labels();
    int p = 0;
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        int r = j + g.ny() * k;
        runs.start[r] = runs.count;
        for (int i = 0; i < g.nx(); i++, p++) {
          if (labels[p] == label) {
            int from = i;
            while (i + 1 < g.nx() && labels[p + 1] == label) {
              i++;
              p++;
            }
            runs.add(from, i, r);
          }
        }
      }
    }
    runs.start[g.ny() * g.nz()] = runs.count;
    return runs;
  }

  int count() {
    return count;
  }

  int first(int run) {
    return first[run];
  }

  int last(int run) {
    return last[run];
  }

  int row(int run) {
    return row[run];
  }

  /**
   * Joins the runs of row (j, k) with those of row (j2, k2) that overlap or come within {@code
   * reach} voxels along x. Rows outside of the grid have no runs.
   */
  void join(int[] parent, int j, int k, int j2, int k2, int reach) {
    if (j2 < 0 || j2 >= ny || k2 < 0 || k2 >= nz) {
      return;
    }
    int a = start[j + ny * k];
    int endA = start[j + ny * k + 1];
    int b = start[j2 + ny * k2];
    int endB = start[j2 + ny * k2 + 1];
    while (a < endA && b < endB) {
      if (first[a] <= last[b] + reach && first[b] <= last[a] + reach) {
        union(parent, a, b);
      }
      if (last[a] < last[b]) {
        a++;
      } else {
        b++;
      }
    }
  }

  static int root(int[] parent, int r) {
    while (parent[r] != r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  }

  private static void union(int[] parent, int a, int b) {
    int x = root(parent, a);
    int y = root(parent, b);
    parent[Math.max(x, y)] = Math.min(x, y);
  }

  private void add(int from, int to, int r) {
    if (count == first.length) {
      first = Arrays.copyOf(first, 2 * count);
      last = Arrays.copyOf(last, 2 * count);
      row = Arrays.copyOf(row, 2 * count);
    }
    first[count] = from;
    last[count] = to;
    row[count++] = r;
  }
}
