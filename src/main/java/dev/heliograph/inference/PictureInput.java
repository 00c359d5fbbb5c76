package dev.heliograph.inference;

import java.nio.FloatBuffer;

/** From a picture's pixels to a network's input. */
final class PictureInput {

  private PictureInput() {}

  /**
   * A part of the picture resized to the input.
   *
   * @param box x, y, width, height
   */
  static void fill(PictureRules rules, Raster raster, int[] box, FloatBuffer input) {
    for (int c = 0; c < rules.channels(); c++) {
      float[] plane =
          Shrink.resize(
              raster.plane(rules.channels(), c),
              raster.width(),
              box,
              rules.width(),
              rules.height());
      for (int i = 0; i < plane.length; i++) {
        input.put(c * plane.length + i, scaled(rules, c, plane[i]));
      }
    }
  }

  /** The whole picture by channel, scaled to {@code width} × {@code height}, 0 to 1. */
  static float[][] scaled(PictureRules rules, Raster raster, int width, int height) {
    float[][] planes = new float[rules.channels()][];
    int[] all = {0, 0, raster.width(), raster.height()};
    for (int c = 0; c < planes.length; c++) {
      planes[c] =
          Shrink.resize(raster.plane(rules.channels(), c), raster.width(), all, width, height);
    }
    return planes;
  }

  /** The tile that starts at (x, y); black where it reaches beyond the picture. */
  static void tile(
      PictureRules rules, float[][] planes, int width, int height, int x, int y, FloatBuffer in) {
    int n = rules.width() * rules.height();
    for (int c = 0; c < planes.length; c++) {
      for (int j = 0; j < rules.height(); j++) {
        for (int i = 0; i < rules.width(); i++) {
          boolean inside = x + i < width && y + j < height;
          float v = inside ? planes[c][(y + j) * width + x + i] : 0;
          in.put(c * n + j * rules.width() + i, scaled(rules, c, v));
        }
      }
    }
  }

  private static float scaled(PictureRules rules, int c, float v) {
    return (float) ((v - rules.mean()[c]) / rules.sd()[c]);
  }
}
