package dev.heliograph.format.dicom.data;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parses a Part 10 file (PS3.10) or a bare data set, held whole in memory. Nothing is allocated by
 * a length that the file claims before the bytes are known to be there; values stay where they are.
 */
final class DicomParser {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_ELEMENTS = 2_000_000;
  private static final int UNDEFINED = -1;
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;
  private static final int DATA_SET_PADDING = 0xFFFCFFFC;
  private static final String COPY_AGAIN = "copy or export the file again from its source";

  private final byte[] file;
  private final ByteBuffer in;
  private boolean explicit = true;
  private int elements;

  /** The element that was read last. */
  private int tag;

  private Vr vr = Vr.UN;
  private int length;

  private DicomParser(byte[] file) {
    this.file = file;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

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

  static DicomFile parse(byte[] file, ReadLimits limits) throws FormatException {
    if (!looksLikeDicom(Arrays.copyOf(file, Math.min(file.length, 132)))) {
      throw new FormatException("the file does not start like DICOM", COPY_AGAIN);
    }
    return new DicomParser(file).parse(limits);
  }

  private DicomFile parse(ReadLimits limits) throws FormatException {
    if (hasPreamble(file)) {
      in.position(132);
    }
    DataSet meta = new DataSet();
    while (in.remaining() >= 8 && (in.getShort(in.position()) & 0xffff) == 2) {
      readElement();
      meta.put(value(0, in.limit()));
    }
    String uid = meta.text(Tags.TRANSFER_SYNTAX_UID);
    TransferSyntax syntax = uid.isEmpty() ? guess() : TransferSyntax.of(uid);
    if (syntax.deflated()) {
      byte[] plain = Deflated.inflate(file, in.position(), limits);
      DicomParser inner = new DicomParser(plain);
      return new DicomFile(meta, syntax, inner.dataSet());
    }
    in.order(syntax.order());
    // Some exporters compress the pixels and leave the rest implicit.
    explicit = syntax.explicit() && !(syntax.encapsulated() && guess() == TransferSyntax.IMPLICIT);
    return new DicomFile(meta, syntax, dataSet());
  }

  private TransferSyntax guess() {
    int p = in.position();
    return in.remaining() >= 8 && isVr(in.get(p + 4), in.get(p + 5))
        ? TransferSyntax.EXPLICIT
        : TransferSyntax.IMPLICIT;
  }

  private DataSet dataSet() throws FormatException {
    DataSet out = new DataSet();
    boolean pixels = false;
    while (in.remaining() > 0) {
      try {
        if (in.remaining() < 8) {
          throw cut("an attribute", 8 - in.remaining());
        }
        readElement();
        if (tag == DATA_SET_PADDING) {
          break;
        }
        out.put(value(0, in.limit()));
      } catch (FormatException e) {
        if (pixels) {
          break; // Exporters leave all kinds of filling behind the pixels.
        }
        throw e;
      }
      pixels |= tag == Tags.PIXEL_DATA;
    }
    return out;
  }

  /** Reads tag, VR and length; the caller made sure of 8 bytes. */
  private void readElement() throws FormatException {
    if (++elements > MAX_ELEMENTS) {
      throw new FormatException(
          "the file has more than " + MAX_ELEMENTS + " attributes",
          "export the series as one file per slice");
    }
    tag = (in.getShort() & 0xffff) << 16 | (in.getShort() & 0xffff);
    if (tag >>> 16 == 0xFFFE) {
      vr = Vr.UN;
      length = in.getInt();
      return;
    }
    if (!explicit) {
      vr = Dictionary.vr(tag);
      length = in.getInt();
      return;
    }
    byte a = in.get();
    byte b = in.get();
    if (!isVr(a, b)) {
      throw new FormatException(
          "attribute " + Dictionary.hex(tag) + " names no value representation", COPY_AGAIN);
    }
    vr = Vr.of(a, b);
    if (!Vr.hasLongLength(a, b)) {
      length = in.getShort() & 0xffff;
      return;
    }
    if (in.remaining() < 6) {
      throw cut(Dictionary.hex(tag), 6 - in.remaining());
    }
    in.getShort();
    length = in.getInt();
  }

  /** The value of the element whose head was just read; it ends at {@code end} or before. */
  private DataElement value(int depth, int end) throws FormatException {
    int myTag = tag;
    Vr myVr = vr;
    if (length == UNDEFINED) {
      if (myTag == Tags.PIXEL_DATA && myVr != Vr.SQ) {
        return DataElement.fragments(myTag, myVr, fragments(end));
      }
      if (explicit && myVr != Vr.SQ && myVr != Vr.UN) {
        throw new FormatException(
            "attribute " + Dictionary.hex(tag) + " has no length although it is no sequence",
            COPY_AGAIN);
      }
      return DataElement.of(myTag, items(myVr == Vr.UN, depth, end, true));
    }
    need(length, end);
    int start = in.position();
    int next = start + length;
    ByteOrder order = in.order();
    if (myVr == Vr.UN && explicit) {
      // Unknown to whoever wrote the file: the value is as in implicit little endian (PS3.5 6.2.2).
      Vr known = Dictionary.vr(myTag);
      myVr = known.isText() || known == Vr.SQ || order == ByteOrder.LITTLE_ENDIAN ? known : Vr.UN;
      order = ByteOrder.LITTLE_ENDIAN;
    }
    if (myVr == Vr.SQ && length > 0) {
      try {
        List<DataSet> items = items(vr == Vr.UN, depth, next, false);
        in.position(next);
        return DataElement.of(myTag, items);
      } catch (FormatException e) {
        // Its end is known, so one damaged sequence does not cost the file; it keeps its bytes.
        myVr = Vr.UN;
      }
    }
    in.position(next);
    return DataElement.view(myTag, myVr, file, start, next - start, order);
  }

  /** Items up to the delimiter, or up to {@code end} if the sequence has a length. */
  private List<DataSet> items(boolean implicit, int depth, int end, boolean delimited)
      throws FormatException {
    if (depth >= MAX_DEPTH) {
      throw new FormatException(
          "sequences are nested deeper than " + MAX_DEPTH + " levels", COPY_AGAIN);
    }
    boolean before = explicit;
    ByteOrder orderBefore = in.order();
    if (implicit) {
      explicit = false;
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    try {
      List<DataSet> items = new ArrayList<>();
      while (delimited || in.position() < end) {
        need(8, end);
        readElement();
        if (tag == SEQUENCE_END) {
          break;
        }
        if (tag != ITEM) {
          throw new FormatException(
              "a sequence holds " + Dictionary.hex(tag) + " where an item should start",
              COPY_AGAIN);
        }
        if (length != UNDEFINED) {
          need(length, end);
        }
        items.add(item(depth, length == UNDEFINED ? end : in.position() + length, length));
      }
      return items;
    } finally {
      explicit = before;
      in.order(orderBefore);
    }
  }

  private DataSet item(int depth, int end, int itemLength) throws FormatException {
    DataSet item = new DataSet();
    while (itemLength == UNDEFINED || in.position() < end) {
      need(8, end);
      readElement();
      if (tag == ITEM_END) {
        break;
      }
      item.put(value(depth + 1, end));
    }
    return item;
  }

  private List<ByteBuffer> fragments(int end) throws FormatException {
    List<ByteBuffer> fragments = new ArrayList<>();
    while (true) {
      need(8, end);
      readElement();
      if (tag == SEQUENCE_END) {
        return fragments;
      }
      if (tag != ITEM) {
        throw new FormatException(
            "the pixel data holds " + Dictionary.hex(tag) + " where a fragment should start",
            COPY_AGAIN);
      }
      need(length, end);
      fragments.add(ByteBuffer.wrap(file, in.position(), length).slice().asReadOnlyBuffer());
      in.position(in.position() + length);
    }
  }

  /** Makes sure that {@code count} (read as unsigned) more bytes are there before {@code end}. */
  private void need(int count, int end) throws FormatException {
    long unsigned = count & 0xffffffffL;
    if (unsigned > end - in.position()) {
      throw cut(Dictionary.hex(tag), unsigned - (end - in.position()));
    }
  }

  private static FormatException cut(String where, long missing) {
    return new FormatException(
        "the file is cut short: " + where + " needs " + missing + " more bytes", COPY_AGAIN);
  }
}
