package dev.heliograph.format.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Writes pictures as PNG. */
public final class PictureWriter {

  private PictureWriter() {}

  /**
   * @param rgb one 0xRRGGBB number for each pixel, row by row from the top left
   */
  public static void png(int[] rgb, int width, int height, OutputStream out) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    if (!ImageIO.write(image, "png", out)) {
      throw new IllegalStateException("this Java runtime cannot write PNG");
    }
  }

  /** A picture as it is to be seen, of 16 bits if it is grey with more than eight. */
  public static void png(Picture p, OutputStream out) throws IOException {
    int[] grey = p.grey();
    if (grey == null) {
      png(p.rgb(), p.width(), p.height(), out);
      return;
    }
    BufferedImage image = new BufferedImage(p.width(), p.height(), BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSamples(0, 0, p.width(), p.height(), 0, grey);
    ImageIO.write(image, "png", out);
  }
}
