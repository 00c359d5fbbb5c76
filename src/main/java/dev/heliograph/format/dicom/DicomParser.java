package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Parses a Part 10 file (PS3.10) or a bare data set, held whole in memory, up to its pixel data.
 * Nothing is allocated by a length that the file claims before the bytes are known to be there.
 */
final class DicomParser {

  static final int MAX_FILE = 512 << 20;
  private static final int MAX_VALUE = 64 << 10;
  private static final int MAX_DEPTH = 32;
  private static final int UNDEFINED = -1;
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;
  private static final String COPY_AGAIN = "copy or export the file again from its source";
  private static final String LONG_VRS = "OB OD OF OL OV OW SQ UC UN UR UT SV UV";
  private static final Map<Integer, Tag> WANTED = new HashMap<>();

  static {
    Arrays.stream(Tag.values()).forEach(t -> WANTED.put(t.number(), t));
  }

  private final DicomDataset out = new DicomDataset();
  private ByteBuffer in;
  private boolean explicit = true;

  /** The element that was read last. */
  private int tag;

  private String vr = "";
  private int length;

  private DicomParser(byte[] file) {
    in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether these first bytes (132 of a longer file) start a DICOM file, with preamble or bare. */
  static boolean looksLikeDicom(byte[] b) {
    if (hasPreamble(b)) {
      return true;
    }
    if (b.length < 8 || (b[0] != 2 && b[0] != 8) || b[1] != 0 || b[3] != 0) {
      return false;
    }
    boolean implicitLength = b[6] == 0 && b[7] == 0 && (b[4] & 1) == 0 && b[5] == 0;
    return isVr(b[4], b[5]) || implicitLength;
  }

  private static boolean hasPreamble(byte[] b) {
    return b.length >= 132 && b[128] == 'D' && b[129] == 'I' && b[130] == 'C' && b[131] == 'M';
  }

  private static boolean isVr(int a, int b) {
    return a >= 'A' && a <= 'Z' && b >= 'A' && b <= 'Z';
  }

  static DicomDataset parse(byte[] file, ReadLimits limits) throws IOException {
    if (!looksLikeDicom(Arrays.copyOf(file, Math.min(file.length, 132)))) {
      throw new FormatException("the file does not start like DICOM", COPY_AGAIN);
    }
    return new DicomParser(file).parse(limits);
  }

  private DicomDataset parse(ReadLimits limits) throws IOException {
    if (hasPreamble(in.array())) {
      in.position(132);
    }
    while (in.remaining() >= 8 && peekShort(0) == 2) {
      readElement();
      takeOrSkip(0);
    }
    String uid = out.text(Tag.TRANSFER_SYNTAX_UID);
    TransferSyntax syntax = uid.isEmpty() ? guess() : TransferSyntax.of(uid);
    out.setSyntax(syntax);
    explicit = syntax != TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
    if (syntax == TransferSyntax.DEFLATED) {
      inflate(limits);
    }
    in.order(out.order());
    while (in.remaining() > 0) {
      if (in.remaining() < 8) {
        throw cut("an attribute", 8 - in.remaining());
      }
      readElement();
      if (tag == Tag.PIXEL_DATA.number()) {
        readPixels();
        break;
      }
      if (tag == Tag.FLOAT_PIXEL_DATA.number() || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA.number()) {
        throw new UnsupportedFormatException(
            "the pixels are floating point numbers (parametric map)",
            "convert the map to NIfTI and upload that");
      }
      takeOrSkip(0);
    }
    return out;
  }

  private int peekShort(int offset) {
    return in.getShort(in.position() + offset) & 0xffff;
  }

  private TransferSyntax guess() {
    int p = in.position();
    return in.remaining() >= 8 && isVr(in.get(p + 4), in.get(p + 5))
        ? TransferSyntax.EXPLICIT_LITTLE_ENDIAN
        : TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
  }

  private void inflate(ReadLimits limits) throws IOException {
    int most = (int) Math.min(MAX_FILE, limits.maxBytes());
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(true);
    // One byte more than the data: Inflater without header wants it (see its Javadoc).
    byte[] deflated = Arrays.copyOfRange(in.array(), in.position(), in.limit() + 1);
    try (InputStream stream =
        new InflaterInputStream(new ByteArrayInputStream(deflated), inflater)) {
      byte[] chunk = new byte[8192];
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        plain.write(chunk, 0, n);
        if (plain.size() > most) {
          throw new FormatException(
              "the deflated data set unpacks to more than " + most + " bytes", COPY_AGAIN);
        }
      }
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new FormatException(
          "the deflated data set is damaged (" + e.getMessage() + ")", COPY_AGAIN);
    } finally {
      inflater.end();
    }
    in = ByteBuffer.wrap(plain.toByteArray());
  }

