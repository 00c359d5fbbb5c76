package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** What the frames that ImageIO decodes have in common. */
final class ImageFrames {

  private ImageFrames() {}

  /** The only band's samples, row by row; sizes are compared before anything is decoded. */
  static int[] samples(ImageReader reader, int rows, int columns, String codec) throws IOException {
    if (reader.getWidth(0) != columns || reader.getHeight(0) != rows) {
      throw new FormatException(
          "the "
              + codec
              + " frame is "
              + reader.getWidth(0)
              + "×"
              + reader.getHeight(0)
              + " pixels, the header says "
              + columns
              + "×"
              + rows,
          "export the series again from its source");
    }
    Raster raster = reader.read(0).getRaster();
    if (raster.getNumBands() != 1 || raster.getWidth() != columns || raster.getHeight() != rows) {
      throw new FormatException(
          "the " + codec + " frame has " + raster.getNumBands() + " colour components, not one",
          "export the picture as PNG or JPEG and upload that");
    }
    return raster.getSamples(0, 0, columns, rows, 0, new int[rows * columns]);
  }

  static FormatException damaged(String codec, Throwable e) {
    return new FormatException(
        "the " + codec + " pixel data is damaged (" + e.getClass().getSimpleName() + ")",
        "copy or export the file again from its source");
  }
}
