package dev.heliograph.format.picture;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;

/**
 * A decoded picture.
 *
 * @param width pixels along x
 * @param height pixels along y, downwards
 * @param mediaType {@code image/png} or {@code image/jpeg}
 * @param rgb one 0xRRGGBB number per pixel in sRGB, row by row from the top left
 */
public record Picture(int width, int height, String mediaType, int[] rgb) {

  /**
   * The plane it lies in: one slice, 1 mm a pixel, x growing to the viewer's right and y downwards
   * as in an axial slice (the patient's left and posterior). Nothing calibrates a picture: lengths
   * in it are pixels.
   */
  public Geometry geometry() {
    return new Geometry(width, height, 1, new double[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0});
  }

  /** Luma of ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), 0 to 255. */
  public Volume luminance() {
    float[] values = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int p = rgb[i];
      values[i] =
          (float) (0.299 * ((p >> 16) & 0xff) + 0.587 * ((p >> 8) & 0xff) + 0.114 * (p & 0xff));
    }
    return new Volume(geometry(), values, Unit.ARBITRARY);
  }
}
