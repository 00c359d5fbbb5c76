package dev.heliograph.bench;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Diameters;
import dev.heliograph.imaging.Holes;
import dev.heliograph.imaging.Interpolation;
import dev.heliograph.imaging.Outline;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.Resample;
import dev.heliograph.imaging.Watershed;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Other grids, lengths, holes, touching objects and files. */
final class GeometryRows {

  private static final double[] FINE = {1.5, 1.5, 1.5};
  private static final int LESIONS = 14;

  private GeometryRows() {}

  static Object linear(Scan scan, Parallel threads, boolean warm) {
    return Resample.resampleToSpacing(scan.ct, FINE, Interpolation.LINEAR, threads, Checkpoint.NONE)
        .values();
  }

  static Object nearest(Scan scan, Parallel threads, boolean warm) {
    return Resample.labelsToSpacing(scan.truth, FINE, threads, Checkpoint.NONE).labels();
  }

  /** Long axis and extent across it, between voxel centres as the peer has them, and Feret's. */
  static Object recist(Scan scan, Parallel threads, boolean warm) {
    return Diameters.ofParts(
            scan.truth, LESIONS, Connectivity.CORNERS_26, Outline.CENTRES, threads, Checkpoint.NONE)
        .stream()
        .flatMapToDouble(
            d ->
                DoubleStream.of(
                    d.part().voxels(), d.axial().longAxisMm(), d.maximum3d().lengthMm()))
        .toArray();
  }

  /** The liver with 8 × 9 × 8 holes of one voxel. */
  static Object holes(Scan scan, Parallel threads, boolean warm) {
    LabelMap hollow = scan.buffer("hollow", LabelMap.class, () -> hollow(scan.truth));
    return Holes.fill(hollow, 1, threads, Checkpoint.NONE).labels();
  }

  private static LabelMap hollow(LabelMap truth) {
    short[] labels = new short[truth.labels().length];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (truth.labels()[p] == 1 ? 1 : 0);
    }
    for (int i = 150; i < 200; i += 7) {
      for (int j = 200; j < 260; j += 7) {
        for (int k = 110; k < 150; k += 5) {
          labels[truth.geometry().index(i, j, k)] = 0;
        }
      }
    }
    return new LabelMap(truth.geometry(), labels, Map.of());
  }

  static Object watershed(Scan scan, Parallel threads, boolean warm) {
    return Watershed.splitBySpacing(
            scan.truth, LESIONS, 6, 6, Connectivity.FACES_6, threads, Checkpoint.NONE)
        .map()
        .labels();
  }

  /** Unpacking and conversion overlap where a second thread is free, whatever {@code threads}. */
  static Object read(Scan scan, Parallel threads, boolean warm) {
    Path file = scan.folder.resolve("ct.nii.gz");
    try (InputStream in = Files.newInputStream(file)) {
      return NiftiReader.read(in, Files.size(file), Unit.HOUNSFIELD, ReadLimits.standard())
          .volume()
          .values();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The size of the file. */
  static Object write(Scan scan, Parallel threads, boolean warm) {
    Path file = scan.folder.resolve("written-by-java.nii.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NiftiWriter.write(scan.ct, out);
      return new double[] {Files.size(file)};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
