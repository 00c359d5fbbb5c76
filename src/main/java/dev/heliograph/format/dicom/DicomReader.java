package dev.heliograph.format.dicom;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.pixel.PixelFrames;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads DICOM series in three steps: {@link #slices} for each file, {@link StackSorter} for all of
 * them, {@link #read} for each stack. Of the files' bytes only one per core is in memory at a time.
 */
public final class DicomReader {

  private DicomReader() {}

  /** Whether these first bytes (at least 132 of a longer file) look like a DICOM file. */
  public static boolean looksLikeDicom(byte[] start) {
    return DicomFile.looksLikeDicom(start);
  }

  /**
   * Reads one file's header, one slice for each of its frames, and makes sure that the pixels are
   * there.
   *
   * @throws FormatException if it is damaged
   * @throws dev.heliograph.format.UnsupportedFormatException if it is sound but not read: no
   *     pixels, a compression that is not known
   */
  public static List<DicomSlice> slices(ByteSource source, ReadLimits limits) throws IOException {
    DicomFile file = DicomFile.read(source, limits);
    return SliceReader.of(source, file.data(), PixelFrames.of(file, limits).format());
  }

  /**
   * Decodes the pixels of a stack, rescaled. Colours become luma (ITU-R BT.601), 0 to 255.
   *
   * @throws FormatException if a file's pixels are damaged
   */
  public static Volume read(DicomStack stack, ReadLimits limits) throws IOException {
    Geometry g = stack.geometry();
    limits.checkVoxels(g.nx(), g.ny(), g.nz());
    float[] values = new float[g.voxels()];
    try {
      // JPEG 2000 takes some 0.1 s a slice, so the cores share the slices, and those of one file.
      runs(stack.slices()).parallelStream().forEach(run -> decode(stack, run, values, limits));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    boolean hounsfield = stack.first().modality().equals("CT") && !stack.first().colour();
    return new Volume(g, values, hounsfield ? Unit.HOUNSFIELD : Unit.ARBITRARY);
  }

  /**
   * The colours of a stack of one slice: one 0xRRGGBB number for each pixel, row by row.
   *
   * @throws FormatException if the file's pixels are damaged
   */
  public static int[] readColours(DicomStack stack, ReadLimits limits) throws IOException {
    DicomSlice s = stack.first();
    try {
      return PixelFrames.of(DicomFile.read(s.source(), limits), limits).rgb(s.frame());
    } catch (FormatException e) {
      throw e.in(s.source().name());
    }
  }

  /** Slices of one file that follow each other, as indices of first and last plus one. */
  private static List<int[]> runs(List<DicomSlice> slices) {
    List<int[]> runs = new ArrayList<>();
    int from = 0;
    for (int k = 1; k <= slices.size(); k++) {
      if (k == slices.size() || slices.get(k).source() != slices.get(from).source()) {
        runs.add(new int[] {from, k});
        from = k;
      }
    }
    return runs;
  }

  private static void decode(DicomStack stack, int[] run, float[] into, ReadLimits limits) {
    ByteSource source = stack.slices().get(run[0]).source();
    int plane = stack.geometry().nx() * stack.geometry().ny();
    try {
      DicomFile file = DicomFile.read(source, limits);
      PixelFrames frames = PixelFrames.of(file, limits);
      IntStream.range(run[0], run[1])
          .parallel()
          .forEach(k -> decode(file, frames, stack.slices().get(k).frame(), into, k * plane));
    } catch (FormatException e) {
      throw new UncheckedIOException(e.in(source.name()));
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof FormatException f
          ? new UncheckedIOException(f.in(source.name()))
          : e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void decode(DicomFile file, PixelFrames frames, int frame, float[] into, int at) {
    try {
      Rescale r = Rescale.of(new FrameHeader(file.data(), frame));
      frames.values(frame, r.slope(), r.intercept(), into, at);
    } catch (FormatException e) {
      throw new UncheckedIOException(e);
    }
  }
}
