package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
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
 * <p>Voxels stream through a small buffer: memory is the result plus 1 MiB, and the result is
 * allocated only after the header passed the limits and the file is long enough to fill it. A file
 * that breaks the format is a {@link FormatException}; the stream is read to its end, so that a
 * gzip checksum is verified, and not closed.
 */
public final class NiftiReader {

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
    FloatVoxels voxels = new FloatVoxels(header, NiftiStream.CHUNK / 2);
    stream.voxels(voxels);
    float[] values = voxels.values(warnings);
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
    LabelVoxels voxels = new LabelVoxels(header);
    stream.voxels(voxels);
    return new LabelMap(header.geometry(), voxels.labels(), structures);
  }
}
