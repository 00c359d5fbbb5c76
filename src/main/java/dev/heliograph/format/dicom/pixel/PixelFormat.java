package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Dictionary;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.TransferSyntax;
import dev.heliograph.format.dicom.data.TransferSyntax.Codec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How a file's frames are stored (PS3.3 C.7.6.3), checked before memory is taken for pixels.
 *
 * @param rows pixels down
 * @param columns pixels along
 * @param frames how many
 * @param samples values for each pixel: 1 or 3
 * @param photometric what they mean: MONOCHROME2, RGB, …
 * @param planar whether native colours come as three planes
 * @param allocated bits a sample takes: 1, 8, 16, 32, or 64 for floating point
 * @param stored bits of them that count
 * @param low lowest bit that counts
 * @param signed two's complement
 * @param pixels the tag that holds them: PixelData or one of the two of floating point
 */
public record PixelFormat(
    int rows,
    int columns,
    int frames,
    int samples,
    String photometric,
    boolean planar,
    int allocated,
    int stored,
    int low,
    boolean signed,
    int pixels) {

  private static final String EXPORT_AGAIN = "export the series again from its source";
  private static final int MAX_FRAMES = 100_000;

  static PixelFormat of(DicomFile file, ReadLimits limits) throws FormatException {
    DataSet d = file.data();
    int pixels = pixelTag(d);
    if (file.syntax().codec() == Codec.NONE) {
      throw new UnsupportedFormatException(
          "the DICOM file is compressed as "
              + file.syntax().name()
              + " ("
              + file.syntax().uid().replaceAll("[^0-9.]", "")
              + ")",
          "decompress it first, for example with gdcmconv --raw IN OUT"
              + " (or dcmdjpeg for JPEG, dcmdjpls for JPEG-LS)");
    }
    int rows = d.unsigned(Tags.ROWS, 0);
    int columns = d.unsigned(Tags.COLUMNS, 0);
    limits.checkVoxels(columns, rows, 1);
    if (rows > Short.MAX_VALUE || columns > Short.MAX_VALUE) {
      throw new UnsupportedFormatException(
          "the image is " + columns + "×" + rows + " pixels; up to 32767 along a side are read",
          "export it at a lower resolution");
    }
    double frames = d.number(Tags.NUMBER_OF_FRAMES, 1);
    if (frames < 0 || frames > MAX_FRAMES) {
      throw new FormatException("the file claims " + frames + " frames", EXPORT_AGAIN);
    }
    boolean floating = pixels != Tags.PIXEL_DATA;
    int allocated =
        d.unsigned(Tags.BITS_ALLOCATED, pixels == Tags.DOUBLE_FLOAT_PIXEL_DATA ? 64 : 32);
    int stored = floating ? allocated : d.unsigned(Tags.BITS_STORED, allocated);
    int high = floating ? allocated - 1 : d.unsigned(Tags.HIGH_BIT, stored - 1);
    PixelFormat format =
        new PixelFormat(
            rows,
            columns,
            (int) Math.max(1, frames),
            d.unsigned(Tags.SAMPLES_PER_PIXEL, 1),
            d.humanText(Tags.PHOTOMETRIC_INTERPRETATION, 16),
            d.unsigned(Tags.PLANAR_CONFIGURATION, 0) == 1,
            allocated,
            stored,
            high + 1 - stored,
            d.unsigned(Tags.PIXEL_REPRESENTATION, 0) == 1,
            pixels);
    format.check(high);
    format.checkLength(d, file.syntax());
    return format;
  }

  private static int pixelTag(DataSet d) throws UnsupportedFormatException {
    for (int tag :
        new int[] {Tags.PIXEL_DATA, Tags.FLOAT_PIXEL_DATA, Tags.DOUBLE_FLOAT_PIXEL_DATA}) {
      if (d.has(tag)) {
        return tag;
      }
    }
    String modality = d.humanText(Tags.MODALITY, 16);
    throw new UnsupportedFormatException(
        "the DICOM file"
            + (modality.isEmpty() ? "" : " (" + modality + ")")
            + " holds no pixels: a report, structure set or directory",
        "upload the image series it belongs to");
  }

  /** Whether pixels are colours. */
  public boolean colour() {
    return samples == 3 || palette();
  }

  boolean palette() {
    return photometric.equals("PALETTE COLOR");
  }

  boolean floating() {
    return pixels != Tags.PIXEL_DATA;
  }

  /**
   * Bits of one native frame; YBR_FULL_422 shares each pair of colour values between two pixels.
   */
  long frameBits() {
    long perPixel =
        photometric.equals("YBR_FULL_422") && samples == 3
            ? 2L * allocated
            : (long) samples * allocated;
    return (long) rows * columns * perPixel;
  }

  private void check(int high) throws FormatException {
    boolean grey = samples == 1 && (photometric.isEmpty() || photometric.startsWith("MONOCHROME"));
    boolean colours =
        samples == 3
            && List.of("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
                .contains(photometric);
    if (!grey && !colours && !(samples == 1 && palette())) {
      throw new UnsupportedFormatException(
          "the DICOM file holds pixels of a kind that is not read ("
              + samples
              + " samples per pixel, "
              + photometric
              + ")",
          "export the picture as PNG or JPEG and upload that");
    }
    if (floating()
        ? allocated != 32 && allocated != 64
        : !List.of(1, 8, 16, 32).contains(allocated)) {
      throw new UnsupportedFormatException(
          "the DICOM file stores " + allocated + " bits a pixel; 1, 8, 16 and 32 are read",
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
    if (allocated == 1 && samples != 1) {
      throw new UnsupportedFormatException(
          "the DICOM file stores colours in single bits", "export the picture as PNG");
    }
  }

  /** Compares what the frames need at least with the bytes that are there. */
  private void checkLength(DataSet d, TransferSyntax syntax) throws FormatException {
    DataElement e = d.get(pixels);
    List<ByteBuffer> fragments = e == null ? null : e.fragments();
    if (syntax.encapsulated() != (fragments != null)) {
      throw new FormatException(
          Dictionary.name(pixels)
              + (fragments == null
                  ? " is not in fragments although the file says it is compressed"
                  : " has no length although the file says it is uncompressed"),
          "copy or export the file again from its source");
    }
    long there = 0;
    if (fragments == null) {
      there = e == null ? 0 : e.length();
    } else {
      for (ByteBuffer fragment : fragments) {
        there += fragment.remaining();
      }
    }
    // PackBits needs two bytes for 128 at best; the other codecs have no such bound.
    long atBest = syntax.codec() == Codec.RLE ? 64 : syntax.encapsulated() ? 1 << 20 : 1;
    long missing = (frameBits() * frames + 7) / 8 - atBest * there;
    if (missing > 0) {
      throw new FormatException(
          "the pixel data is cut short: " + missing + " bytes are missing", EXPORT_AGAIN);
    }
  }
}
