package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.UnsupportedFormatException;
import java.nio.ByteOrder;

/** Pixels of one frame: decoded, cut to the stored bits, rescaled. */
final class PixelDecoder {

  private static final String EXPORT_AGAIN = "export the series again from its source";

  private PixelDecoder() {}

  /**
   * Checks, before memory is taken for the decoded pixels, that they are of a kind that is read and
   * that the file is long enough to hold them.
   */
  static void check(DicomDataset d, int rows, int columns) throws FormatException {
    int allocated = d.unsigned(Tag.BITS_ALLOCATED, 0);
    int stored = d.unsigned(Tag.BITS_STORED, allocated);
    checkFormat(d, allocated, stored, d.unsigned(Tag.HIGH_BIT, stored - 1));
    if (d.number(Tag.RESCALE_SLOPE, 1) == 0) {
      throw new FormatException(Tag.RESCALE_SLOPE + " is 0, so no pixel has a value", EXPORT_AGAIN);
    }
    byte[] pixels = d.pixels();
    // PackBits needs two bytes for 128 at best; the other codecs have no such bound.
    long atBest =
        d.syntax() == TransferSyntax.RLE_LOSSLESS ? 64 : d.syntax().encapsulated() ? 1 << 20 : 1;
    long missing =
        (long) rows * columns * allocated / 8 - atBest * (pixels == null ? 0 : pixels.length);
    if (missing > 0) {
      throw new FormatException(
          "the pixel data is cut short: " + missing + " bytes are missing", EXPORT_AGAIN);
    }
  }

  /**
   * Writes rows × columns values, row by row, rescale slope and intercept applied.
   *
   * @param at where in {@code into} the frame starts
   */
  static void decode(DicomDataset d, float[] into, int at) throws FormatException {
    int rows = d.unsigned(Tag.ROWS, 0);
    int columns = d.unsigned(Tag.COLUMNS, 0);
    check(d, rows, columns);
    int allocated = d.unsigned(Tag.BITS_ALLOCATED, 0);
    int stored = d.unsigned(Tag.BITS_STORED, allocated);
    boolean signed = d.unsigned(Tag.PIXEL_REPRESENTATION, 0) == 1;
    double slope = d.number(Tag.RESCALE_SLOPE, 1);
    double intercept = d.number(Tag.RESCALE_INTERCEPT, 0);
    int[] raw = raw(d, rows, columns, allocated);
    // A JPEG frame holds the stored bits only; in others they may sit below overlay bits.
    boolean packed = d.syntax() == TransferSyntax.RLE_LOSSLESS || !d.syntax().encapsulated();
    int low = packed ? d.unsigned(Tag.HIGH_BIT, stored - 1) + 1 - stored : 0;
    int unused = 32 - stored;
    for (int i = 0; i < raw.length; i++) {
      int v = (raw[i] >>> low) << unused;
      into[at + i] = (float) ((signed ? v >> unused : v >>> unused) * slope + intercept);
    }
  }

  private static void checkFormat(DicomDataset d, int allocated, int stored, int high)
      throws FormatException {
    int samples = d.unsigned(Tag.SAMPLES_PER_PIXEL, 1);
    String photometric = d.text(Tag.PHOTOMETRIC_INTERPRETATION);
    if (samples != 1 || !(photometric.isEmpty() || photometric.startsWith("MONOCHROME"))) {
      throw new UnsupportedFormatException(
          "the DICOM file holds colours ("
              + samples
              + " samples per pixel, "
              + d.humanText(Tag.PHOTOMETRIC_INTERPRETATION, 16)
              + ")",
          "export the picture as PNG or JPEG and upload that");
    }
    if (allocated != 8 && allocated != 16) {
      throw new UnsupportedFormatException(
          "the DICOM file stores " + allocated + " bits a pixel; 8 and 16 are read",
          "convert the series to NIfTI, for example with dcm2niix");
    }
    if (stored < 1 || stored > allocated || high + 1 < stored || high >= allocated) {
      throw new FormatException(
          "bits allocated, bits stored and high bit contradict each other ("
              + allocated
              + ", "
              + stored
              + ", "
              + high
              + ")",
          EXPORT_AGAIN);
    }
  }

  private static int[] raw(DicomDataset d, int rows, int columns, int allocated)
      throws FormatException {
    byte[] pixels = d.pixels();
    if (pixels == null) {
      throw new FormatException("the file holds no pixels", EXPORT_AGAIN);
    }
    return switch (d.syntax()) {
      case JPEG_BASELINE -> JpegFrame.decode(pixels, rows, columns);
      case JPEG_2000, JPEG_2000_LOSSLESS -> Jpeg2000Frame.decode(pixels, rows, columns);
      case RLE_LOSSLESS -> RleFrame.decode(pixels, rows * columns, allocated / 8);
      default -> plain(d, pixels, rows * columns, allocated / 8);
    };
  }

  private static int[] plain(DicomDataset d, byte[] pixels, int count, int bytes) {
    int[] out = new int[count];
    boolean big = d.order() == ByteOrder.BIG_ENDIAN;
    for (int i = 0; i < count; i++) {
      if (bytes == 1) {
        // In a big endian file, bytes in 16-bit words are swapped in pairs.
        int at = big && d.wordPixels() ? i ^ 1 : i;
        out[i] = at < pixels.length ? pixels[at] & 0xff : 0;
      } else {
        int first = pixels[2 * i] & 0xff;
        int second = pixels[2 * i + 1] & 0xff;
        out[i] = big ? first << 8 | second : second << 8 | first;
      }
    }
    return out;
  }
}
