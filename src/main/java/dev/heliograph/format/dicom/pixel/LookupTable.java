package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Dictionary;
import dev.heliograph.format.dicom.data.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A table from stored values to others (PS3.3 C.11.1, C.7.6.3.1.5).
 *
 * @param first the stored value of the first entry; smaller ones take that entry, larger ones than
 *     the last take the last
 * @param bits bits of an entry: 8 or 16
 * @param entries unsigned
 */
record LookupTable(int first, int bits, int[] entries) {

  private static final String EXPORT_AGAIN = "export the series again from its source";

  int of(int stored) {
    return entries[Math.max(0, Math.min(entries.length - 1, stored - first))];
  }

  /**
   * @param signed whether stored values are signed, as the descriptor's second number then is
   * @param segmented whether the data are segments to be expanded (PS3.3 C.7.9.2)
   */
  static LookupTable of(DataSet d, int descriptor, int data, boolean signed, boolean segmented)
      throws FormatException {
    DataElement shape = d.get(descriptor);
    DataElement values = d.get(data);
    if (shape == null || shape.length() < 6 || values == null || values.length() == 0) {
      throw damaged(descriptor, "its descriptor or its data are missing");
    }
    ByteBuffer s = shape.bytes();
    int n = s.getShort(0) & 0xffff;
    n = n == 0 ? 65536 : n;
    int first = signed ? s.getShort(2) : s.getShort(2) & 0xffff;
    int bits = s.getShort(4) & 0xffff;
    if (bits < 8 || bits > 16) {
      throw damaged(descriptor, "entries have " + bits + " bits");
    }
    int[] words = words(values, n, bits, segmented);
    int[] entries = segmented ? SegmentedTable.expand(words, n, bits == 8) : words;
    if (entries.length < n) {
      throw damaged(descriptor, entries.length + " of " + n + " entries are there");
    }
    return new LookupTable(first, bits, entries);
  }

  /** Entries of 8 bits come one a byte, or one a word, whatever the standard says. */
  private static int[] words(DataElement values, int n, int bits, boolean segmented) {
    ByteBuffer in = values.bytes();
    boolean bytes = bits == 8 && (segmented || values.length() < 2 * n);
    boolean swap = values.order() == ByteOrder.BIG_ENDIAN && values.vr() != Vr.OB;
    int count = bytes ? values.length() : values.length() / 2;
    int[] out = new int[segmented ? count : Math.min(n, count)];
    for (int i = 0; i < out.length; i++) {
      if (bytes) {
        int at = swap && (i ^ 1) < values.length() ? i ^ 1 : i;
        out[i] = in.get(at) & 0xff;
      } else {
        out[i] = in.getShort(2 * i) & 0xffff;
      }
    }
    return out;
  }

  static FormatException damaged(int tag, String why) {
    return new FormatException(
        "the look-up table " + Dictionary.name(tag) + " is damaged: " + why, EXPORT_AGAIN);
  }
}
