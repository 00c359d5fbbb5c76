package dev.heliograph.inference;

import java.util.Arrays;

/**
 * How stored values become what the network sees: {@code clip((v − low) / (high − low), 0, 1) ·
 * (outHigh − outLow) + outLow}, in float32.
 *
 * @param low a value (CLIP) or a percentile of the whole resampled volume (PERCENTILE)
 */
public record Intensity(Scheme scheme, double low, double high, double outLow, double outHigh) {

  /** Where low and high come from; ZSCORE is {@code (v − mean) / sd} of the resampled volume. */
  public enum Scheme {
    CLIP,
    PERCENTILE,
    ZSCORE
  }

  /** What lies around a scan that is smaller than a window. */
  float outside() {
    return scheme == Scheme.ZSCORE ? 0 : (float) outLow;
  }

  /** Changes the values in place. Values that are not finite count as {@link #outside}. */
  void apply(float[] values) {
    float from;
    float range;
    boolean clip = scheme != Scheme.ZSCORE;
    if (scheme == Scheme.ZSCORE) {
      double[] m = meanAndSd(values);
      from = (float) m[0];
      range = (float) Math.max(m[1], 1e-8);
    } else {
      double a = low;
      double b = high;
      if (scheme == Scheme.PERCENTILE) {
        float[] sorted = finiteSorted(values);
        a = percentile(sorted, low);
        b = percentile(sorted, high);
      }
      from = (float) a;
      range = (float) Math.max(b - a, 1e-6);
    }
    float scale = clip ? (float) (outHigh - outLow) : 1;
    float shift = clip ? (float) outLow : 0;
    for (int i = 0; i < values.length; i++) {
      float v = (values[i] - from) / range;
      v = clip ? Math.min(Math.max(v, 0), 1) : v;
      values[i] = Float.isFinite(values[i]) ? v * scale + shift : outside();
    }
  }

  private static float[] finiteSorted(float[] values) {
    float[] finite = new float[values.length];
    int n = 0;
    for (float v : values) {
      if (Float.isFinite(v)) {
        finite[n++] = v;
      }
    }
    float[] sorted = n == finite.length ? finite : Arrays.copyOf(finite, n);
    Arrays.parallelSort(sorted);
    return sorted;
  }

  /** As {@code numpy.percentile}, method "linear". */
  private static double percentile(float[] sorted, double p) {
    if (sorted.length == 0) {
      return 0;
    }
    double rank = p / 100 * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * ((double) sorted[above] - sorted[below]);
  }

  private static double[] meanAndSd(float[] values) {
    double sum = 0;
    long n = 0;
    for (float v : values) {
      if (Float.isFinite(v)) {
        sum += v;
        n++;
      }
    }
    double mean = n == 0 ? 0 : sum / n;
    double squares = 0;
    for (float v : values) {
      squares += Float.isFinite(v) ? (v - mean) * (v - mean) : 0;
    }
    return new double[] {mean, n == 0 ? 0 : Math.sqrt(squares / n)};
  }
}
