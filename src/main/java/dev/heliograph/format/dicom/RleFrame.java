package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RLE Lossless (PS3.5 annex G): one PackBits segment per byte of a pixel, highest byte first. */
final class RleFrame {

  private RleFrame() {}

  static int[] decode(byte[] frame, int count, int bytesPerPixel) throws FormatException {
    if (frame.length < 64) {
      throw damaged("its header needs 64 bytes, there are " + frame.length);
    }
    ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(0) != bytesPerPixel) {
      throw damaged(header.getInt(0) + " segments for " + bytesPerPixel + " bytes per pixel");
    }
    int[] out = new int[count];
    for (int s = 0; s < bytesPerPixel; s++) {
      int from = header.getInt(4 + 4 * s);
      int to = s + 1 < bytesPerPixel ? header.getInt(8 + 4 * s) : frame.length;
      if (from < 64 || to < from || to > frame.length) {
        throw damaged("segment " + s + " lies outside of the frame");
      }
      segment(frame, from, to, out, 8 * (bytesPerPixel - 1 - s));
    }
    return out;
  }

  private static void segment(byte[] in, int from, int to, int[] out, int shift)
      throws FormatException {
    int at = 0;
    int p = from;
    while (at < out.length) {
      if (p >= to) {
        throw damaged(out.length - at + " pixels are missing");
      }
      int n = in[p++];
      if (n >= 0) {
        if (n + 1 > to - p) {
          throw damaged("a run of literal bytes ends early");
        }
        for (int i = 0; i <= n && at < out.length; i++) {
          out[at++] |= (in[p + i] & 0xff) << shift;
        }
        p += n + 1;
      } else if (n != -128) {
        if (p >= to) {
          throw damaged("a repeated byte is missing");
        }
        int value = (in[p++] & 0xff) << shift;
        for (int i = 0; i <= -n && at < out.length; i++) {
          out[at++] |= value;
        }
      }
    }
  }

  private static FormatException damaged(String why) {
    return new FormatException(
        "the RLE pixel data is damaged: " + why, "copy or export the file again from its source");
  }
}
