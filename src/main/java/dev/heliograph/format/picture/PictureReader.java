package dev.heliograph.format.picture;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads PNG and JPEG; every other kind of picture is refused by its first bytes. */
public final class PictureReader {

  private static final long MAX_FILE = 256L << 20;
  private static final long MAX_PIXELS = 64_000_000;
  private static final String FIX = "save the picture again as an RGB or grey PNG or JPEG";

  private PictureReader() {}

  /** "image/png" or "image/jpeg" by the first bytes, or an empty text. */
  public static String mediaType(byte[] start) {
    if (start.length >= 8
        && (start[0] & 0xff) == 0x89
        && start[1] == 'P'
        && start[2] == 'N'
        && start[3] == 'G') {
      return "image/png";
    }
    return start.length >= 3
            && (start[0] & 0xff) == 0xff
            && (start[1] & 0xff) == 0xd8
            && (start[2] & 0xff) == 0xff
        ? "image/jpeg"
        : "";
  }

  /**
   * @param length how many bytes {@code in} has, or -1 if that is not known
   * @throws FormatException if it is no PNG or JPEG, damaged, or larger than 64 million pixels or
   *     the limits
   */
  public static Picture read(InputStream in, long length, ReadLimits limits) throws IOException {
    long most = Math.min(MAX_FILE, limits.maxBytes());
    byte[] bytes = length > most ? new byte[0] : in.readNBytes((int) Math.min(most + 1, 1 << 30));
    if (length > most || bytes.length > most) {
      throw new FormatException("the picture has more than " + most + " bytes", FIX);
    }
    String type = mediaType(bytes);
    if (type.isEmpty()) {
      throw new FormatException("the bytes are neither a PNG nor a JPEG picture", FIX);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext()) {
      throw new IllegalStateException("this Java runtime cannot read " + type);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      new ReadLimits(Math.min(MAX_PIXELS, limits.maxVoxels()), most).checkVoxels(width, height, 1);
      BufferedImage image = reader.read(0);
      return new Picture(width, height, type, image.getRGB(0, 0, width, height, null, 0, width));
    } catch (FormatException e) {
      throw e;
    } catch (IIOException | RuntimeException e) {
      // ImageIO answers damaged bytes with whatever its parsers trip over.
      throw new FormatException("the picture is damaged: " + e.getMessage(), FIX);
    } finally {
      reader.dispose();
    }
  }
}
