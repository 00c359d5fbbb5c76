package dev.heliograph.format.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture is to be turned before it is shown: tag Orientation of TIFF 6.0 and Exif 2.3, 1 (as
 * it is) to 8.
 */
final class Orientation {

  private static final int TAG = 0x0112;

  private Orientation() {}

  /** Of the bytes of a JPEG or TIFF file; 1 if they say nothing that can be read. */
  static int of(byte[] b, String mediaType) {
    try {
      return mediaType.equals("image/tiff")
          ? inTiff(b, 0)
          : mediaType.equals("image/jpeg") ? inJpeg(b) : 1;
    } catch (IndexOutOfBoundsException e) {
      return 1;
    }
  }

  private static int inJpeg(byte[] b) {
    int p = 2;
    while ((b[p] & 0xff) == 0xff && (b[p + 1] & 0xff) != 0xda) {
      int length = (b[p + 2] & 0xff) << 8 | b[p + 3] & 0xff;
      boolean exif = (b[p + 1] & 0xff) == 0xe1 && b[p + 4] == 'E' && b[p + 5] == 'x';
      if (exif && b[p + 6] == 'i' && b[p + 7] == 'f') {
        return inTiff(b, p + 10);
      }
      p += 2 + length;
    }
    return 1;
  }

  private static int inTiff(byte[] b, int start) {
    ByteBuffer in = ByteBuffer.wrap(b);
    in.order(b[start] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = start + (in.getInt(start + 4) & 0xffffffffL);
    if (directory > b.length - 2) {
      return 1;
    }
    int entries = in.getShort((int) directory) & 0xffff;
    for (int e = 0; e < entries; e++) {
      int at = (int) directory + 2 + 12 * e;
      if ((in.getShort(at) & 0xffff) == TAG) {
        int value = in.getShort(at + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  /** The pixels as they are to be seen; from 5 on, width and height change places. */
  static int[] upright(int[] pixels, int width, int height, int orientation) {
    if (orientation == 1) {
      return pixels;
    }
    boolean turned = orientation >= 5;
    int outWidth = turned ? height : width;
    int[] out = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % outWidth;
      int y = i / outWidth;
      int fromX = turned ? y : x;
      int fromY = turned ? x : y;
      if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
        fromX = width - 1 - fromX;
      }
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
        fromY = height - 1 - fromY;
      }
      out[i] = pixels[fromX + width * fromY];
    }
    return out;
  }
}
