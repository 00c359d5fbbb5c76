package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames that are not compressed. */
final class NativeFrame {

  private NativeFrame() {}

  /** The samples of each pixel side by side; the length was checked by {@link PixelFormat}. */
  static int[] decode(DataElement pixels, PixelFormat f, int frame) {
    ByteBuffer in = pixels.bytes();
    int count = f.rows() * f.columns() * f.samples();
    long firstBit = f.frameBits() * frame;
    int[] out = new int[count];
    if (f.allocated() == 1) {
      // Frames follow each other without filling; the first pixel is the lowest bit (PS3.5 8.1.1).
      for (int i = 0; i < count; i++) {
        long bit = firstBit + i;
        out[i] = (in.get(swapped(pixels, (int) (bit >> 3))) >> (bit & 7)) & 1;
      }
      return out;
    }
    int first = (int) (firstBit / 8);
    if (f.photometric().equals("YBR_FULL_422") && f.samples() == 3) {
      half(pixels, in, first, out);
      return out;
    }
    int pixelCount = f.rows() * f.columns();
    for (int i = 0; i < count; i++) {
      int to = f.planar() && f.samples() == 3 ? i % pixelCount * 3 + i / pixelCount : i;
      out[to] =
          switch (f.allocated()) {
            case 8 -> in.get(swapped(pixels, first + i)) & 0xff;
            case 16 -> in.getShort(first + 2 * i) & 0xffff;
            default -> in.getInt(first + 4 * i);
          };
    }
    return out;
  }

  /** Y Y Cb Cr for each two pixels of a row (PS3.3 C.7.6.3.1.2). */
  private static void half(DataElement pixels, ByteBuffer in, int first, int[] out) {
    int limit = in.limit();
    for (int pair = 0; 6 * pair < out.length; pair++) {
      for (int p = 0; p < 2 && 6 * pair + 3 * p < out.length; p++) {
        int at = 6 * pair + 3 * p;
        for (int s = 0; s < 3; s++) {
          int from = first + 4 * pair + (s == 0 ? p : s + 1);
          out[at + s] = from < limit ? in.get(swapped(pixels, from)) & 0xff : 128;
        }
      }
    }
  }

  /** In a big endian file, bytes in 16-bit words are swapped in pairs. */
  private static int swapped(DataElement pixels, int at) {
    boolean swap = pixels.order() == ByteOrder.BIG_ENDIAN && pixels.vr() == Vr.OW;
    return swap && (at ^ 1) < pixels.length() ? at ^ 1 : at;
  }
}
