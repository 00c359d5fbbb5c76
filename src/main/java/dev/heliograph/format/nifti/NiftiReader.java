package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads NIfTI-1 and -2 single files, plain or gzipped, in either byte order.
 *
 * <p>Voxels stream through a small buffer: memory is the result plus 64 KiB, and the result is
 * allocated only after the header passed the limits and the file is long enough to fill it. A file
 * that breaks the format is a {@link FormatException}; the stream is read to its end, so that a
 * gzip checksum is verified, and not closed.
 */
public final class NiftiReader {

  /** A multiple of every voxel size (1, 2, 3, 4 and 8 bytes). */
  private static final int CHUNK = 48 * 1024;

  /** Whole numbers up to here survive in a float. */
  private static final double EXACT = 1 << 24;

  private NiftiReader() {}

  /** Whether these first bytes (at least 348 of a longer file) start an uncompressed NIfTI file. */
  public static boolean looksLikeNifti(byte[] start) {
    int version = NiftiHeaderParser.version(start);
    if (version == 0) {
      return false;
    }
    int magic = version == 1 ? 344 : 4;
    // Analyze (no magic) and files cut within the header pass, to be refused by a clear message.
    return start.length <= magic || start[magic] == 'n' || start[magic] == 0;
  }

  /**
   * Reads a volume; {@code scl_slope} and {@code scl_inter} are applied.
   *
   * @param in the file's bytes
   * @param length how many bytes {@code in} has, or -1 if that is not known
   * @param unit what the values mean, which NIfTI does not say
   * @throws FormatException if the bytes are no readable NIfTI volume
   */
  public static NiftiImage read(InputStream in, long length, Unit unit, ReadLimits limits)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    NiftiStream stream = NiftiStream.open(in, length, limits, warnings);
    NiftiHeader header = stream.header();
    float[] values = new float[header.geometry().voxels()];
    Statistics seen = new Statistics();
    stream.voxels(
        CHUNK,
        (at, stored) -> {
          double value = header.scaled() ? stored * header.slope() + header.intercept() : stored;
          values[at] = (float) value;
          seen.nonFinite += Double.isFinite(value) ? 0 : 1;
          seen.rounded |= header.type().integer() && Math.abs(stored) > EXACT;
        });
    if (seen.nonFinite > 0) {
      warnings.add(seen.nonFinite + " voxels are not a finite number (NaN or infinite)");
    }
    if (seen.rounded) {
      warnings.add("whole numbers beyond 16777216 were rounded to 24 significant bits");
    }
    return new NiftiImage(
        header, new Volume(header.geometry(), values, unit), stream.gzipped(), warnings);
  }

  /**
   * Reads a label map: every value must be a whole number from 0 to 65535 after scaling.
   *
   * @param structures what each label means
   * @throws FormatException if the bytes are no readable label map
   */
  public static LabelMap readLabels(
      InputStream in, long length, Map<Integer, String> structures, ReadLimits limits)
      throws IOException {
    NiftiStream stream = NiftiStream.open(in, length, limits, new ArrayList<>());
    NiftiHeader header = stream.header();
    Geometry geometry = header.geometry();
    short[] labels = new short[geometry.voxels()];
    stream.voxels(
        CHUNK,
        (at, stored) -> {
          double label = header.scaled() ? stored * header.slope() + header.intercept() : stored;
          if (!(label >= 0 && label <= 65535) || label != Math.rint(label)) {
            throw new FormatException(
                "voxel " + at + " has the value " + label + ", which is no label",
                "a label map needs whole numbers from 0 to 65535; is this an image?");
          }
          labels[at] = (short) (int) label;
        });
    return new LabelMap(geometry, labels, structures);
  }

  private static final class Statistics {
    long nonFinite;
    boolean rounded;
  }

  /** Receives each voxel's stored number. */
  interface Sink {
    void accept(int at, double stored) throws FormatException;
  }
}
