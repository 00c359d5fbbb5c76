package dev.heliograph.format.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attribute: bytes (a view into the file, never copied), the items of a sequence, or the
 * fragments of compressed pixels.
 */
public final class DataElement {

  private final int tag;
  private final Vr vr;
  private final byte[] file;
  private final int offset;
  private final int length;
  private final ByteOrder order;
  private final @Nullable List<DataSet> items;
  private final @Nullable List<ByteBuffer> fragments;

  private DataElement(
      int tag,
      Vr vr,
      byte[] file,
      int offset,
      int length,
      ByteOrder order,
      @Nullable List<DataSet> items,
      @Nullable List<ByteBuffer> fragments) {
    this.tag = tag;
    this.vr = vr;
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.order = order;
    this.items = items;
    this.fragments = fragments;
  }

  static DataElement view(int tag, Vr vr, byte[] file, int offset, int length, ByteOrder order) {
    return new DataElement(tag, vr, file, offset, length, order, null, null);
  }

  /** An attribute of bytes as they are written; a byte is added if their number is odd. */
  public static DataElement of(int tag, Vr vr, byte[] value, ByteOrder order) {
    byte[] even = Arrays.copyOf(value, value.length + (value.length & 1));
    if (even.length > value.length) {
      even[value.length] = vr.padding();
    }
    return view(tag, vr, even, 0, even.length, order);
  }

  /** A sequence. */
  public static DataElement of(int tag, List<DataSet> items) {
    return new DataElement(
        tag, Vr.SQ, new byte[0], 0, 0, ByteOrder.LITTLE_ENDIAN, List.copyOf(items), null);
  }

  static DataElement fragments(int tag, Vr vr, List<ByteBuffer> fragments) {
    return new DataElement(
        tag, vr, new byte[0], 0, 0, ByteOrder.LITTLE_ENDIAN, null, List.copyOf(fragments));
  }

  public int tag() {
    return tag;
  }

  public Vr vr() {
    return vr;
  }

  /** Byte order of binary values. */
  public ByteOrder order() {
    return order;
  }

  /** Number of value bytes, 0 for sequences and fragments. */
  public int length() {
    return length;
  }

  /** The items; null if this is no sequence or its bytes could not be read as one. */
  public @Nullable List<DataSet> items() {
    return items;
  }

  /** Offset table, then the fragments of compressed pixels; null for everything else. */
  public @Nullable List<ByteBuffer> fragments() {
    return fragments;
  }

  /** Whether there is a value. */
  public boolean isEmpty() {
    return length == 0 && (items == null || items.isEmpty()) && fragments == null;
  }

  /** The value's bytes, read-only, in the element's byte order. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(file, offset, length).slice().asReadOnlyBuffer().order(order);
  }

  /** The value as characters, without padding. */
  String text(Charset charset, int maxBytes) {
    // Values are padded with a space, UIDs with a zero; trim() removes both.
    return new String(file, offset, Math.min(length, maxBytes), charset).trim();
  }
}
