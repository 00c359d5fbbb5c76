package dev.heliograph.format.picture;

import dev.heliograph.volume.Geometry;

/**
 * A picture that was read once to its end, without its pixels.
 *
 * @param width pixels along x, upright
 * @param height pixels along y, upright
 * @param mediaType {@code image/png}, {@code image/jpeg} or {@code image/tiff}
 * @param asStored whether a browser shows the file as this is: no TIFF, not turned by its tags
 */
public record PictureHeader(int width, int height, String mediaType, boolean asStored) {

  /** The plane it lies in, as {@link Picture#geometry()} says. */
  public Geometry geometry() {
    return Picture.plane(width, height);
  }
}
