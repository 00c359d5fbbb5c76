package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE Lossless (PS3.5 annex G): one PackBits segment for each byte of each sample, highest byte
 * first.
 */
final class RleFrame {

  private RleFrame() {}

  /** The samples of each pixel side by side. */
  static int[] decode(byte[] frame, PixelFormat f) throws FormatException {
    int pixels = f.rows() * f.columns();
    int bytes = f.allocated() / 8;
    int segments = f.samples() * bytes;
    if (frame.length < 64) {
      throw damaged("its header needs 64 bytes, there are " + frame.length);
    }
    ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    if (segments > 15 || header.getInt(0) != segments) {
      throw damaged(header.getInt(0) + " segments for " + segments + " bytes per pixel");
    }
    int[] out = new int[pixels * f.samples()];
    for (int s = 0; s < segments; s++) {
      int from = header.getInt(4 + 4 * s);
      int to = s + 1 < segments ? header.getInt(8 + 4 * s) : frame.length;
      if (from < 64 || to < from || to > frame.length) {
        throw damaged("segment " + s + " lies outside of the frame");
      }
      int shift = 8 * (bytes - 1 - s % bytes);
      segment(frame, from, to, out, s / bytes, f.samples(), shift);
    }
    return out;
  }

  private static void segment(
      byte[] in, int from, int to, int[] out, int first, int step, int shift)
      throws FormatException {
    int at = first;
    int p = from;
    while (at < out.length) {
      if (p >= to) {
        throw damaged((out.length - at) / step + " pixels are missing");
      }
      int n = in[p++];
      if (n >= 0) {
        if (n + 1 > to - p) {
          throw damaged("a run of literal bytes ends early");
        }
        for (int i = 0; i <= n && at < out.length; i++, at += step) {
          out[at] |= (in[p + i] & 0xff) << shift;
        }
        p += n + 1;
      } else if (n != -128) {
        if (p >= to) {
          throw damaged("a repeated byte is missing");
        }
        int value = (in[p++] & 0xff) << shift;
        for (int i = 0; i <= -n && at < out.length; i++, at += step) {
          out[at] |= value;
        }
      }
    }
  }

  private static FormatException damaged(String why) {
    return new FormatException(
        "the RLE pixel data is damaged: " + why, "copy or export the file again from its source");
  }
}
