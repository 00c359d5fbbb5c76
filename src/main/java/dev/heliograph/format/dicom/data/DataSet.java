package dev.heliograph.format.dicom.data;

import dev.heliograph.format.CleanText;
import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes by tag, in the order in which files have them: of a file, or of a sequence's item. */
public final class DataSet {

  /** Text is looked at up to this many bytes, whatever a file claims. */
  private static final int MAX_TEXT = 64 << 10;

  private static final String EXPORT_AGAIN = "export the series again from its source";

  private final TreeMap<Integer, DataElement> elements = new TreeMap<>(Integer::compareUnsigned);

  /** Adds an attribute in place of one with the same tag. */
  public DataSet put(DataElement element) {
    elements.put(element.tag(), element);
    return this;
  }

  public void remove(int tag) {
    elements.remove(tag);
  }

  public @Nullable DataElement get(int tag) {
    return elements.get(tag);
  }

  /** All attributes, by ascending tag. */
  public Collection<DataElement> elements() {
    return elements.values();
  }

  /** Whether the attribute is there and not empty. */
  public boolean has(int tag) {
    DataElement e = elements.get(tag);
    return e != null && !e.isEmpty();
  }

  /** The items of a sequence, none if it is missing. */
  public List<DataSet> items(int tag) {
    DataElement e = elements.get(tag);
    List<DataSet> items = e == null ? null : e.items();
    return items == null ? List.of() : items;
  }

  /** The first item of a sequence, or null. */
  public @Nullable DataSet item(int tag) {
    List<DataSet> items = items(tag);
    return items.isEmpty() ? null : items.get(0);
  }

  /** A value of ASCII text without padding, empty if there is none. */
  public String text(int tag) {
    DataElement e = elements.get(tag);
    return e == null ? "" : e.text(StandardCharsets.ISO_8859_1, MAX_TEXT);
  }

  /** A value of human text in this data set's character set, cleaned and bounded. */
  public String humanText(int tag, int max) {
    DataElement e = elements.get(tag);
    return e == null ? "" : CleanText.of(e.text(charset(), MAX_TEXT), max);
  }

  /** The character set that it declares (PS3.3 C.12.1.1.2), Latin-1 if it declares none we know. */
  public Charset charset() {
    String declared = text(Tags.SPECIFIC_CHARACTER_SET).replace("\\", " ").trim();
    return switch (declared) {
      case "ISO_IR 192" -> StandardCharsets.UTF_8;
      case "GB18030", "GBK" -> Charset.forName("GB18030");
      case "ISO_IR 101" -> Charset.forName("ISO-8859-2");
      case "ISO_IR 144" -> Charset.forName("ISO-8859-5");
      case "ISO_IR 126" -> Charset.forName("ISO-8859-7");
      default -> StandardCharsets.ISO_8859_1;
    };
  }

  /** An unsigned 16-bit number, or {@code otherwise} if the attribute is missing or empty. */
  public int unsigned(int tag, int otherwise) {
    DataElement e = elements.get(tag);
    return e == null || e.length() < 2 ? otherwise : e.bytes().getShort() & 0xffff;
  }

  /** An unsigned 32-bit number, or {@code otherwise}. */
  public long unsignedLong(int tag, long otherwise) {
    DataElement e = elements.get(tag);
    return e == null || e.length() < 4 ? otherwise : e.bytes().getInt() & 0xffffffffL;
  }

  /** A number, decimal or binary, or {@code otherwise} if the attribute is missing or empty. */
  public double number(int tag, double otherwise) throws FormatException {
    return has(tag) ? numbers(tag, 1)[0] : otherwise;
  }

  /**
   * The first {@code count} numbers of an attribute that is there: decimal text or binary.
   *
   * @throws FormatException if it holds fewer, or something else
   */
  public double[] numbers(int tag, int count) throws FormatException {
    double[] out = new double[count];
    DataElement e = elements.get(tag);
    if (e != null && !e.vr().isText()) {
      binary(e, out);
    } else {
      String[] parts = text(tag).split("\\\\", -1);
      try {
        for (int i = 0; i < count; i++) {
          out[i] = parts.length > i ? Double.parseDouble(parts[i].trim()) : Double.NaN;
        }
      } catch (NumberFormatException x) {
        out[0] = Double.NaN;
      }
    }
    for (double d : out) {
      if (!Double.isFinite(d)) {
        throw new FormatException(
            Dictionary.name(tag)
                + " should hold "
                + count
                + " numbers but holds \""
                + (e != null && e.vr().isText() ? humanText(tag, 40) : "something else")
                + "\"",
            EXPORT_AGAIN);
      }
    }
    return out;
  }

  private static void binary(DataElement e, double[] out) {
    ByteBuffer b = e.bytes();
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (e.vr()) {
            case FD -> b.remaining() >= 8 ? b.getDouble() : Double.NaN;
            case FL -> b.remaining() >= 4 ? b.getFloat() : Double.NaN;
            case SL -> b.remaining() >= 4 ? b.getInt() : Double.NaN;
            case UL -> b.remaining() >= 4 ? b.getInt() & 0xffffffffL : Double.NaN;
            case SS -> b.remaining() >= 2 ? b.getShort() : Double.NaN;
            case US -> b.remaining() >= 2 ? b.getShort() & 0xffff : Double.NaN;
            default -> Double.NaN;
          };
    }
  }
}