  private int readTag() {
    return (in.getShort() & 0xffff) << 16 | (in.getShort() & 0xffff);
  }

  /** Reads tag, VR and length; the caller made sure of 8 bytes. */
  private void readElement() throws FormatException {
    tag = readTag();
    vr = "";
    if (!explicit || tag >>> 16 == 0xFFFE) {
      length = in.getInt();
      return;
    }
    byte a = in.get();
    byte b = in.get();
    if (!isVr(a, b)) {
      throw new FormatException(
          "the file is damaged: attribute " + Tag.hex(tag) + " has no valid value type",
          COPY_AGAIN);
    }
    vr = "" + (char) a + (char) b;
    if (!LONG_VRS.contains(vr)) {
      length = in.getShort() & 0xffff;
      return;
    }
    if (in.remaining() < 6) {
      throw cut(Tag.hex(tag), 6 - in.remaining());
    }
    in.getShort();
    length = in.getInt();
  }

  private void takeOrSkip(int depth) throws FormatException {
    if (length == UNDEFINED) {
      if (explicit && !vr.equals("SQ") && !vr.equals("UN")) {
        throw new FormatException(
            "attribute " + Tag.hex(tag) + " has no length although it is no sequence", COPY_AGAIN);
      }
      Tag wanted = depth == 0 ? WANTED.get(tag) : null;
      if (wanted != null) {
        out.put(wanted, new byte[0]);
      }
      skipSequence(depth);
      return;
    }
    need(length);
    Tag wanted = depth == 0 ? WANTED.get(tag) : null;
    if (wanted == null) {
      in.position(in.position() + length);
    } else if (length > MAX_VALUE && wanted != Tag.MODALITY_LUT_SEQUENCE) {
      throw new FormatException(wanted + " claims " + length + " bytes", COPY_AGAIN);
    } else {
      byte[] value = new byte[wanted == Tag.MODALITY_LUT_SEQUENCE ? 0 : length];
      int next = in.position() + length;
      in.get(value);
      in.position(next);
      out.put(wanted, value);
    }
  }

  /** Skips items of a sequence of undefined length; UN holds implicit VR (PS3.5 6.2.2). */
  private void skipSequence(int depth) throws FormatException {
    if (depth >= MAX_DEPTH) {
      throw new FormatException(
          "sequences are nested deeper than " + MAX_DEPTH + " levels", COPY_AGAIN);
    }
    boolean before = explicit;
    ByteOrder orderBefore = in.order();
    if (vr.equals("UN")) {
      explicit = false;
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    while (true) {
      need(8);
      readElement();
      if (tag == SEQUENCE_END) {
        break;
      }
      if (tag != ITEM) {
        throw new FormatException(
            "a sequence holds " + Tag.hex(tag) + " where an item should start", COPY_AGAIN);
      }
      if (length == UNDEFINED) {
        skipItem(depth);
      } else {
        need(length);
        in.position(in.position() + length);
      }
    }
    explicit = before;
    in.order(orderBefore);
  }

  private void skipItem(int depth) throws FormatException {
    while (true) {
      need(8);
      readElement();
      if (tag == ITEM_END) {
        return;
      }
      takeOrSkip(depth + 1);
    }
  }

  private void readPixels() throws FormatException {
    boolean words = !vr.equals("OB");
    if (!out.syntax().encapsulated()) {
      if (length == UNDEFINED) {
        throw new FormatException(
            "the pixel data has no length although the file says it is uncompressed", COPY_AGAIN);
      }
      need(length);
      out.setPixels(bytes(length), words);
      return;
    }
    if (length != UNDEFINED) {
      throw new FormatException(
          "the pixel data is not in fragments although the file says it is compressed", COPY_AGAIN);
    }
    ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    for (boolean first = true; ; first = false) {
      need(8);
      readElement();
      if (tag == SEQUENCE_END) {
        break;
      }
      if (tag != ITEM) {
        throw new FormatException(
            "the pixel data holds " + Tag.hex(tag) + " where a fragment should start", COPY_AGAIN);
      }
      need(length);
      byte[] fragment = bytes(length);
      if (!first) { // The first item is the basic offset table.
        fragments.writeBytes(fragment);
      }
    }
    out.setPixels(fragments.toByteArray(), words);
  }

  private byte[] bytes(int count) {
    byte[] value = new byte[count];
    in.get(value);
    return value;
  }

  /** Makes sure that {@code count} (read as unsigned) more bytes are there. */
  private void need(int count) throws FormatException {
    long unsigned = count & 0xffffffffL;
    if (unsigned > in.remaining()) {
      throw cut(Tag.hex(tag), unsigned - in.remaining());
    }
  }

  private static FormatException cut(String where, long missing) {
    return new FormatException(
        "the file is cut short: " + where + " needs " + missing + " more bytes", COPY_AGAIN);
  }
}
