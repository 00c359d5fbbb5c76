package dev.heliograph.inference;

/**
 * A picture as networks take it.
 *
 * @param width pixels along x
 * @param height rows, downwards
 * @param rgb one 0xRRGGBB number a pixel, row by row from the top left
 */
public record Raster(int width, int height, int[] rgb) {

  public Raster {
    if (width < 1 || height < 1 || rgb.length != (long) width * height) {
      throw new IllegalArgumentException(
          rgb.length + " pixels for a picture of " + width + " × " + height);
    }
  }

  /** Red (2), green (1) or blue (0) of a pixel, 0 to 255. */
  int channel(int pixel, int which) {
    return (rgb[pixel] >> (8 * which)) & 0xff;
  }

  /**
   * One plane, 0 to 1, x fastest.
   *
   * @param channels 1 for luma (ITU-R BT.601, as Pillow's "L" without its rounding), 3 for RGB
   * @param c which of them; of three, 0 is red
   */
  float[] plane(int channels, int c) {
    float[] values = new float[rgb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          channels == 3
              ? channel(i, 2 - c) / 255f
              : (float)
                  ((0.299 * channel(i, 2) + 0.587 * channel(i, 1) + 0.114 * channel(i, 0)) / 255);
    }
    return values;
  }
}
