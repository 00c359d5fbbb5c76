package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.volume.Geometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Reads and validates the fixed header; field offsets are those of nifti1.h and nifti2.h. */
final class NiftiHeaderParser {

  static final int SIZE_1 = 348;
  static final int SIZE_2 = 540;

  private static final String EXPORT_AGAIN =
      "export the image again with a tool that writes valid NIfTI, such as dcm2niix or nibabel";

  /** No modality's unit needs a factor or an offset beyond this. */
  private static final double IMPLAUSIBLE = 1e12;

  private final ByteBuffer header;
  private final int version;
  private final List<String> warnings;

  private NiftiHeaderParser(ByteBuffer header, int version, List<String> warnings) {
    this.header = header;
    this.version = version;
    this.warnings = warnings;
  }

  /** Version (1, 2, or 0 for "no NIfTI") by the first four bytes, in either byte order. */
  static int version(byte[] start) {
    if (start.length < 4) {
      return 0;
    }
    ByteBuffer b = ByteBuffer.wrap(start);
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      int size = b.order(order).getInt(0);
      if (size == SIZE_1 || size == SIZE_2) {
        return size == SIZE_1 ? 1 : 2;
      }
    }
    return 0;
  }

  /**
   * @param bytes exactly the header's {@link #SIZE_1} or {@link #SIZE_2} bytes
   * @param warnings receives what is unusual but readable
   */
  static NiftiHeader parse(byte[] bytes, ReadLimits limits, List<String> warnings)
      throws FormatException {
    int version = version(bytes);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (b.getInt(0) != (version == 1 ? SIZE_1 : SIZE_2)) {
      b.order(ByteOrder.BIG_ENDIAN);
    }
    return new NiftiHeaderParser(b, version, warnings).parse(limits);
  }

  private NiftiHeader parse(ReadLimits limits) throws FormatException {
    checkMagic();
    long[] dim = dimensions();
    limits.checkVoxels(dim[1], dim[2], dim[3]);
    NiftiType type = NiftiType.of(version == 1 ? header.getShort(70) : header.getShort(12));
    if (type.colour()) {
      warnings.add(
          "the file holds colours; they were read as luminance (0.299 R, 0.587 G, 0.114 B)");
    }
    double slope = version == 1 ? header.getFloat(112) : header.getDouble(176);
    double intercept = version == 1 ? header.getFloat(116) : header.getDouble(184);
    if (slope == 0 || Double.isNaN(slope) || type.colour()) {
      if (Double.isNaN(slope)) {
        warnings.add("the header's scl_slope is not a number; values are as stored");
      }
      slope = 1;
      intercept = 0;
    } else if (Double.isInfinite(slope)) {
      throw new FormatException(
          "the NIfTI header's scl_slope is infinite, so no voxel has a value", EXPORT_AGAIN);
    } else if (!Double.isFinite(intercept)) {
      throw new FormatException(
          "the NIfTI header's scl_inter is " + intercept + ", so no voxel has a value",
          EXPORT_AGAIN);
    }
    if (Math.abs(slope) > IMPLAUSIBLE || Math.abs(intercept) > IMPLAUSIBLE) {
      warnings.add(
          "the header scales values by "
              + slope
              + " and adds "
              + intercept
              + ", which is hardly meant: check the values before they are measured");
    }
    double unitMm = unitMm();
    NiftiAffine affine = affine(dim);
    Geometry geometry;
    try {
      geometry =
          new Geometry((int) dim[1], (int) dim[2], (int) dim[3], scale(affine.rows(), unitMm));
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          "the NIfTI header's " + affine.source() + " is no usable position: " + e.getMessage(),
          "repair the header (sform or qform and pixdim), or convert the DICOM source again");
    }
    boolean plain = unitMm == 1 && affine.unambiguous();
    return new NiftiHeader(
        version, header.order(), geometry, type, offset(limits), slope, intercept, plain);
  }

  private void checkMagic() throws FormatException {
    byte[] magic = new byte[4];
    header.get(version == 1 ? 344 : 4, magic);
    char v = version == 1 ? '1' : '2';
    if (magic[0] == 'n' && magic[1] == '+' && magic[2] == v && magic[3] == 0) {
      return;
    }
    if (magic[0] == 'n' && magic[1] == 'i' && magic[2] == v) {
      throw new UnsupportedFormatException(
          "this is the header of a NIfTI pair (.hdr and .img); the voxels are in another file",
          "merge the pair into one .nii.gz, for example with nibabel or fslchfiletype NIFTI_GZ");
    }
    if (version == 1 && magic[0] == 0) {
      throw new UnsupportedFormatException(
          "this is an Analyze 7.5 header, not NIfTI; it does not say which side is left",
          "convert it to NIfTI with a tool that knows its origin");
    }
    throw new FormatException(
        "the NIfTI header's magic is wrong: the file is damaged or not NIfTI", EXPORT_AGAIN);
  }

  /** dim[0..7] with missing axes as 1; more than one volume is rejected. */
  private long[] dimensions() throws FormatException {
    long[] dim = new long[8];
    for (int i = 0; i < 8; i++) {
      dim[i] = version == 1 ? header.getShort(40 + 2 * i) : header.getLong(16 + 8 * i);
    }
    if (dim[0] < 1 || dim[0] > 7) {
      throw new FormatException(
          "the NIfTI header claims " + dim[0] + " dimensions; 1 to 7 are possible", EXPORT_AGAIN);
    }
    Arrays.fill(dim, (int) dim[0] + 1, 8, 1);
    for (int i = 4; i < 8; i++) {
      if (dim[i] > 1) {
        throw new UnsupportedFormatException(
            "the NIfTI file holds "
                + dim[i]
                + " values along dimension "
                + i
                + "; one volume is expected",
            "save the volume you mean as its own file, for example"
                + " with fslroi in.nii.gz out.nii.gz 0 1 or nibabel's img.slicer[..., 0]");
      }
    }
    return dim;
  }

  private NiftiAffine affine(long[] dim) throws FormatException {
    double[] pixdim = new double[8];
    for (int i = 0; i < 8; i++) {
      pixdim[i] = version == 1 ? header.getFloat(76 + 4 * i) : header.getDouble(104 + 8 * i);
    }
    for (int i = 1; i <= 3; i++) {
      if (dim[i] == 1 && pixdim[i] == 0) {
        pixdim[i] = 1; // A single slice often carries no thickness; nothing measures along it.
      }
    }
    int qformCode = version == 1 ? header.getShort(252) : header.getInt(344);
    int sformCode = version == 1 ? header.getShort(254) : header.getInt(348);
    double[] quaternion = new double[6];
    double[] sform = new double[12];
    for (int i = 0; i < 6; i++) {
      quaternion[i] = version == 1 ? header.getFloat(256 + 4 * i) : header.getDouble(352 + 8 * i);
    }
    for (int i = 0; i < 12; i++) {
      sform[i] = version == 1 ? header.getFloat(280 + 4 * i) : header.getDouble(400 + 8 * i);
    }
    NiftiAffine affine = NiftiAffine.choose(sformCode, sform, qformCode, quaternion, pixdim, dim);
    if (sformCode <= 0 && qformCode <= 0) {
      warnings.add(
          "the NIfTI header says nothing about orientation (sform and qform codes are 0);"
              + " left and right are a guess");
    }
    return affine;
  }

  /** Millimetres per length unit of the header; an unknown unit is taken as millimetres. */
  private double unitMm() {
    int units = version == 1 ? header.get(123) : header.getInt(500);
    double mm =
        switch (units & 7) {
          case 1 -> 1000;
          case 3 -> 0.001;
          default -> 1;
        };
    if (mm != 1) {
      warnings.add(
          "the header's lengths are in "
              + (mm > 1 ? "metres" : "micrometres")
              + "; they were converted to millimetres");
    }
    return mm;
  }

  private long offset(ReadLimits limits) throws FormatException {
    double claimed = version == 1 ? header.getFloat(108) : header.getLong(168);
    int least = (version == 1 ? SIZE_1 : SIZE_2) + 4;
    if (claimed == 0) {
      return least;
    }
    if (!(claimed >= least) || claimed > limits.maxBytes() || claimed != Math.rint(claimed)) {
      throw new FormatException(
          "the NIfTI header says the voxels start at byte "
              + claimed
              + "; they can start at "
              + least
              + " at the earliest",
          EXPORT_AGAIN);
    }
    return (long) claimed;
  }

  private static double[] scale(double[] rows, double factor) {
    return Arrays.stream(rows).map(v -> v * factor).toArray();
  }
}
