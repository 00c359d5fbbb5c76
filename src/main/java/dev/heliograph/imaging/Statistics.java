package dev.heliograph.imaging;

import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * First-order statistics of the voxels with one label, in the volume's unit. Exact: every value is
 * used, nothing is binned. Values that are not finite (padding) are left out and counted.
 */
public final class Statistics {

  /** The distinct finite values, ascending. */
  private final float[] values;

  /** How many voxels have this value or a lower one. */
  private final int[] upTo;

  private final double mean;
  private final double sd;
  private final long notFinite;

  /**
   * @param values distinct values, ascending, at least one
   * @param upTo how many voxels have this value or a lower one
   */
  Statistics(float[] values, int[] upTo, long notFinite) {
    this.values = values;
    this.upTo = upTo;
    this.notFinite = notFinite;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) count(i) * values[i];
    }
    this.mean = sum / voxels();
    // The second pass keeps the precision that E[x²] − E[x]² loses far from zero.
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += count(i) * (values[i] - mean) * (values[i] - mean);
    }
    this.sd = Math.sqrt(squares / voxels());
  }

  /**
   * @throws IllegalArgumentException if the grids differ or no voxel with a finite value has the
   *     label
   */
  public static Statistics of(Volume volume, LabelMap map, int label, Checkpoint checkpoint) {
    requireSameGrid(volume, map);
    LabelRuns runs = LabelRuns.of(map, Parallel.ONE, checkpoint);
    return new ValueCounts(volume.values())
        .of(runs.from(label), runs.to(label))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no voxel with a finite value has the label " + label));
  }

  /**
   * Of all labels but background that have a voxel with a finite value, from one pass over the map.
   *
   * @throws IllegalArgumentException if the grids differ
   */
  public static Map<Integer, Statistics> ofAll(
      Volume volume, LabelMap map, Parallel threads, Checkpoint checkpoint) {
    requireSameGrid(volume, map);
    LabelRuns runs = LabelRuns.of(map, threads, checkpoint);
    // The largest first, so that no thread is left with it at the end.
    List<Integer> labels =
        IntStream.of(runs.labels())
            .boxed()
            .sorted(Comparator.comparingInt((Integer l) -> -runs.from(l).length))
            .toList();
    Map<Integer, Statistics> all = new ConcurrentHashMap<>();
    threads.eachWith(
        labels.size(),
        checkpoint,
        () -> {
          ValueCounts counts = new ValueCounts(volume.values());
          return (IntConsumer)
              n -> {
                int label = labels.get(n);
                counts.of(runs.from(label), runs.to(label)).ifPresent(s -> all.put(label, s));
              };
        });
    return new TreeMap<>(all);
  }

  private static void requireSameGrid(Volume volume, LabelMap map) {
    if (!volume.geometry().sameGrid(map.geometry(), 1e-2)) {
      throw new IllegalArgumentException("image and mask lie on different grids");
    }
  }

  /** How many voxels with a finite value there are. */
  public int voxels() {
    return upTo[upTo.length - 1];
  }

  /** How many voxels were left out because their value is not finite. */
  public long notFinite() {
    return notFinite;
  }

  /** Arithmetic mean. */
  public double mean() {
    return mean;
  }

  /** Population standard deviation (divides by n, as {@code numpy.std} does). */
  public double sd() {
    return sd;
  }

  public double min() {
    return values[0];
  }

  public double max() {
    return values[values.length - 1];
  }

  /** All finite values, ascending; a new array. */
  public float[] sorted() {
    float[] sorted = new float[voxels()];
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(sorted, upTo[i] - count(i), upTo[i], values[i]);
    }
    return sorted;
  }

  /**
   * Percentile by linear interpolation between closest ranks, {@code numpy.percentile}'s default
   * (Hyndman and Fan 1996, type 7).
   *
   * @param p 0 to 100
   */
  public double percentile(double p) {
    double rank = p / 100 * (voxels() - 1);
    int low = (int) Math.floor(rank);
    double below = value(low);
    double above = value(Math.min(low + 1, voxels() - 1));
    return below + (rank - low) * (above - below);
  }

  /** The value of this rank, from 0. */
  private double value(int rank) {
    int at = Arrays.binarySearch(upTo, rank + 1);
    return values[at < 0 ? -at - 1 : at];
  }

  private int count(int i) {
    return i == 0 ? upTo[0] : upTo[i] - upTo[i - 1];
  }
}
