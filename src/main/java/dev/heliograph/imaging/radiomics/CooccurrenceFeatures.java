package dev.heliograph.imaging.radiomics;

import java.util.List;

/**
 * The 25 features of one normalised, symmetric co-occurrence matrix; names and formulas of IBSI.
 */
final class CooccurrenceFeatures {

  private final double[] p;
  private final int n;

  /** Sums over rows, by |i − j|, and by i + j − 2 (levels from 1). */
  private final double[] marginal;

  private final double[] difference;
  private final double[] sum;
  private final double mean;
  private final double variance;

  private CooccurrenceFeatures(double[] p, int n) {
    this.p = p;
    this.n = n;
    this.marginal = new double[n];
    this.difference = new double[n];
    this.sum = new double[2 * n - 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double v = p[i * n + j];
        marginal[i] += v;
        difference[Math.abs(i - j)] += v;
        sum[i + j] += v;
      }
    }
    this.mean = moment(marginal, 1, 0, 1);
    this.variance = moment(marginal, 1, mean, 2);
  }

  /**
   * @param p n × n probabilities, symmetric
   */
  static List<Feature> of(double[] p, int n) {
    CooccurrenceFeatures f = new CooccurrenceFeatures(p, n);
    double differenceMean = f.moment(f.difference, 0, 0, 1);
    double sumMean = f.moment(f.sum, 2, 0, 1);
    return List.of(
        feature("joint_maximum", f.max()),
        feature("joint_average", f.mean),
        feature("joint_variance", f.variance),
        feature("joint_entropy", entropy(p)),
        feature("difference_average", differenceMean),
        feature("difference_variance", f.moment(f.difference, 0, differenceMean, 2)),
        feature("difference_entropy", entropy(f.difference)),
        feature("sum_average", sumMean),
        feature("sum_variance", f.moment(f.sum, 2, sumMean, 2)),
        feature("sum_entropy", entropy(f.sum)),
        feature("angular_second_moment", f.energy()),
        feature("contrast", f.moment(f.difference, 0, 0, 2)),
        feature("dissimilarity", differenceMean),
        feature("inverse_difference", f.inverse(1, 1)),
        feature("normalised_inverse_difference", f.inverse(n, 1)),
        feature("inverse_difference_moment", f.inverse(1, 2)),
        feature("normalised_inverse_difference_moment", f.inverse((double) n * n, 2)),
        feature("inverse_variance", f.inverseVariance()),
        feature("correlation", f.correlation()),
        feature("autocorrelation", f.autocorrelation()),
        feature("cluster_tendency", f.moment(f.sum, 2, 2 * f.mean, 2)),
        feature("cluster_shade", f.moment(f.sum, 2, 2 * f.mean, 3)),
        feature("cluster_prominence", f.moment(f.sum, 2, 2 * f.mean, 4)),
        feature("information_correlation_1", f.information1()),
        feature("information_correlation_2", f.information2()));
  }

  private static Feature feature(String name, double value) {
    return new Feature("glcm_" + name, value, Feature.Scale.NONE);
  }

  /** Σ w[k] · (k + first − about)^power. */
  private double moment(double[] w, int first, double about, int power) {
    double total = 0;
    for (int k = 0; k < w.length; k++) {
      double x = k + first - about;
      double y = 1;
      for (int e = 0; e < power; e++) {
        y *= x;
      }
      total += w[k] * y;
    }
    return total;
  }

  private double max() {
    double max = 0;
    for (double v : p) {
      max = Math.max(max, v);
    }
    return max;
  }

  private double energy() {
    double total = 0;
    for (double v : p) {
      total += v * v;
    }
    return total;
  }

  /** Σ p / (1 + |i − j|^power / scale). */
  private double inverse(double scale, int power) {
    double total = 0;
    for (int k = 0; k < n; k++) {
      total += difference[k] / (1 + (power == 1 ? k : (double) k * k) / scale);
    }
    return total;
  }

  private double inverseVariance() {
    double total = 0;
    for (int k = 1; k < n; k++) {
      total += difference[k] / ((double) k * k);
    }
    return total;
  }

  /** 1 for a matrix with a single level, where every voxel is like its neighbour. */
  private double correlation() {
    return variance == 0 ? 1 : (autocorrelation() - mean * mean) / variance;
  }

  private double autocorrelation() {
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        total += p[i * n + j] * (i + 1) * (j + 1);
      }
    }
    return total;
  }

  /**
   * −1 (full information) for a matrix with a single level would be a limit; IBSI leaves it open.
   */
  private double information1() {
    double h = entropy(marginal);
    if (h == 0) {
      return 0;
    }
    double independent = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double q = marginal[i] * marginal[j];
        independent -= q > 0 ? p[i * n + j] * log2(q) : 0;
      }
    }
    return (entropy(p) - independent) / h;
  }

  private double information2() {
    double independent = 2 * entropy(marginal);
    double gain = independent - entropy(p);
    return gain <= 0 ? 0 : Math.sqrt(1 - Math.exp(-2 * gain));
  }

  static double entropy(double[] probabilities) {
    double h = 0;
    for (double v : probabilities) {
      h -= v > 0 ? v * log2(v) : 0;
    }
    return h;
  }

  private static double log2(double v) {
    return Math.log(v) / Math.log(2);
  }
}
