package dev.heliograph.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ByteSource;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.study.Upload;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JPEG 2000 CT series, against pydicom and against dcm2niix. */
class DicomRealDataTest {

  private static final ReadLimits LIMITS = ReadLimits.standard();

  /** {@code dicom-expected.json} was computed with pydicom 3.0.2 and pylibjpeg-openjpeg 2.6.0. */
  @Test
  void readsWhatPydicomReads() throws IOException {
    Volume volume = readSeries(RealData.require("ct-dicom"));
    JsonNode expected;
    try (InputStream json = getClass().getResourceAsStream("/format/dicom-expected.json")) {
      expected = new ObjectMapper().readTree(json);
    }
    Geometry g = volume.geometry();
    assertThat(g.nx()).isEqualTo(expected.get("columns").asInt());
    assertThat(g.ny()).isEqualTo(expected.get("rows").asInt());
    assertThat(g.nz()).isEqualTo(expected.get("slices").asInt());
    assertThat(g.orientation()).isEqualTo("LPS");
    // The files claim SliceThickness 3; their positions are 2 mm apart.
    assertThat(g.spacingMm()[2]).isEqualTo(2, within(1e-9));
    assertThat(volume.unit()).isEqualTo(Unit.HOUNSFIELD);
    long sum = 0;
    for (float v : volume.values()) {
      sum += (long) v;
    }
    assertThat(sum).isEqualTo(expected.get("sum").asLong());
    for (JsonNode p : expected.get("worldRas")) {
      double[] at = g.toVoxel(p.get(0).asDouble(), p.get(1).asDouble(), p.get(2).asDouble());
      for (double v : at) {
        assertThat(v).isEqualTo(Math.rint(v), within(1e-6));
      }
      assertThat((double) valueAt(volume, at)).isEqualTo(p.get(3).asDouble());
    }
  }

  /** Every voxel, at its own place in the patient, is what dcm2niix made of it. */
  @Test
  void equalsItsConversionByDcm2niix(@TempDir Path out) throws Exception {
    Path series = RealData.require("ct-dicom");
    String tool = dcm2niix();
    Process run =
        new ProcessBuilder(
                tool,
                "-z",
                "y",
                "-f",
                "ct",
                "-o",
                out.toString(),
                series.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(out.resolve("log").toFile())
            .start();
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    Path converted = out.resolve("ct.nii.gz");
    assertThat(converted).as(Files.readString(out.resolve("log"))).exists();
    Volume theirs;
    try (InputStream in = Files.newInputStream(converted)) {
      theirs = NiftiReader.read(in, Files.size(converted), Unit.HOUNSFIELD, LIMITS).volume();
    }
    Volume ours = readSeries(series);
    Geometry g = ours.geometry();
    assertThat(theirs.geometry().voxels()).isEqualTo(g.voxels());
    int different = 0;
    double farthest = 0;
    for (int k = 0; k < g.nz(); k++) {
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++) {
          double[] world = g.toWorld(i, j, k);
          double[] at = theirs.geometry().toVoxel(world[0], world[1], world[2]);
          for (double a : at) {
            farthest = Math.max(farthest, Math.abs(a - Math.rint(a)));
          }
          different += valueAt(theirs, at) == ours.at(i, j, k) ? 0 : 1;
        }
      }
    }
    assertThat(farthest).as("distance from their voxel centres, in voxels").isLessThan(1e-3);
    assertThat(different).isZero();
  }

  private static float valueAt(Volume v, double[] at) {
    return v.at((int) Math.rint(at[0]), (int) Math.rint(at[1]), (int) Math.rint(at[2]));
  }

  private static Volume readSeries(Path folder) throws IOException {
    List<DicomSlice> slices = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.toList()) {
        ByteSource source = Upload.of(p.getFileName().toString(), p);
        slices.addAll(DicomReader.slices(source, LIMITS));
      }
    }
    StackSorter.Sorted sorted = StackSorter.sort(slices);
    assertThat(sorted.problems()).isEmpty();
    assertThat(sorted.stacks()).hasSize(1);
    assertThat(sorted.stacks().get(0).warnings()).isEmpty();
    return DicomReader.read(sorted.stacks().get(0), LIMITS);
  }

  private static String dcm2niix() {
    String named = System.getenv("HELIOGRAPH_DCM2NIIX");
    if (named != null && !named.isBlank()) {
      return named;
    }
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      Path candidate = Path.of(folder, "dcm2niix");
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return Assumptions.abort(
        "SKIPPED: dcm2niix is neither in $HELIOGRAPH_DCM2NIIX nor on the PATH (pip install dcm2niix)");
  }
}
