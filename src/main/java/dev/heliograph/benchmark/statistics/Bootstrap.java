package dev.heliograph.benchmark.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Percentile bootstrap of a mean over cases, clustered: whole images are drawn with replacement,
 * because cases of one image fail together (Field and Welsh 2007, J R Stat Soc B 69:369–390). The
 * same seed gives the same interval.
 */
public final class Bootstrap {

  /** One case's value and the image it belongs to. */
  public record Item(String cluster, double value) {}

  static final int DRAWS = 2000;
  private static final double POWER_FACTOR = (1.959964 + 0.841621) * Math.sqrt(2);

  private Bootstrap() {}

  /**
   * @param items at least one, in any order
   */
  public static Estimate of(List<Item> items, long seed) {
    Map<String, List<Double>> clusters =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    Item::cluster,
                    TreeMap::new,
                    Collectors.mapping(Item::value, Collectors.toList())));
    double[] sums = new double[clusters.size()];
    int[] counts = new int[clusters.size()];
    int c = 0;
    for (List<Double> values : clusters.values()) {
      List<Double> sorted = new ArrayList<>(values);
      Collections.sort(sorted); // the order of addition must not depend on the order of trials
      sums[c] = sorted.stream().mapToDouble(v -> v).sum();
      counts[c++] = values.size();
    }
    double mean = Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
    double[] means = new double[DRAWS];
    // SplittableRandom's sequence is specified, Random's is too but slower.
    SplittableRandom random = new SplittableRandom(seed);
    for (int d = 0; d < DRAWS; d++) {
      double sum = 0;
      int count = 0;
      for (int k = 0; k < sums.length; k++) {
        int pick = random.nextInt(sums.length);
        sum += sums[pick];
        count += counts[pick];
      }
      means[d] = sum / count;
    }
    Arrays.sort(means);
    return new Estimate(
        mean,
        quantile(means, 0.025),
        quantile(means, 0.975),
        items.size(),
        clusters.size(),
        POWER_FACTOR * sd(means));
  }

  /** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
  static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  private static double sd(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
  }
}
