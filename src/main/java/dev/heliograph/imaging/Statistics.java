package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;

/**
 * First-order statistics of the voxels with one label, in the volume's unit. Exact: every value is
 * used, nothing is binned. Values that are not finite (padding) are left out and counted.
 *
 * @param sorted the finite values, ascending
 * @param mean arithmetic mean
 * @param sd population standard deviation (divides by n, as {@code numpy.std} does)
 * @param notFinite how many voxels were left out
 */
public record Statistics(float[] sorted, double mean, double sd, long notFinite) {

  /**
   * @throws IllegalArgumentException if the grids differ or no voxel with a finite value has the
   *     label
   */
  public static Statistics of(Volume volume, LabelMap map, int label, Checkpoint checkpoint) {
    Geometry g = volume.geometry();
    if (!g.sameGrid(map.geometry(), 1e-2)) {
      throw new IllegalArgumentException("image and mask lie on different grids");
    }
    short[] labels = map.labels();
    short wanted = (short) label;
    Extent extent = Extent.of(map, label, checkpoint);
    float[] found = new float[Math.toIntExact(extent.voxels())];
    int n = 0;
    int slice = g.nx() * g.ny();
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int p = k * slice; p < (k + 1) * slice; p++) {
        if (labels[p] == wanted && Float.isFinite(volume.values()[p])) {
          found[n++] = volume.values()[p];
        }
      }
    }
    if (n == 0) {
      throw new IllegalArgumentException("no voxel with a finite value has the label " + label);
    }
    float[] values = Arrays.copyOf(found, n);
    checkpoint.check();
    Arrays.parallelSort(values);
    double mean = 0;
    for (float v : values) {
      mean += v;
    }
    mean /= n;
    // The second pass keeps the precision that E[x²] − E[x]² loses far from zero.
    double squares = 0;
    for (float v : values) {
      squares += (v - mean) * (v - mean);
    }
    return new Statistics(values, mean, Math.sqrt(squares / n), extent.voxels() - n);
  }

  public double min() {
    return sorted[0];
  }

  public double max() {
    return sorted[sorted.length - 1];
  }

  /**
   * Percentile by linear interpolation between closest ranks, {@code numpy.percentile}'s default
   * (Hyndman and Fan 1996, type 7).
   *
   * @param p 0 to 100
   */
  public double percentile(double p) {
    double rank = p / 100 * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (rank - low) * ((double) sorted[high] - sorted[low]);
  }
}
