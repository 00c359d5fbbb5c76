package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The connected parts of one label, largest first (equal sizes: the one met first in memory order).
 * Exact: runs of voxels along x are joined with the runs they touch in neighbouring rows. For the
 * parts of all labels at once see {@link Partition}.
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

  private final int[] from;
  private final int[] to;
  private final int[] partOfRun;
  private final List<Part> parts;

  private Components(int[] from, int[] to, int[] partOfRun, List<Part> parts) {
    this.from = from;
    this.to = to;
    this.partOfRun = partOfRun;
    this.parts = parts;
  }

  /**
   * @param label 1 to 65535
   */
  public static Components of(
      LabelMap map, int label, Connectivity connectivity, Checkpoint checkpoint) {
    return of(map, label, connectivity, Parallel.ONE, checkpoint);
  }

  /**
   * @param label 1 to 65535
   */
  public static Components of(
      LabelMap map,
      int label,
      Connectivity connectivity,
      Parallel parallel,
      Checkpoint checkpoint) {
    Geometry g = map.geometry();
    LabelRuns runs = LabelRuns.of(map, label, parallel, checkpoint);
    int[] from = runs.from(label);
    int[] to = runs.to(label);
    checkpoint.check();
    return sorted(g, from, to, RunGraph.parts(from, to, g.nx(), g.ny(), connectivity));
  }

  /** Largest first. */
  public List<Part> parts() {
    return parts;
  }

  /** Takes voxels {@code from} to {@code to} − 1 (linear indices, one row) of a part. */
  public interface PartRun {
    void run(int part, int from, int to);
  }

  /** Hands over the runs along x of all parts in memory order. */
  public void eachRun(PartRun sink) {
    for (int r = 0; r < partOfRun.length; r++) {
      sink.run(partOfRun[r], from[r], to[r]);
    }
  }

  /** Writes {@code value} to the voxels of one part. */
  public void paint(int part, short[] labels, short value) {
    for (int r = 0; r < partOfRun.length; r++) {
      if (partOfRun[r] == part) {
        Arrays.fill(labels, from[r], to[r], value);
      }
    }
  }

  private static Components sorted(Geometry g, int[] from, int[] to, int[] found) {
    int count = Arrays.stream(found).max().orElse(-1) + 1;
    Part[] parts = new Part[count];
    long[] voxels = new long[count];
    for (int r = 0; r < found.length; r++) {
      int p = found[r];
      int row = from[r] / g.nx();
      int first = from[r] - row * g.nx();
      int last = first + to[r] - from[r] - 1;
      int j = row % g.ny();
      int k = row / g.ny();
      if (parts[p] == null) {
        parts[p] = new Part(0, new int[] {first, j, k}, new int[] {last, j, k});
      }
      voxels[p] += to[r] - from[r];
      int[] min = parts[p].min();
      int[] max = parts[p].max();
      min[0] = Math.min(min[0], first);
      max[0] = Math.max(max[0], last);
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
        from,
        to,
        found,
        order.stream().map(p -> new Part(voxels[p], parts[p].min(), parts[p].max())).toList());
  }
}
