package dev.heliograph.imaging;

/**
 * Linear interpolation along one axis: for each output position the two input voxels between which
 * it lies, and the second one's weight. Positions beyond the first and last centre take their
 * value.
 *
 * @param low index of the voxel at or below
 * @param high the next one, or the same at the end
 * @param weight of {@code high}, 0 to below 1; {@code low} has the rest
 */
public record Taps(int[] low, int[] high, float[] weight) {

  /** How many output voxels. */
  public int size() {
    return low.length;
  }

  /**
   * Another spacing; the first centres coincide: output {@code i} lies at {@code i · to / from} of
   * the input's voxels.
   *
   * @param in voxels of the input
   * @param out voxels of the output
   * @param from spacing of the input
   * @param to spacing of the output, in the same unit
   */
  public static Taps atSpacing(int in, int out, double from, double to) {
    Taps taps = new Taps(new int[out], new int[out], new float[out]);
    for (int i = 0; i < out; i++) {
      taps.set(i, i * to / from, in);
    }
    return taps;
  }

  /**
   * Another number of voxels in the same box, whose borders stay: output {@code i} lies at {@code
   * (i + ½) · in / out − ½} (half-pixel centres, "align_corners = false").
   */
  public static Taps resize(int in, int out) {
    Taps taps = new Taps(new int[out], new int[out], new float[out]);
    for (int i = 0; i < out; i++) {
      taps.set(i, (i + 0.5) * in / out - 0.5, in);
    }
    return taps;
  }

  /** The same positions in an array in which the input starts at {@code offset}. */
  public Taps from(int offset) {
    int[] a = new int[low.length];
    int[] b = new int[low.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = low[i] + offset;
      b[i] = high[i] + offset;
    }
    return new Taps(a, b, weight);
  }

  /** {@code low · (1 − weight) + high · weight} in float32, as numpy computes it. */
  public static float mix(float low, float high, float weight) {
    return low * (1 - weight) + high * weight;
  }

  /** The nearer of the two voxels of output {@code i}; half-way, the higher one. */
  public int nearest(int i) {
    return weight[i] >= 0.5f ? high[i] : low[i];
  }

  private void set(int i, double position, int in) {
    double p = Math.min(Math.max(position, 0), in - 1.0);
    low[i] = (int) p;
    high[i] = Math.min(low[i] + 1, in - 1);
    weight[i] = (float) (p - low[i]);
  }
}
