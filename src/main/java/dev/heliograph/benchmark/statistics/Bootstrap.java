package dev.heliograph.benchmark.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * 95 % interval of a mean over cases. Percentile bootstrap over whole images, because cases of one
 * image fail together (Field and Welsh 2007, J R Stat Soc B 69:369–390). With few images that alone
 * is far too narrow, so the interval also covers the bootstrap over cases and, for values from 0 to
 * 1, Wilson's interval (1927, JASA 22:209–212), which knows that 7 of 7 is not certainty. The same
 * seed gives the same interval.
 */
public final class Bootstrap {

  /** One case's value and the image it belongs to. */
  public record Item(String cluster, double value) {}

  static final int DRAWS = 2000;
  private static final double Z = 1.959964;
  private static final double POWER_FACTOR = (Z + 0.841621) * Math.sqrt(2);

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
      sums[c] = sum(values);
      counts[c++] = values.size();
    }
    List<Double> all = clusters.values().stream().flatMap(List::stream).sorted().toList();
    int n = all.size();
    double mean = Arrays.stream(sums).sum() / n;
    SplittableRandom random = new SplittableRandom(seed);
    double[] byImage = draws(sums, counts, random);
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    double[] byCase = draws(all.stream().mapToDouble(v -> v).toArray(), ones, random);
    double low = Math.min(quantile(byImage, 0.025), quantile(byCase, 0.025));
    double high = Math.max(quantile(byImage, 0.975), quantile(byCase, 0.975));
    if (all.get(0) >= 0 && all.get(n - 1) <= 1) {
      double centre = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n);
      double half = Z / (1 + Z * Z / n) * Math.sqrt(mean * (1 - mean) / n + Z * Z / (4.0 * n * n));
      low = Math.min(low, Math.max(0, centre - half));
      high = Math.max(high, Math.min(1, centre + half));
    }
    double error = Math.max(sd(byImage), sd(byCase));
    return new Estimate(mean, low, high, n, clusters.size(), POWER_FACTOR * error);
  }

  /** In ascending order, so that the sum does not depend on the order of trials. */
  private static double sum(List<Double> values) {
    return values.stream().sorted().mapToDouble(v -> v).sum();
  }

  /** Sorted means of groups drawn with replacement. */
  private static double[] draws(double[] sums, int[] counts, SplittableRandom random) {
    double[] means = new double[DRAWS];
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
    return means;
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
