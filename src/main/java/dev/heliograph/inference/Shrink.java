package dev.heliograph.inference;

/**
 * Resizes a plane with a triangle filter whose half-width is one output pixel where the picture
 * gets smaller and one input pixel where it gets larger: Pillow's {@code BILINEAR} and PyTorch's
 * {@code interpolate(mode="bilinear", antialias=True, align_corners=False)}.
 */
final class Shrink {

  private Shrink() {}

  /**
   * A part of a plane, resized.
   *
   * @param values the plane, x fastest, {@code width} a row
   * @param box x, y, width and height of the part
   * @return {@code outWidth * outHeight} values, x fastest
   */
  static float[] resize(float[] values, int width, int[] box, int outWidth, int outHeight) {
    double[][] wx = weights(box[2], outWidth);
    int[] fx = firsts(box[2], outWidth);
    float[] narrow = new float[Math.multiplyExact(outWidth, box[3])];
    for (int y = 0; y < box[3]; y++) {
      int row = (box[1] + y) * width + box[0];
      for (int x = 0; x < outWidth; x++) {
        double sum = 0;
        for (int k = 0; k < wx[x].length; k++) {
          sum += wx[x][k] * values[row + fx[x] + k];
        }
        narrow[y * outWidth + x] = (float) sum;
      }
    }
    double[][] wy = weights(box[3], outHeight);
    int[] fy = firsts(box[3], outHeight);
    float[] out = new float[Math.multiplyExact(outWidth, outHeight)];
    for (int y = 0; y < outHeight; y++) {
      for (int x = 0; x < outWidth; x++) {
        double sum = 0;
        for (int k = 0; k < wy[y].length; k++) {
          sum += wy[y][k] * narrow[(fy[y] + k) * outWidth + x];
        }
        out[y * outWidth + x] = (float) sum;
      }
    }
    return out;
  }

  private static int[] firsts(int in, int out) {
    double scale = (double) in / out;
    double support = Math.max(scale, 1);
    int[] first = new int[out];
    for (int i = 0; i < out; i++) {
      first[i] = (int) Math.max(0, Math.floor((i + 0.5) * scale - support + 0.5));
    }
    return first;
  }

  /** Weights of the input pixels from {@link #firsts} on, by output pixel; each sums to 1. */
  private static double[][] weights(int in, int out) {
    double scale = (double) in / out;
    double support = Math.max(scale, 1);
    int[] first = firsts(in, out);
    double[][] weights = new double[out][];
    for (int i = 0; i < out; i++) {
      double centre = (i + 0.5) * scale;
      int last = (int) Math.min(in, Math.floor(centre + support + 0.5));
      double[] w = new double[last - first[i]];
      double sum = 0;
      for (int k = 0; k < w.length; k++) {
        w[k] = Math.max(0, 1 - Math.abs((first[i] + k + 0.5 - centre) / support));
        sum += w[k];
      }
      for (int k = 0; k < w.length; k++) {
        w[k] /= sum;
      }
      weights[i] = w;
    }
    return weights;
  }
}
