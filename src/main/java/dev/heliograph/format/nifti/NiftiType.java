package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.UnsupportedFormatException;
import java.nio.ByteBuffer;

/** How one voxel is stored: the standard's {@code datatype} codes that hold one real number. */
public enum NiftiType {
  UINT8(2, 1, true),
  INT16(4, 2, true),
  INT32(8, 4, true),
  FLOAT32(16, 4, false),
  FLOAT64(64, 8, false),
  /** Three bytes of red, green and blue, read as luminance. */
  RGB24(128, 3, false),
  INT8(256, 1, true),
  UINT16(512, 2, true),
  UINT32(768, 4, true),
  INT64(1024, 8, true),
  UINT64(1280, 8, true),
  /** Red, green, blue and opacity, read as luminance; opacity is ignored. */
  RGBA32(2304, 4, false);

  private final int code;
  private final int bytes;
  private final boolean integer;

  NiftiType(int code, int bytes, boolean integer) {
    this.code = code;
    this.bytes = bytes;
    this.integer = integer;
  }

  int code() {
    return code;
  }

  /** Bytes of one voxel. */
  public int bytes() {
    return bytes;
  }

  /** Whether the stored numbers are whole. */
  public boolean integer() {
    return integer;
  }

  boolean colour() {
    return this == RGB24 || this == RGBA32;
  }

  /** Reads one voxel in the buffer's byte order; 64-bit integers are rounded to a double. */
  double get(ByteBuffer b) {
    return switch (this) {
      case UINT8 -> b.get() & 0xff;
      case INT8 -> b.get();
      case INT16 -> b.getShort();
      case UINT16 -> b.getShort() & 0xffff;
      case INT32 -> b.getInt();
      case UINT32 -> b.getInt() & 0xffffffffL;
      case INT64 -> b.getLong();
      case UINT64 -> unsigned(b.getLong());
      case FLOAT32 -> b.getFloat();
      case FLOAT64 -> b.getDouble();
      case RGB24 -> luminance(b);
      case RGBA32 -> {
        double y = luminance(b);
        b.get();
        yield y;
      }
    };
  }

  private static double unsigned(long v) {
    // Halving keeps the lowest bit sticky, so that the doubling rounds correctly.
    return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2.0;
  }

  /** ITU-R BT.601 luma of one RGB triple, 0 to 255. */
  private static double luminance(ByteBuffer b) {
    return 0.299 * (b.get() & 0xff) + 0.587 * (b.get() & 0xff) + 0.114 * (b.get() & 0xff);
  }

  static NiftiType of(int code) throws FormatException {
    for (NiftiType t : values()) {
      if (t.code == code) {
        return t;
      }
    }
    String what =
        switch (code) {
          case 1 -> "one bit per voxel";
          case 32, 1792, 2048 -> "complex numbers";
          case 1536 -> "128-bit floating point numbers";
          default -> "";
        };
    if (what.isEmpty()) {
      throw new FormatException(
          "the NIfTI header's datatype is " + code + ", which the standard does not define",
          "write the image again as int16 or float32");
    }
    throw new UnsupportedFormatException(
        "the NIfTI file holds " + what + " (datatype " + code + "), which is not one real number",
        "convert it to int16 or float32; of complex data, save the magnitude");
  }
}
