package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/**
 * How far the voxels of two maps agree, for all pairs of labels from one pass. Grids that lie
 * within 0.01 mm of each other are one.
 */
public final class Overlap {

  private static final double SAME_GRID_MM = 0.01;

  private final PairCounts pairs;
  private final long[] sizesA = new long[1 << 16];
  private final long[] sizesB = new long[1 << 16];

  private Overlap(PairCounts pairs) {
    this.pairs = pairs;
    pairs.each(
        (a, b, n) -> {
          sizesA[a] += n;
          sizesB[b] += n;
        });
  }

  /**
   * @throws IllegalArgumentException if the maps lie on different grids
   */
  public static Overlap of(LabelMap a, LabelMap b, Parallel threads, Checkpoint checkpoint) {
    requireSameGrid(a, b);
    Geometry g = a.geometry();
    int slice = g.nx() * g.ny();
    Queue<PairCounts> parts = new ConcurrentLinkedQueue<>();
    threads.eachWith(
        g.nz(),
        checkpoint,
        () -> {
          PairCounts part = new PairCounts();
          parts.add(part);
          return (IntConsumer) k -> part.count(a.labels(), b.labels(), k * slice, (k + 1) * slice);
        });
    PairCounts all = new PairCounts();
    parts.forEach(all::addAll);
    return new Overlap(all);
  }

  static void requireSameGrid(LabelMap a, LabelMap b) {
    if (!a.geometry().sameGrid(b.geometry(), SAME_GRID_MM)) {
      throw new IllegalArgumentException(
          "the masks lie on different grids: " + a.geometry() + " and " + b.geometry());
    }
  }

  /**
   * Dice similarity coefficient 2|A∩B| / (|A| + |B|) of one label of each map (Dice 1945, Ecology
   * 26:297–302); 1 if both are empty.
   */
  public double dice(int labelA, int labelB) {
    long sizes = sizesA[labelA] + sizesB[labelB];
    return sizes == 0 ? 1 : 2.0 * pairs.get(labelA, labelB) / sizes;
  }

  /**
   * Intersection over union |A∩B| / |A∪B| of one label of each map (Jaccard 1912); 1 if both are
   * empty.
   */
  public double iou(int labelA, int labelB) {
    long both = pairs.get(labelA, labelB);
    long either = sizesA[labelA] + sizesB[labelB] - both;
    return either == 0 ? 1 : (double) both / either;
  }

  /** Voxels with this label in the first map. */
  public long voxelsA(int label) {
    return sizesA[label];
  }

  /** Voxels with this label in the second map. */
  public long voxelsB(int label) {
    return sizesB[label];
  }

  /** Hands over the pairs of labels, background included, that share voxels. */
  void each(PairCounts.Sink sink) {
    pairs.each(sink);
  }
}
