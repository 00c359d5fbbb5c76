package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;
import java.util.List;

/** Turns stored voxels into scaled values. */
final class FloatVoxels implements VoxelSink {

  /** Whole numbers up to here survive in a float. */
  private static final double EXACT = 1 << 24;

  private final NiftiHeader header;
  private final float[] values;

  /** The value of each pattern of 8 or 16 bits, if voxels are no longer than that. */
  private final float[] table;

  private final short[] patterns;
  private final boolean finite;
  private long nonFinite;
  private boolean rounded;

  FloatVoxels(NiftiHeader header, int most) {
    this.header = header;
    this.values = new float[header.geometry().voxels()];
    this.table = table(header);
    this.patterns = new short[header.type().bytes() == 2 ? most : 0];
    boolean allFinite = table.length > 0;
    for (float v : table) {
      allFinite &= Float.isFinite(v);
    }
    this.finite = allFinite;
  }

  private static float[] table(NiftiHeader header) {
    int bits = 8 * header.type().bytes();
    if (bits > 16) {
      return new float[0];
    }
    float[] table = new float[1 << bits];
    ByteBuffer pattern = ByteBuffer.allocate(2);
    for (int n = 0; n < table.length; n++) {
      pattern.putShort(0, (short) (bits == 8 ? n << 8 : n)).position(0);
      table[n] = (float) scaled(header, header.type().get(pattern));
    }
    return table;
  }

  private static double scaled(NiftiHeader header, double stored) {
    return header.scaled() ? stored * header.slope() + header.intercept() : stored;
  }

  @Override
  public void accept(byte[] bytes, int at, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
    switch (header.type().bytes()) {
      case 1 -> {
        for (int n = 0; n < count; n++) {
          values[at + n] = table[bytes[n] & 0xff];
        }
      }
      case 2 -> {
        buffer.asShortBuffer().get(patterns, 0, count);
        for (int n = 0; n < count; n++) {
          values[at + n] = table[patterns[n] & 0xffff];
        }
      }
      default -> {
        if (header.type() == NiftiType.FLOAT32 && !header.scaled()) {
          buffer.asFloatBuffer().get(values, at, count);
        } else {
          each(buffer, at, count);
        }
      }
    }
    if (!finite) {
      for (int n = 0; n < count; n++) {
        nonFinite += Float.isFinite(values[at + n]) ? 0 : 1;
      }
    }
  }

  private void each(ByteBuffer buffer, int at, int count) {
    NiftiType type = header.type();
    for (int n = 0; n < count; n++) {
      double stored = type.get(buffer);
      rounded |= type.integer() && Math.abs(stored) > EXACT;
      values[at + n] = (float) scaled(header, stored);
    }
  }

  @Override
  public void check() {
    // Every number is a value.
  }

  /**
   * All values, after the last voxel; what is unusual about them goes to {@code warnings}.
   *
   * @throws FormatException if whole numbers were scaled beyond what a float holds
   */
  float[] values(List<String> warnings) throws FormatException {
    if (nonFinite > 0 && header.type().integer()) {
      throw new FormatException(
          nonFinite
              + " voxels are too large for 32 bits after scaling by scl_slope "
              + header.slope()
              + " and scl_inter "
              + header.intercept(),
          "export the image again with a tool that writes valid NIfTI, or mend the header's scaling");
    }
    if (nonFinite > 0) {
      warnings.add(nonFinite + " voxels are not a finite number (NaN or infinite)");
    }
    if (rounded) {
      warnings.add("whole numbers beyond 16777216 were rounded to 24 significant bits");
    }
    return values;
  }
}
