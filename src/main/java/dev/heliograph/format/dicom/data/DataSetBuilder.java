package dev.heliograph.format.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Makes data sets in little endian; the dictionary knows each tag's representation. */
public final class DataSetBuilder {

  private static final int DECIMAL = 16;

  private final DataSet set = new DataSet();
  private final Charset charset;

  /** Text is written as UTF-8, which is ASCII for the ASCII that identifiers are made of. */
  public DataSetBuilder() {
    this(StandardCharsets.UTF_8);
  }

  public DataSetBuilder(Charset charset) {
    this.charset = charset;
  }

  public DataSet build() {
    return set;
  }

  /** An attribute as it is elsewhere; nothing if it is not there. */
  public DataSetBuilder copy(DataSet from, int tag) {
    DataElement e = from.get(tag);
    if (e != null) {
      set.put(e);
    }
    return this;
  }

  /** A copied attribute, empty if it is not there (type 2 of PS3.5 7.4). */
  public DataSetBuilder copyOrEmpty(DataSet from, int tag) {
    return from.get(tag) == null ? text(tag, "") : copy(from, tag);
  }

  public DataSetBuilder text(int tag, String value) {
    return bytes(tag, value.getBytes(charset));
  }

  /** Unsigned numbers of 16 or 32 bits, whichever the tag has. */
  public DataSetBuilder unsigned(int tag, long... values) {
    boolean wide = Dictionary.vr(tag) == Vr.UL;
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long v : values) {
      if (wide) {
        b.putInt((int) v);
      } else {
        b.putShort((short) v);
      }
    }
    return bytes(tag, Arrays.copyOf(b.array(), b.position()));
  }

  /** Tags as values. */
  public DataSetBuilder tag(int tag, int value) {
    ByteBuffer b = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    return bytes(tag, b.putShort((short) (value >>> 16)).putShort((short) value).array());
  }

  /** Decimal strings of at most 16 characters. */
  public DataSetBuilder decimals(int tag, double... values) {
    return text(
        tag,
        Arrays.stream(values).mapToObj(DataSetBuilder::decimal).collect(Collectors.joining("\\")));
  }

  public DataSetBuilder floats(int tag, double value) {
    ByteBuffer b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return bytes(tag, b.putDouble(value).array());
  }

  public DataSetBuilder bytes(int tag, byte[] value) {
    set.put(DataElement.of(tag, Dictionary.vr(tag), value, ByteOrder.LITTLE_ENDIAN));
    return this;
  }

  public DataSetBuilder items(int tag, List<DataSet> items) {
    set.put(DataElement.of(tag, items));
    return this;
  }

  public DataSetBuilder item(int tag, DataSetBuilder item) {
    return items(tag, List.of(item.build()));
  }

  /**
   * The number as text of at most 16 characters, as exact as that allows (PS3.5 table 6.2-1, DS).
   */
  static String decimal(double value) {
    for (int digits = 17; digits > 0; digits--) {
      BigDecimal d = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
      String plain = d.toPlainString();
      String shorter = plain.length() <= DECIMAL ? plain : d.toString();
      if (shorter.length() <= DECIMAL) {
        return shorter;
      }
    }
    return "0";
  }
}
