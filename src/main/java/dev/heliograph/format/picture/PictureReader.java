package dev.heliograph.format.picture;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads PNG, JPEG and TIFF (its first page); every other kind of picture is refused by its first
 * bytes.
 */
public final class PictureReader {

  private static final long MAX_FILE = 128L << 20;
  private static final long MAX_PIXELS = 32_000_000;

  /** Pixels that a check decodes, at most. */
  private static final double LOOKED_AT = 1 << 20;

  private static final String FIX = "save the picture again as an RGB or grey PNG, JPEG or TIFF";

  private PictureReader() {}

  /** "image/png", "image/jpeg" or "image/tiff" by the first bytes, or an empty text. */
  public static String mediaType(byte[] start) {
    if (start.length >= 8
        && (start[0] & 0xff) == 0x89
        && start[1] == 'P'
        && start[2] == 'N'
        && start[3] == 'G') {
      return "image/png";
    }
    if (start.length >= 4
        && ((start[0] == 'I' && start[1] == 'I' && start[2] == 42 && start[3] == 0)
            || (start[0] == 'M' && start[1] == 'M' && start[2] == 0 && start[3] == 42))) {
      return "image/tiff";
    }
    return start.length >= 3
            && (start[0] & 0xff) == 0xff
            && (start[1] & 0xff) == 0xd8
            && (start[2] & 0xff) == 0xff
        ? "image/jpeg"
        : "";
  }

  /**
   * Reads a picture to its end and keeps no pixels: rows are decoded one after the other, and of
   * them few are looked at. Takes the file's size and some 4 MiB.
   *
   * @param length how many bytes {@code in} has, or -1 if that is not known
   * @throws FormatException if it is no PNG, JPEG or TIFF, damaged, or larger than the limits
   */
  public static PictureHeader check(InputStream in, long length, ReadLimits limits)
      throws IOException {
    byte[] bytes = bytes(in, length, limits);
    return decode(
        bytes,
        limits,
        (reader, type, orientation) -> {
          int width = reader.getWidth(0);
          int height = reader.getHeight(0);
          int step = 1 + (int) Math.sqrt((double) width * height / LOOKED_AT);
          ImageReadParam some = reader.getDefaultReadParam();
          some.setSourceSubsampling(step, step, 0, 0);
          reader.read(0, some);
          return new PictureHeader(
              orientation < 5 ? width : height,
              orientation < 5 ? height : width,
              type,
              orientation == 1 && !type.equals("image/tiff"));
        });
  }

  /**
   * Reads a picture; takes the file's size and 11 bytes a pixel while it does, 4 or 8 of them for
   * the result.
   *
   * @param length how many bytes {@code in} has, or -1 if that is not known
   * @throws FormatException if it is no PNG, JPEG or TIFF, damaged, or larger than 32 million
   *     pixels or the limits
   */
  public static Picture read(InputStream in, long length, ReadLimits limits) throws IOException {
    byte[] bytes = bytes(in, length, limits);
    return decode(
        bytes,
        limits,
        (reader, type, orientation) -> {
          int width = reader.getWidth(0);
          int height = reader.getHeight(0);
          BufferedImage image = reader.read(0);
          int[] rgb = rgb(image);
          int[] grey = null;
          if (image.getRaster().getNumBands() == 1
              && image.getSampleModel().getSampleSize(0) == 16) {
            grey = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
            grey = Orientation.upright(grey, width, height, orientation);
          }
          return new Picture(
              orientation < 5 ? width : height,
              orientation < 5 ? height : width,
              type,
              Orientation.upright(rgb, width, height, orientation),
              grey,
              orientation == 1 && !type.equals("image/tiff"));
        });
  }

  private static byte[] bytes(InputStream in, long length, ReadLimits limits) throws IOException {
    long most = Math.min(MAX_FILE, limits.maxBytes());
    byte[] bytes = length > most ? new byte[0] : in.readNBytes((int) most + 1);
    if (length > most || bytes.length > most) {
      throw new FormatException("the picture has more than " + most + " bytes", FIX);
    }
    return bytes;
  }

  /** What is done with a picture whose size is within the limits. */
  private interface Use<T> {
    T with(ImageReader reader, String type, int orientation) throws IOException;
  }

  private static <T> T decode(byte[] bytes, ReadLimits limits, Use<T> use) throws IOException {
    String type = mediaType(bytes);
    if (type.isEmpty()) {
      throw new FormatException("the bytes are no PNG, JPEG or TIFF picture", FIX);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext()) {
      throw new IllegalStateException("this Java runtime cannot read " + type);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, true, true);
      new ReadLimits(Math.min(MAX_PIXELS, limits.maxVoxels()), MAX_FILE)
          .checkVoxels(reader.getWidth(0), reader.getHeight(0), 1);
      return use.with(reader, type, Orientation.of(bytes, type));
    } catch (FormatException e) {
      throw e;
    } catch (IIOException | RuntimeException e) {
      // ImageIO answers damaged bytes with whatever its parsers trip over.
      throw new FormatException("the picture is damaged: " + e.getMessage(), FIX);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Grey values as they are stored. {@link BufferedImage#getRGB} takes those of a grey picture for
   * linear light and brightens them: 119 would become 182.
   */
  private static int[] rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int bits = image.getSampleModel().getSampleSize(0);
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && (bits == 8 || bits == 16);
    if (!grey) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    int[] values = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    for (int i = 0; i < values.length; i++) {
      int v = bits == 16 ? values[i] >> 8 : values[i];
      values[i] = 0xff000000 | v << 16 | v << 8 | v;
    }
    return values;
  }
}
