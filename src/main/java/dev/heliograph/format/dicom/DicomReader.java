package dev.heliograph.format.dicom;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/**
 * Reads DICOM series in three steps: {@link #slice} for each file, {@link StackSorter} for all of
 * them, {@link #read} for each stack. Of the files' bytes only one per core is in memory at a time.
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
    try {
      // JPEG 2000 takes some 0.1 s a slice, so the cores share the slices.
      IntStream.range(0, g.nz()).parallel().forEach(k -> decode(stack, k, values, limits));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Volume(
        g, values, stack.first().modality().equals("CT") ? Unit.HOUNSFIELD : Unit.ARBITRARY);
  }

  private static void decode(DicomStack stack, int k, float[] into, ReadLimits limits) {
    ByteSource source = stack.slices().get(k).source();
    int plane = stack.geometry().nx() * stack.geometry().ny();
    try {
      PixelDecoder.decode(parse(source, limits), into, k * plane);
    } catch (FormatException e) {
      throw new UncheckedIOException(e.in(source.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
