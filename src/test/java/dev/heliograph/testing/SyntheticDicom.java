package dev.heliograph.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.zip.Deflater;

/**
 * Writes small DICOM files attribute by attribute, also wrong ones. Starts as a plain CT slice of 4
 * × 3 pixels, 16 bits signed, at the origin.
 */
public final class SyntheticDicom {

  public static final String IMPLICIT = "1.2.840.10008.1.2";
  public static final String EXPLICIT = "1.2.840.10008.1.2.1";
  public static final String DEFLATED = "1.2.840.10008.1.2.1.99";
  public static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
  public static final String RLE = "1.2.840.10008.1.2.5";

  private record Element(String vr, byte[] value) {}

  private final Map<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
  private final ByteOrder order;
  private final String syntax;
  private byte[] frame = new byte[0];

  private SyntheticDicom(String syntax) {
    this.syntax = syntax;
    this.order = syntax.equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** A CT slice in a transfer syntax. */
  public static SyntheticDicom slice(String syntax) {
    return new SyntheticDicom(syntax)
        .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
        .text(0x00080018, "UI", "1.2.3." + System.nanoTime() + "." + (int) (Math.random() * 1e9))
        .text(0x00080060, "CS", "CT")
        .text(0x0008103E, "LO", "a series")
        .text(0x00100010, "PN", "Secret^Name")
        .text(0x00100020, "LO", "P1")
        .text(0x0020000E, "UI", "1.2.3.4")
        .text(0x00200013, "IS", "1")
        .position(0, 0, 0)
        .orientation(1, 0, 0, 0, 1, 0)
        .us(0x00280002, 1)
        .text(0x00280004, "CS", "MONOCHROME2")
        .us(0x00280010, 3)
        .us(0x00280011, 4)
        .text(0x00280030, "DS", "2\\1.5")
        .bits(16, 16, true);
  }

  public SyntheticDicom text(int tag, String vr, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    int padded = bytes.length + (bytes.length & 1);
    byte[] even = new byte[padded];
    Arrays.fill(even, (byte) (vr.equals("UI") ? 0 : ' '));
    System.arraycopy(bytes, 0, even, 0, bytes.length);
    return raw(tag, vr, even);
  }

  public SyntheticDicom us(int tag, int value) {
    return raw(tag, "US", ByteBuffer.allocate(2).order(order).putShort((short) value).array());
  }

  public SyntheticDicom raw(int tag, String vr, byte[] value) {
    elements.put(tag, new Element(vr, value));
    return this;
  }

  public SyntheticDicom without(int tag) {
    elements.remove(tag);
    return this;
  }

  public SyntheticDicom position(double x, double y, double z) {
    return text(0x00200032, "DS", x + "\\" + y + "\\" + z);
  }

  public SyntheticDicom orientation(double... six) {
    StringBuilder s = new StringBuilder();
    for (double d : six) {
      s.append(s.length() == 0 ? "" : "\\").append(d);
    }
    return text(0x00200037, "DS", s.toString());
  }

  public SyntheticDicom number(int instance) {
    return text(0x00200013, "IS", "" + instance);
  }

  public SyntheticDicom bits(int allocated, int stored, boolean signed) {
    return us(0x00280100, allocated)
        .us(0x00280101, stored)
        .us(0x00280102, stored - 1)
        .us(0x00280103, signed ? 1 : 0);
  }

  /** Native pixels, or one RLE frame, of what the operator gives for pixel 0, 1, 2, … */
  public SyntheticDicom pixels(int count, int bytesPerPixel, IntUnaryOperator stored) {
    ByteBuffer b = ByteBuffer.allocate((count * bytesPerPixel + 1) & ~1).order(order);
    for (int i = 0; i < count; i++) {
      if (bytesPerPixel == 1) {
        // OW is a row of 16-bit words: in big endian files its bytes come in swapped pairs.
        b.put((byte) stored.applyAsInt(order == ByteOrder.BIG_ENDIAN ? i ^ 1 : i));
      } else {
        b.putShort((short) stored.applyAsInt(i));
      }
    }
    frame = syntax.equals(RLE) ? rle(count, bytesPerPixel, stored) : b.array();
    return this;
  }

  /** An encoded frame as it is. */
  public SyntheticDicom frame(byte[] encoded) {
    frame = encoded.clone();
    return this;
  }

  /** The whole file, with preamble. */
  public byte[] bytes() {
    ByteArrayOutputStream meta = new ByteArrayOutputStream();
    meta.writeBytes(new byte[128]);
    meta.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    byte[] uid =
        (syntax + (syntax.length() % 2 == 1 ? "\0" : "")).getBytes(StandardCharsets.US_ASCII);
    element(meta, 0x00020010, new Element("UI", uid), true, ByteOrder.LITTLE_ENDIAN);
    byte[] data = dataset();
    if (syntax.equals(DEFLATED)) {
      Deflater deflater = new Deflater(9, true);
      deflater.setInput(data);
      deflater.finish();
      byte[] packed = new byte[data.length + 1000];
      int n = deflater.deflate(packed);
      deflater.end();
      meta.write(packed, 0, n);
    } else {
      meta.writeBytes(data);
    }
    return meta.toByteArray();
  }

  /** The data set alone, without preamble and file meta information. */
  public byte[] dataset() {
    boolean explicit = !syntax.equals(IMPLICIT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    elements.forEach((tag, e) -> element(out, tag, e, explicit, order));
    boolean encapsulated = syntax.startsWith("1.2.840.10008.1.2.4") || syntax.equals(RLE);
    if (!encapsulated) {
      if (frame.length > 0) {
        element(out, 0x7FE00010, new Element("OW", frame), explicit, order);
      }
      return out.toByteArray();
    }
    ByteBuffer b = ByteBuffer.allocate(28 + frame.length + 8 + 1).order(order);
    b.putShort((short) 0x7FE0).putShort((short) 0x0010).put((byte) 'O').put((byte) 'B');
    b.putShort((short) 0).putInt(-1);
    b.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(0);
    b.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(frame.length + (frame.length & 1));
    b.put(frame);
    if ((frame.length & 1) == 1) {
      b.put((byte) 0);
    }
    b.putShort((short) 0xFFFE).putShort((short) 0xE0DD).putInt(0);
    out.write(b.array(), 0, b.position());
    return out.toByteArray();
  }

  private static void element(
      ByteArrayOutputStream out, int tag, Element e, boolean explicit, ByteOrder order) {
    ByteBuffer b = ByteBuffer.allocate(12 + e.value().length).order(order);
    b.putShort((short) (tag >>> 16)).putShort((short) tag);
    if (!explicit) {
      b.putInt(e.value().length);
    } else {
      b.put(e.vr().getBytes(StandardCharsets.US_ASCII));
      if ("OB OW SQ UN UT".contains(e.vr())) {
        b.putShort((short) 0).putInt(e.vr().equals("SQ") ? -1 : e.value().length);
      } else {
        b.putShort((short) e.value().length);
      }
    }
    b.put(e.value());
    out.write(b.array(), 0, b.position());
  }

  /** PackBits: runs as runs, everything else as literals. */
  private static byte[] rle(int count, int bytesPerPixel, IntUnaryOperator stored) {
    ByteBuffer header =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putInt(bytesPerPixel);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int s = bytesPerPixel - 1; s >= 0; s--) {
      header.putInt(64 + body.size());
      for (int i = 0; i < count; ) {
        int value = (stored.applyAsInt(i) >> (8 * s)) & 0xff;
        int run = 1;
        while (run < 128
            && i + run < count
            && ((stored.applyAsInt(i + run) >> (8 * s)) & 0xff) == value) {
          run++;
        }
        body.write(run == 1 ? 0 : 1 - run);
        body.write(value);
        i += run;
      }
      if (body.size() % 2 == 1) {
        body.write(-128);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.array());
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
