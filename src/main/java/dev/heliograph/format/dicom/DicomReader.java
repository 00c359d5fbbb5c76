package dev.heliograph.format.dicom;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads DICOM series in three steps: {@link #slice} for each file, {@link StackSorter} for all of
 * them, {@link #read} for each stack. Only one file's bytes are in memory at a time.
 */
public final class DicomReader {

  private DicomReader() {}

  /** Whether these first bytes (at least 132 of a longer file) look like a DICOM file. */
  public static boolean looksLikeDicom(byte[] start) {
    return DicomParser.looksLikeDicom(start);
  }

  /**
   * Reads one file's header and makes sure that its pixels are there.
   *
   * @throws FormatException if it is damaged
   * @throws dev.heliograph.format.UnsupportedFormatException if it is sound but not read: no
   *     pixels, several frames, a compression that is not known
   */
  public static DicomSlice slice(ByteSource source, ReadLimits limits) throws IOException {
    return DicomSlice.of(source, parse(source, limits), limits);
  }

  /**
   * Decodes the pixels of a stack, rescaled.
   *
   * @throws FormatException if a file's pixels are damaged
   */
  public static Volume read(DicomStack stack, ReadLimits limits) throws IOException {
    Geometry g = stack.geometry();
    limits.checkVoxels(g.nx(), g.ny(), g.nz());
    float[] values = new float[g.voxels()];
    int plane = g.nx() * g.ny();
    for (int k = 0; k < g.nz(); k++) {
      ByteSource source = stack.slices().get(k).source();
      try {
        PixelDecoder.decode(parse(source, limits), values, k * plane);
      } catch (FormatException e) {
        throw e.in(source.name());
      }
    }
    return new Volume(
        g, values, stack.first().modality().equals("CT") ? Unit.HOUNSFIELD : Unit.ARBITRARY);
  }

  private static DicomDataset parse(ByteSource source, ReadLimits limits) throws IOException {
    long most = Math.min(DicomParser.MAX_FILE, limits.maxBytes());
    if (source.length() > most) {
      throw new FormatException(
          "the DICOM file has " + source.length() + " bytes, more than the limit of " + most,
          "export the series as one file per slice");
    }
    try (InputStream in = source.open()) {
      return DicomParser.parse(in.readNBytes((int) most), limits);
    }
  }
}
