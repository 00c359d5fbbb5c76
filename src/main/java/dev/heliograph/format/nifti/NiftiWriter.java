package dev.heliograph.format.nifti;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * Writes gzipped NIfTI-1, little endian, no free text in the header. Equal input gives equal bytes.
 * Compression uses the threads that are free.
 *
 * <p>The stream is finished but not closed. Positions are kept as float32, as the format has them:
 * {@link #storedGeometry} says what a reader will get back.
 */
public final class NiftiWriter {

  private static final int OFFSET = 352;

  /** Deflate levels: an image's noise hardly gets smaller at higher ones, a label map does. */
  private static final int FAST = 1;

  private static final int SMALL = 3;

  private NiftiWriter() {}

  /** As int16 if every value is a whole number that fits, else as float32. */
  public static void write(Volume volume, OutputStream out) throws IOException {
    float[] values = volume.values();
    if (fitsInt16(values)) {
      write(
          volume.geometry(),
          NiftiType.INT16,
          FAST,
          out,
          (at, b, count) -> {
            // Arrays, because a buffer's checks for each voxel cost more than the conversion.
            short[] part = new short[count];
            for (int i = 0; i < count; i++) {
              part[i] = (short) values[at + i];
            }
            b.asShortBuffer().put(part);
          });
    } else {
      write(
          volume.geometry(),
          NiftiType.FLOAT32,
          FAST,
          out,
          (at, b, count) -> b.asFloatBuffer().put(values, at, count));
    }
  }

  /** As uint8 if no label exceeds 255, else as uint16. */
  public static void writeLabels(LabelMap map, OutputStream out) throws IOException {
    short[] labels = map.labels();
    if (fitsUint8(labels)) {
      write(
          map.geometry(),
          NiftiType.UINT8,
          SMALL,
          out,
          (at, b, count) -> {
            byte[] part = new byte[count];
            for (int i = 0; i < count; i++) {
              part[i] = (byte) labels[at + i];
            }
            b.put(part);
          });
    } else {
      write(
          map.geometry(),
          NiftiType.UINT16,
          SMALL,
          out,
          (at, b, count) -> b.asShortBuffer().put(labels, at, count));
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

  private static void write(Geometry g, NiftiType type, int level, OutputStream out, Voxels voxels)
      throws IOException {
    byte[] header = header(g, type).array();
    ParallelGzip.write(
        (from, into) -> {
          int at = 0;
          if (from < OFFSET) {
            into.put(header, (int) from, (int) Math.min(OFFSET - from, into.remaining()));
          } else {
            at = (int) ((from - OFFSET) / type.bytes());
          }
          voxels.put(at, into, into.remaining() / type.bytes());
        },
        OFFSET + (long) type.bytes() * g.voxels(),
        level,
        out);
  }

  /** Puts {@code count} voxels from {@code at} on. */
  private interface Voxels {
    void put(int at, ByteBuffer into, int count);
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
    return everyPart(
        values.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            // A cast saturates or is 0 for NaN, so that nothing else equals itself.
            if (values[i] != (short) values[i]) {
              return false;
            }
          }
          return true;
        });
  }

  private static boolean fitsUint8(short[] labels) {
    return everyPart(
        labels.length,
        (from, to) -> {
          int bits = 0;
          for (int i = from; i < to; i++) {
            bits |= labels[i];
          }
          return (bits & 0xff00) == 0;
        });
  }

  private interface Part {
    boolean fits(int from, int to);
  }

  private static boolean everyPart(int length, Part part) {
    int size = 1 << 20;
    return IntStream.range(0, (length - 1) / size + 1)
        .parallel()
        .allMatch(n -> part.fits(n * size, Math.min(length - size * n, size) + n * size));
  }
}
