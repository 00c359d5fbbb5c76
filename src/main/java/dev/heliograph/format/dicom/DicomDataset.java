package dev.heliograph.format.dicom;

import dev.heliograph.format.CleanText;
import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of one file's top level that {@link Tag} names, and its pixel bytes. */
final class DicomDataset {

  /** Bytes of the pixel element: as one piece, or the concatenated fragments of one frame. */
  private byte @Nullable [] pixels;

  private boolean wordPixels;
  private TransferSyntax syntax = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private final Map<Tag, byte[]> values = new EnumMap<>(Tag.class);

  void put(Tag tag, byte[] value) {
    values.put(tag, value);
  }

  void setSyntax(TransferSyntax t) {
    syntax = t;
    order =
        t == TransferSyntax.EXPLICIT_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  TransferSyntax syntax() {
    return syntax;
  }

  ByteOrder order() {
    return order;
  }

  /**
   * @param words whether the element's VR was OW, which matters for bytes in big endian files
   */
  void setPixels(byte[] bytes, boolean words) {
    pixels = bytes;
    wordPixels = words;
  }

  byte @Nullable [] pixels() {
    return pixels;
  }

  boolean wordPixels() {
    return wordPixels;
  }

  boolean has(Tag tag) {
    byte[] v = values.get(tag);
    return v != null && (v.length > 0 || tag == Tag.MODALITY_LUT_SEQUENCE);
  }

  /** A value of ASCII text without padding, empty if there is none. */
  String text(Tag tag) {
    return decode(tag, StandardCharsets.ISO_8859_1);
  }

  /** A value of human text in the file's character set, cleaned and bounded. */
  String humanText(Tag tag, int max) {
    String declared = text(Tag.SPECIFIC_CHARACTER_SET).replace("\\", " ").trim();
    Charset charset =
        switch (declared) {
          case "ISO_IR 192" -> StandardCharsets.UTF_8;
          case "GB18030", "GBK" -> Charset.forName("GB18030");
          case "ISO_IR 101" -> Charset.forName("ISO-8859-2");
          case "ISO_IR 144" -> Charset.forName("ISO-8859-5");
          case "ISO_IR 126" -> Charset.forName("ISO-8859-7");
          default -> StandardCharsets.ISO_8859_1;
        };
    return CleanText.of(decode(tag, charset), max);
  }

  private String decode(Tag tag, Charset charset) {
    byte[] v = values.get(tag);
    // Values are padded with a space, UIDs with a zero; trim() removes both.
    return v == null ? "" : new String(v, charset).trim();
  }

  /** An unsigned 16-bit number, or {@code otherwise} if the attribute is missing or empty. */
  int unsigned(Tag tag, int otherwise) {
    byte[] v = values.get(tag);
    return v == null || v.length < 2
        ? otherwise
        : ByteBuffer.wrap(v).order(order).getShort() & 0xffff;
  }

  /** A decimal number, or {@code otherwise} if the attribute is missing or empty. */
  double number(Tag tag, double otherwise) throws FormatException {
    String s = text(tag);
    return s.isEmpty() ? otherwise : numbers(tag, 1)[0];
  }

  /** The first {@code count} decimal numbers of a multi-valued attribute that is there. */
  double[] numbers(Tag tag, int count) throws FormatException {
    String[] parts = text(tag).split("\\\\", -1);
    double[] out = new double[count];
    try {
      for (int i = 0; i < count; i++) {
        out[i] = parts.length > i ? Double.parseDouble(parts[i].trim()) : Double.NaN;
      }
    } catch (NumberFormatException e) {
      out[0] = Double.NaN;
    }
    for (double d : out) {
      if (!Double.isFinite(d)) {
        throw new FormatException(
            tag + " should hold " + count + " numbers but holds \"" + humanText(tag, 40) + "\"",
            "export the series again from its source");
      }
    }
    return out;
  }
}
