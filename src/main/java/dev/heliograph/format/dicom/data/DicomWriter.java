package dev.heliograph.format.dicom.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes files of PS3.10. Values go out as they came in, so a data set is written in the syntax in
 * which it was read; sequences get delimiters, group lengths are left out.
 */
public final class DicomWriter {

  private static final int UNDEFINED = -1;
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;

  /** This implementation, derived from a name so that nobody needs a registered root. */
  private static final String IMPLEMENTATION = Uids.derived("heliograph implementation");

  private final OutputStream out;
  private final boolean explicit;
  private final ByteOrder order;

  private DicomWriter(OutputStream out, boolean explicit, ByteOrder order) {
    this.out = out;
    this.explicit = explicit;
    this.order = order;
  }

  /**
   * Writes preamble, file meta information made anew from the data set, and the data set.
   *
   * @param data holds SOPClassUID and SOPInstanceUID
   */
  public static void write(DataSet data, TransferSyntax syntax, OutputStream out)
      throws IOException {
    DataSetBuilder meta =
        new DataSetBuilder()
            .bytes(Tags.FILE_META_INFORMATION_VERSION, new byte[] {0, 1})
            .text(Tags.MEDIA_STORAGE_SOP_CLASS_UID, data.text(Tags.SOP_CLASS_UID))
            .text(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID, data.text(Tags.SOP_INSTANCE_UID))
            .text(Tags.TRANSFER_SYNTAX_UID, syntax.uid())
            .text(Tags.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION)
            .text(Tags.IMPLEMENTATION_VERSION_NAME, "HELIOGRAPH");
    ByteArrayOutputStream group = new ByteArrayOutputStream();
    new DicomWriter(group, true, ByteOrder.LITTLE_ENDIAN).elements(meta.build());
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(group.size()).array();
    out.write(new byte[128]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    new DicomWriter(out, true, ByteOrder.LITTLE_ENDIAN)
        .element(DataElement.of(0x00020000, Vr.UL, length, ByteOrder.LITTLE_ENDIAN));
    group.writeTo(out);
    if (syntax.deflated()) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      new DicomWriter(plain, true, ByteOrder.LITTLE_ENDIAN).elements(data);
      out.write(Deflated.deflate(plain.toByteArray()));
    } else {
      new DicomWriter(out, syntax.explicit(), syntax.order()).elements(data);
    }
  }

  private void elements(DataSet data) throws IOException {
    for (DataElement e : data.elements()) {
      if ((e.tag() & 0xffff) != 0) {
        element(e);
      }
    }
  }

  private void element(DataElement e) throws IOException {
    List<DataSet> items = e.items();
    List<ByteBuffer> fragments = e.fragments();
    if (items != null) {
      head(e.tag(), Vr.SQ, UNDEFINED);
      for (DataSet item : items) {
        bare(ITEM, UNDEFINED);
        elements(item);
        bare(ITEM_END, 0);
      }
      bare(SEQUENCE_END, 0);
    } else if (fragments != null) {
      head(e.tag(), e.vr(), UNDEFINED);
      for (ByteBuffer fragment : fragments) {
        bare(ITEM, fragment.remaining());
        bytes(fragment);
      }
      bare(SEQUENCE_END, 0);
    } else {
      head(e.tag(), e.vr(), e.length());
      bytes(e.bytes());
    }
  }

  private void head(int tag, Vr vr, int length) throws IOException {
    if (!explicit) {
      bare(tag, length);
      return;
    }
    // A value too long for its VR's length field goes out as unknown (PS3.5 6.2.2).
    Vr written = vr.longLength() || (length >= 0 && length <= 0xffff) ? vr : Vr.UN;
    ByteBuffer b = ByteBuffer.allocate(12).order(order);
    b.putShort((short) (tag >>> 16)).putShort((short) tag);
    b.put((byte) written.name().charAt(0)).put((byte) written.name().charAt(1));
    if (written.longLength()) {
      b.putShort((short) 0).putInt(length);
    } else {
      b.putShort((short) length);
    }
    out.write(b.array(), 0, b.position());
  }

  private void bare(int tag, int length) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(8).order(order);
    b.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
    out.write(b.array());
  }

  private void bytes(ByteBuffer value) throws IOException {
    byte[] chunk = new byte[Math.min(value.remaining(), 1 << 16)];
    for (ByteBuffer rest = value.duplicate(); rest.hasRemaining(); ) {
      int n = Math.min(chunk.length, rest.remaining());
      rest.get(chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }
}
