package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The connected parts of one label, largest first (equal sizes: the one met first in memory order).
 * Exact: runs of voxels along x are joined with the runs they touch in neighbouring rows, by
 * union-find, so time and memory follow the structure's surface and not the grid.
 */
public final class Components {

  /** Which voxels are neighbours. */
  public enum Connectivity {
    /** They share a face. */
    FACES_6,
    /** They share a face or an edge. */
    EDGES_18,
    /** They share a face, an edge or a corner. */
    CORNERS_26
  }

  /**
   * One connected part.
   *
   * @param voxels its number of voxels
   * @param min lowest voxel index along x, y, z
   * @param max highest voxel index along x, y, z, inclusive
   */
  public record Part(long voxels, int[] min, int[] max) {}

  private final Geometry geometry;
  private final Runs runs;
  private final int[] partOfRun;
  private final List<Part> parts;

  private Components(Geometry geometry, Runs runs, int[] partOfRun, List<Part> parts) {
    this.geometry = geometry;
    this.runs = runs;
    this.partOfRun = partOfRun;
    this.parts = parts;
  }

  /**
   * @param label 1 to 65535
   */
  public static Components of(
      LabelMap map, int label, Connectivity connectivity, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    Runs runs = Runs.of(map, (short) label, checkpoint);
    int[] parent = IntStream.range(0, runs.count()).toArray();
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        runs.join(parent, j, k, j - 1, k, connectivity == Connectivity.FACES_6 ? 0 : 1);
        runs.join(parent, j, k, j, k - 1, connectivity == Connectivity.FACES_6 ? 0 : 1);
        if (connectivity != Connectivity.FACES_6) {
          int reach = connectivity == Connectivity.CORNERS_26 ? 1 : 0;
          runs.join(parent, j, k, j - 1, k - 1, reach);
          runs.join(parent, j, k, j + 1, k - 1, reach);
        }
      }
    }
    return sorted(g, runs, parent);
  }

  /** Largest first. */
  public List<Part> parts() {
    return parts;
  }

  /** Takes voxels {@code from} to {@code to} − 1 (linear indices, one row) of a part. */
  interface PartRun {
    void run(int part, int from, int to);
  }

  /** Hands over the runs along x of all parts in memory order. */
  void eachRun(PartRun sink) {
    for (int r = 0; r < runs.count(); r++) {
      int row = geometry.nx() * runs.row(r);
      sink.run(partOfRun[r], row + runs.first(r), row + runs.last(r) + 1);
    }
  }

  /** Writes {@code value} to the voxels of one part. */
  public void paint(int part, short[] labels, short value) {
    for (int r = 0; r < runs.count(); r++) {
      if (partOfRun[r] == part) {
        int row = geometry.index(0, runs.row(r) % geometry.ny(), runs.row(r) / geometry.ny());
        Arrays.fill(labels, row + runs.first(r), row + runs.last(r) + 1, value);
      }
    }
  }

  private static Components sorted(Geometry g, Runs runs, int[] parent) {
    int[] found = new int[runs.count()];
    int count = 0;
    for (int r = 0; r < found.length; r++) {
      // A root is the first run of its part, because joining always keeps the lower one.
      int root = Runs.root(parent, r);
      found[r] = root == r ? count++ : found[root];
    }
    Part[] parts = new Part[count];
    long[] voxels = new long[count];
    for (int r = 0; r < found.length; r++) {
      int p = found[r];
      int j = runs.row(r) % g.ny();
      int k = runs.row(r) / g.ny();
      if (parts[p] == null) {
        parts[p] = new Part(0, new int[] {runs.first(r), j, k}, new int[] {runs.last(r), j, k});
      }
      voxels[p] += runs.last(r) - runs.first(r) + 1;
      int[] min = parts[p].min();
      int[] max = parts[p].max();
      min[0] = Math.min(min[0], runs.first(r));
      max[0] = Math.max(max[0], runs.last(r));
      min[1] = Math.min(min[1], j);
      max[1] = Math.max(max[1], j);
      max[2] = k;
    }
    List<Integer> order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong((Integer p) -> -voxels[p]))
            .toList();
    int[] rank = new int[count];
    for (int i = 0; i < count; i++) {
      rank[order.get(i)] = i;
    }
    for (int r = 0; r < found.length; r++) {
      found[r] = rank[found[r]];
    }
    return new Components(
        g,
        runs,
        found,
        order.stream().map(p -> new Part(voxels[p], parts[p].min(), parts[p].max())).toList());
  }
}
