package dev.heliograph.imaging.radiomics;

import dev.heliograph.imaging.Region;
import dev.heliograph.imaging.radiomics.Feature.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Intensity-based statistical features (IBSI reference manual, UHIW) and those of the discretised
 * intensity histogram (ZVCW) that add to them.
 */
public final class IntensityFeatures {

  private IntensityFeatures() {}

  /** The 18 statistics of the region's values, {@code intensity_…}. */
  public static List<Feature> statistics(Region region) {
    return statistics("intensity_", region.valuesInside());
  }

  /** Entropy (bits), uniformity and mode of the grey levels, {@code histogram_…}. */
  public static List<Feature> histogram(Levels levels) {
    double[] share = new double[levels.count() + 1];
    for (double l : levels.inside()) {
      share[(int) l] += 1.0 / levels.voxels();
    }
    double uniformity = Arrays.stream(share).map(v -> v * v).sum();
    int mode = 1;
    for (int l = 2; l < share.length; l++) {
      mode = share[l] > share[mode] + 1e-12 ? l : mode;
    }
    return List.of(
        new Feature("histogram_entropy", CooccurrenceFeatures.entropy(share), Scale.NONE),
        new Feature("histogram_uniformity", uniformity, Scale.NONE),
        new Feature("histogram_mode", mode, Scale.NONE));
  }

  static List<Feature> statistics(String prefix, double[] unsorted) {
    double[] x = unsorted.clone();
    Arrays.sort(x);
    int n = x.length;
    double mean = mean(x, v -> v);
    double variance = mean(x, v -> (v - mean) * (v - mean));
    double sd = Math.sqrt(variance);
    double p10 = percentile(x, 10);
    double p25 = percentile(x, 25);
    double median = percentile(x, 50);
    double p75 = percentile(x, 75);
    double p90 = percentile(x, 90);
    double[] robust = Arrays.stream(x).filter(v -> v >= p10 && v <= p90).toArray();
    double robustMean = mean(robust, v -> v);
    double third = mean(x, v -> Math.pow(v - mean, 3));
    double fourth = mean(x, v -> Math.pow(v - mean, 4));
    double squares = mean(x, v -> v * v);
    List<Feature> f = new ArrayList<>();
    f.add(new Feature(prefix + "mean", mean, Scale.INTENSITY));
    f.add(new Feature(prefix + "variance", variance, Scale.INTENSITY_SQUARED));
    // A region of one value has no shape of a distribution: IBSI leaves 0/0 open, 0 is usual.
    f.add(
        new Feature(prefix + "skewness", variance == 0 ? 0 : third / (variance * sd), Scale.NONE));
    f.add(
        new Feature(
            prefix + "kurtosis",
            variance == 0 ? 0 : fourth / (variance * variance) - 3,
            Scale.NONE));
    f.add(new Feature(prefix + "median", median, Scale.INTENSITY));
    f.add(new Feature(prefix + "minimum", x[0], Scale.INTENSITY));
    f.add(new Feature(prefix + "percentile_10", p10, Scale.INTENSITY));
    f.add(new Feature(prefix + "percentile_90", p90, Scale.INTENSITY));
    f.add(new Feature(prefix + "maximum", x[n - 1], Scale.INTENSITY));
    f.add(new Feature(prefix + "interquartile_range", p75 - p25, Scale.INTENSITY));
    f.add(new Feature(prefix + "range", x[n - 1] - x[0], Scale.INTENSITY));
    f.add(
        new Feature(
            prefix + "mean_absolute_deviation", mean(x, v -> Math.abs(v - mean)), Scale.INTENSITY));
    f.add(
        new Feature(
            prefix + "robust_mean_absolute_deviation",
            mean(robust, v -> Math.abs(v - robustMean)),
            Scale.INTENSITY));
    f.add(
        new Feature(
            prefix + "median_absolute_deviation",
            mean(x, v -> Math.abs(v - median)),
            Scale.INTENSITY));
    f.add(new Feature(prefix + "coefficient_of_variation", sd / mean, Scale.NONE));
    f.add(
        new Feature(
            prefix + "quartile_coefficient_of_dispersion", (p75 - p25) / (p75 + p25), Scale.NONE));
    f.add(new Feature(prefix + "energy", squares * n, Scale.INTENSITY_SQUARED));
    f.add(new Feature(prefix + "root_mean_square", Math.sqrt(squares), Scale.INTENSITY));
    return f;
  }

  private static double mean(double[] x, DoubleUnaryOperator of) {
    double total = 0;
    for (double v : x) {
      total += of.applyAsDouble(v);
    }
    return total / x.length;
  }

  /** Linear between closest ranks, as {@code Statistics} has it. */
  private static double percentile(double[] sorted, double p) {
    double rank = p / 100 * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
  }
}
