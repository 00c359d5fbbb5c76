package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.TransferSyntax.Codec;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of one file. Safe for use by several threads, one frame each. */
public final class PixelFrames {

  private static final String EXPORT_AGAIN = "export the series again from its source";

  private final PixelFormat format;
  private final DataSet data;
  private final DataElement pixels;
  private final Codec codec;
  private final List<List<ByteBuffer>> encoded;
  private final @Nullable LookupTable modality;

  private PixelFrames(DicomFile file, PixelFormat format) throws FormatException {
    this.format = format;
    this.data = file.data();
    this.codec = file.syntax().codec();
    DataElement e = data.get(format.pixels());
    if (e == null) {
      throw new FormatException("the file holds no pixels", EXPORT_AGAIN);
    }
    this.pixels = e;
    this.encoded = codec == Codec.NATIVE ? List.of() : EncodedFrames.of(file, format.frames());
    DataSet lut = data.has(Tags.RESCALE_SLOPE) ? null : data.item(Tags.MODALITY_LUT_SEQUENCE);
    this.modality =
        lut == null
            ? null
            : LookupTable.of(lut, Tags.LUT_DESCRIPTOR, Tags.LUT_DATA, format.signed(), false);
  }

  /**
   * Looks at a file's frames without decoding any.
   *
   * @throws dev.heliograph.format.UnsupportedFormatException if there are no pixels, or none that
   *     are read
   * @throws FormatException if the header contradicts itself or bytes are missing
   */
  public static PixelFrames of(DicomFile file, ReadLimits limits) throws FormatException {
    return new PixelFrames(file, PixelFormat.of(file, limits));
  }

  public PixelFormat format() {
    return format;
  }

  /**
   * Writes rows × columns values, row by row: the modality table's, or stored values times slope
   * plus intercept. Of colours, luma (ITU-R BT.601) from 0 to 255.
   *
   * @param frame from 0
   * @param at where in {@code into} the frame starts
   */
  public void values(int frame, double slope, double intercept, float[] into, int at)
      throws FormatException {
    if (format.colour()) {
      int[] rgb = rgb(frame);
      for (int i = 0; i < rgb.length; i++) {
        int p = rgb[i];
        into[at + i] =
            (float) (0.299 * ((p >> 16) & 0xff) + 0.587 * ((p >> 8) & 0xff) + 0.114 * (p & 0xff));
      }
      return;
    }
    if (format.floating()) {
      floats(frame, slope, intercept, into, at);
      return;
    }
    int[] raw = samples(frame);
    for (int i = 0; i < raw.length; i++) {
      long v = stored(raw[i]);
      into[at + i] = modality == null ? (float) (v * slope + intercept) : modality.of((int) v);
    }
  }

  /** One 0xRRGGBB number for each pixel of a colour frame, row by row. */
  public int[] rgb(int frame) throws FormatException {
    int[] raw = samples(frame);
    if (format.palette()) {
      LookupTable[] tables = palette();
      for (int i = 0; i < raw.length; i++) {
        int v = (int) stored(raw[i]);
        int rgb = 0;
        for (LookupTable t : tables) {
          rgb = rgb << 8 | (t.of(v) >>> (t.bits() - 8) & 0xff);
        }
        raw[i] = rgb;
      }
      return raw;
    }
    // A JPEG 2000 decoder undoes YBR_RCT and YBR_ICT itself.
    boolean ybr = format.photometric().startsWith("YBR_FULL");
    return Colours.rgb(raw, format.stored(), ybr);
  }

  private LookupTable[] palette() throws FormatException {
    boolean segmented = data.has(Tags.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA);
    int first =
        segmented
            ? Tags.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA
            : Tags.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA;
    LookupTable[] tables = new LookupTable[3];
    for (int c = 0; c < 3; c++) {
      tables[c] =
          LookupTable.of(
              data,
              Tags.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR + c,
              first + c,
              format.signed(),
              segmented);
    }
    return tables;
  }

  /** The bits that count, as the number they stand for. */
  private long stored(int raw) {
    // A JPEG frame holds the stored bits only; in others they may sit below overlay bits.
    boolean packed = codec == Codec.RLE || codec == Codec.NATIVE;
    int unused = 64 - format.stored();
    long v = (long) raw >>> (packed ? format.low() : 0) << unused;
    return format.signed() ? v >> unused : v >>> unused;
  }

  private int[] samples(int frame) throws FormatException {
    if (codec == Codec.NATIVE) {
      return NativeFrame.decode(pixels, format, frame);
    }
    byte[] bytes = EncodedFrames.joined(encoded.get(frame));
    return switch (codec) {
      case RLE -> RleFrame.decode(bytes, format);
      case JPEG_2000 -> Jpeg2000Frame.decode(bytes, format);
      default -> JpegFrame.decode(bytes, format);
    };
  }

  private void floats(int frame, double slope, double intercept, float[] into, int at) {
    ByteBuffer in = pixels.bytes();
    int count = format.rows() * format.columns();
    int size = format.allocated() / 8;
    for (int i = 0; i < count; i++) {
      int from = (frame * count + i) * size;
      double v = size == 4 ? in.getFloat(from) : in.getDouble(from);
      into[at + i] = (float) (v * slope + intercept);
    }
  }
}
