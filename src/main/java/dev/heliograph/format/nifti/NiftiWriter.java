package dev.heliograph.format.nifti;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/**
 * Writes gzipped NIfTI-1, little endian, no free text in the header. Equal input gives equal bytes.
 *
 * <p>The stream is finished but not closed. Positions are kept as float32, as the format has them:
 * {@link #storedGeometry} says what a reader will get back.
 */
public final class NiftiWriter {

  private static final int OFFSET = 352;
  private static final int CHUNK = 48 * 1024;

  private NiftiWriter() {}

  /** As int16 if every value is a whole number that fits, else as float32. */
  public static void write(Volume volume, OutputStream out) throws IOException {
    float[] values = volume.values();
    if (fitsInt16(values)) {
      write(volume.geometry(), NiftiType.INT16, out, (at, b) -> b.putShort((short) values[at]));
    } else {
      write(volume.geometry(), NiftiType.FLOAT32, out, (at, b) -> b.putFloat(values[at]));
    }
  }

  /** As uint8 if no label exceeds 255, else as uint16. */
  public static void writeLabels(LabelMap map, OutputStream out) throws IOException {
    short[] labels = map.labels();
    if (fitsUint8(labels)) {
      write(map.geometry(), NiftiType.UINT8, out, (at, b) -> b.put((byte) labels[at]));
    } else {
      write(map.geometry(), NiftiType.UINT16, out, (at, b) -> b.putShort(labels[at]));
    }
  }

  /** The geometry as it survives being written: its affine rounded to float32. */
  public static Geometry storedGeometry(Geometry g) {
    double[] affine = g.affine();
    for (int i = 0; i < affine.length; i++) {
      affine[i] = (float) affine[i];
    }
    return new Geometry(g.nx(), g.ny(), g.nz(), affine);
  }

  private interface Source {
    void put(int at, ByteBuffer into);
  }

  private static void write(Geometry g, NiftiType type, OutputStream out, Source source)
      throws IOException {
    ByteBuffer header = header(g, type);
    GZIPOutputStream gzip = new FastGzip(out);
    gzip.write(header.array());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < g.voxels(); at++) {
      source.put(at, chunk);
      if (!chunk.hasRemaining()) {
        gzip.write(chunk.array());
        chunk.clear();
      }
    }
    gzip.write(chunk.array(), 0, chunk.position());
    gzip.finish();
  }

  private static ByteBuffer header(Geometry g, NiftiType type) {
    if (Math.max(g.nx(), Math.max(g.ny(), g.nz())) > Short.MAX_VALUE) {
      throw new IllegalArgumentException("NIfTI-1 ends at 32767 voxels along an axis: " + g);
    }
    ByteBuffer b = ByteBuffer.allocate(OFFSET).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0, NiftiHeaderParser.SIZE_1);
    short[] dim = {3, (short) g.nx(), (short) g.ny(), (short) g.nz(), 1, 1, 1, 1};
    double[] spacing = g.spacingMm();
    double[] affine = g.affine();
    NiftiQuaternion q = NiftiQuaternion.of(g);
    for (int i = 0; i < 8; i++) {
      b.putShort(40 + 2 * i, dim[i]);
      b.putFloat(76 + 4 * i, i == 0 ? q.qfac() : i <= 3 ? (float) spacing[i - 1] : 0);
    }
    b.putShort(70, (short) type.code());
    b.putShort(72, (short) (8 * type.bytes()));
    b.putFloat(108, OFFSET);
    b.putFloat(112, 1); // scl_slope
    b.put(123, (byte) 2); // millimetres
    b.putShort(252, (short) (q.exact() ? 1 : 0));
    b.putShort(254, (short) 1);
    for (int i = 0; i < 3; i++) {
      b.putFloat(256 + 4 * i, q.bcd()[i]);
      b.putFloat(268 + 4 * i, (float) affine[4 * i + 3]);
    }
    for (int i = 0; i < 12; i++) {
      b.putFloat(280 + 4 * i, (float) affine[i]);
    }
    b.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    return b;
  }

  private static boolean fitsInt16(float[] values) {
    for (float v : values) {
      // The negated form also catches NaN.
      if (!(v >= Short.MIN_VALUE && v <= Short.MAX_VALUE) || v != (short) v) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsUint8(short[] labels) {
    for (short l : labels) {
      if ((l & 0xff00) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Voxels compress about as well at level 3 as at 6, in half the time. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(3);
    }

    @Override
    public void finish() throws IOException {
      super.finish();
      def.end();
    }
  }
}
