package dev.heliograph.format.picture;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture.
 *
 * @param width pixels along x
 * @param height pixels along y, downwards
 * @param mediaType {@code image/png}, {@code image/jpeg} or {@code image/tiff}
 * @param rgb one 0xRRGGBB number per pixel in sRGB, row by row from the top left
 * @param grey the values of a grey picture of more than eight bits, else null
 * @param asStored whether a browser shows the file as this is: no TIFF, not turned by its tags
 */
public record Picture(
    int width, int height, String mediaType, int[] rgb, int @Nullable [] grey, boolean asStored) {

  /**
   * The plane it lies in: one slice, 1 mm a pixel, x growing to the viewer's right and y downwards
   * as in an axial slice (the patient's left and posterior). Nothing calibrates a picture: lengths
   * in it are pixels.
   */
  public Geometry geometry() {
    return plane(width, height);
  }

  static Geometry plane(int width, int height) {
    return new Geometry(width, height, 1, new double[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0});
  }

  /**
   * Luma of ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), 0 to 255; a grey picture of 16 bits as it
   * is, 0 to 65535.
   */
  public Volume luminance() {
    float[] values = new float[rgb.length];
    int[] own = grey;
    if (own != null) {
      for (int i = 0; i < values.length; i++) {
        values[i] = own[i];
      }
      return new Volume(geometry(), values, Unit.ARBITRARY);
    }
    for (int i = 0; i < rgb.length; i++) {
      int p = rgb[i];
      values[i] =
          (float) (0.299 * ((p >> 16) & 0xff) + 0.587 * ((p >> 8) & 0xff) + 0.114 * (p & 0xff));
    }
    return new Volume(geometry(), values, Unit.ARBITRARY);
  }
}
