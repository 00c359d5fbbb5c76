package dev.heliograph.format.dicom;

import static dev.heliograph.testing.SyntheticDicom.EXPLICIT;
import static dev.heliograph.testing.SyntheticDicom.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.testing.SyntheticDicom;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Slices in any order become stacks whose grids are where the slices said they are. */
class StackSorterTest {

  private static final double C = Math.cos(0.4);
  private static final double S = Math.sin(0.4);

  /** One slice with its number in every pixel. */
  private static byte[] at(
      double x, double y, double z, int n, UnaryOperator<SyntheticDicom> more) {
    return more.apply(slice(EXPLICIT).position(x, y, z).number(n).pixels(12, 2, i -> n)).bytes();
  }

  private static byte[] at(double z, int n) {
    return at(0, 0, z, n, d -> d);
  }

  private static List<DicomStack> stacks(List<byte[]> files) throws IOException {
    StackSorter.Sorted sorted = StackSorter.sort(DicomSyntheticTest.slices(files));
    assertThat(sorted.problems()).isEmpty();
    return sorted.stacks();
  }

  @Test
  void anObliqueSeriesLiesWhereItsHeadersSay() throws IOException {
    double[] normal = {0, -S, C};
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      files.add(
          at(
              10 + 3 * n * normal[0],
              20 + 3 * n * normal[1],
              30 + 3 * n * normal[2],
              n,
              d -> d.orientation(1, 0, 0, 0, C, S)));
    }
    Collections.shuffle(files, new Random(5));
    Volume v = DicomSyntheticTest.read(files);
    for (int k = 0; k < 6; k++) {
      assertThat(v.at(1, 1, k)).isEqualTo((float) k);
    }
    // Column 1 (1.5 mm along the row), row 2 (2 mm each down the column), slice 4; LPS to RAS.
    double[] world = v.geometry().toWorld(1, 2, 4);
    assertThat(world)
        .containsExactly(
            new double[] {-(10 + 1.5), -(20 + 4 * C - 12 * S), 30 + 4 * S + 12 * C}, within(1e-9));
    assertThat(v.geometry().spacingMm()).containsExactly(new double[] {1.5, 2, 3}, within(1e-9));
  }

  @Test
  void gantryTiltIsKeptAsShear() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      files.add(at(0, 0.7 * n, 4 * n, n, d -> d));
    }
    DicomStack stack = stacks(files).get(0);
    assertThat(stack.warnings()).singleElement().asString().contains("gantry tilt", "9.9°");
    Geometry g = stack.geometry();
    assertThat(g.toWorld(0, 0, 3)).containsExactly(new double[] {0, -2.1, 12}, within(1e-9));
    assertThat(g.voxelVolumeMm3()).isEqualTo(1.5 * 2 * 4, within(1e-9));
  }

  @Test
  void aMissingSliceCutsTheSeries() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      if (n != 6) {
        files.add(at(2.5 * n, n));
      }
    }
    List<DicomStack> stacks = stacks(files);
    assertThat(stacks).extracting(s -> s.slices().size()).containsExactly(6, 3);
    assertThat(stacks)
        .allSatisfy(s -> assertThat(s.warnings()).anyMatch(w -> w.contains("slices are missing")));
    assertThat(stacks.get(1).geometry().toWorld(0, 0, 0)[2]).isEqualTo(17.5);
  }

  @Test
  void unevenSlicesAreNoVolume() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      files.add(at(n * n, n));
    }
    StackSorter.Sorted sorted = StackSorter.sort(DicomSyntheticTest.slices(files));
    assertThat(sorted.stacks()).isEmpty();
    assertThat(sorted.problems()).singleElement().asString().contains("unevenly spaced");
  }

  @Test
  void theSameFileTwiceCountsOnce() throws IOException {
    byte[] twice = at(2, 2);
    List<DicomStack> stacks = stacks(List.of(at(0, 1), twice, twice, at(4, 3)));
    assertThat(stacks).hasSize(1);
    assertThat(stacks.get(0).slices()).hasSize(3);
    assertThat(stacks.get(0).warnings())
        .singleElement()
        .asString()
        .contains("SOPInstanceUID), 1 of them");
  }

  @Test
  void severalSlicesAtEveryPlaceBecomeSeveralImages() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      files.add(at(3 * (n % 4), n));
    }
    List<DicomStack> stacks = stacks(files);
    assertThat(stacks).extracting(s -> s.slices().size()).containsExactly(4, 4);
    assertThat(stacks.get(1).slices()).extracting(DicomSlice::number).containsExactly(4, 5, 6, 7);
  }

  @Test
  void oneSliceTooManyIsLeftOutAndSaid() throws IOException {
    List<DicomStack> stacks = stacks(List.of(at(0, 1), at(3, 2), at(3, 9), at(6, 3)));
    assertThat(stacks.get(0).slices()).extracting(DicomSlice::number).containsExactly(1, 2, 3);
    assertThat(stacks.get(0).warnings()).singleElement().asString().contains("InstanceNumber");
  }

  @Test
  void mixedOrientationsSizesSeriesAndLocalizersAreSplit() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      files.add(at(2 * n, n));
      files.add(at(0, 2 * n, 0, n, d -> d.orientation(1, 0, 0, 0, 0, -1)));
      files.add(at(0, 0, 2 * n, n, d -> d.text(0x0020000E, "UI", "9.9")));
    }
    files.add(at(0, 0, 1, 1, d -> d.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER")));
    List<DicomStack> stacks = stacks(files);
    assertThat(stacks).extracting(s -> s.slices().size()).containsExactly(3, 3, 3, 1);
    assertThat(stacks.get(0).warnings()).anyMatch(w -> w.contains("mixes"));
    assertThat(stacks.get(2).warnings()).isEmpty();
    assertThat(stacks.get(3).warnings()).anyMatch(w -> w.contains("localizer"));
    assertThat(stacks.get(1).geometry().orientation()).isEqualTo("LIP");
  }

  @Test
  void whatIdentifiesThePatientIsNotKept() throws IOException {
    DicomSlice s =
        stacks(
                List.of(
                    at(
                        0,
                        0,
                        0,
                        1,
                        d ->
                            d.text(0x0008103E, "LO", "Ab\u0001domen\n" + "x".repeat(99))
                                .text(0x00180010, "LO", "Omni Secret")
                                .text(0x00185101, "CS", "PA"))))
            .get(0)
            .first();
    assertThat(s.attributes().toString()).doesNotContain("Secret").doesNotContain("P1");
    assertThat(s.attributes())
        .containsEntry("ContrastBolusAgent", "given")
        .containsEntry("ViewPosition", "PA");
    assertThat(s.name()).startsWith("Ab domen x").hasSize(64);
  }
}
