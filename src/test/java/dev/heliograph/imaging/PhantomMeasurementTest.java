package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes of solids whose sizes are known from their formulas. */
class PhantomMeasurementTest {

  private static final double[] ORIGIN = {0, 0, 0};

  @ParameterizedTest
  @CsvSource({"1,1,1,0,0", "0.7,0.7,2.5,0,0", "1,1,1,30,0", "0.8,1.1,1.9,-20,15"})
  void sphere(double dx, double dy, double dz, double turn, double tilt) {
    double radius = 20;
    Geometry g = Phantoms.oblique(70, new double[] {dx, dy, dz}, turn, tilt);
    LabelMap map = Phantoms.map(g, "sphere", Phantoms.sphere(ORIGIN, radius));
    Extent extent = Extent.of(map, 1, Checkpoint.NONE);
    assertThat(extent.volumeMm3())
        .isCloseTo(4.0 / 3 * Math.PI * radius * radius * radius, within(0.01 * 33510));
    assertThat(extent.touchedFaces()).isEmpty();
    AxialDiameter d = AxialDiameter.of(map, 1, Checkpoint.NONE).orElseThrow();
    double voxel = Math.max(dx, dy);
    assertThat(d.longAxisMm()).isCloseTo(2 * radius, within(voxel));
    assertThat(d.shortAxisMm()).isCloseTo(2 * radius, within(1.5 * voxel));
    assertThat(d.shortAxisMm()).isLessThanOrEqualTo(d.longAxisMm() + 1e-9);
    assertThat(distance(d.longEnds().get(0), d.longEnds().get(1)))
        .isCloseTo(d.longAxisMm(), within(1e-9));
    assertThat(distance(d.longEnds().get(0), ORIGIN)).isCloseTo(radius, within(1.5 * voxel));
    assertThat(rightAngle(d)).isCloseTo(0, within(1e-9));
  }

  @Test
  void boxOfUnequalVoxels() {
    Geometry g = Geometry.axisAligned(40, 40, 20, 0.5, 2, 3);
    // 20 × 10 × 4 voxels: 10 × 20 × 12 mm.
    LabelMap map =
        Phantoms.map(g, "box", Phantoms.box(new double[] {5, 20, 12}, new double[] {15, 40, 24}));
    assertThat(Extent.of(map, 1, Checkpoint.NONE).volumeMm3())
        .isCloseTo(10 * 20 * 12, within(1e-9));
    AxialDiameter d = AxialDiameter.of(map, 1, Checkpoint.NONE).orElseThrow();
    // The outline cuts each corner half a voxel short: from (0.25, 0) to (9.75, 20), say, in mm.
    double expected =
        Math.max(Math.hypot(9.5, 20), Math.max(Math.hypot(10, 18), Math.hypot(9.75, 19)));
    assertThat(d.longAxisMm()).isCloseTo(expected, within(1e-9));
    assertThat(d.axis()).isEqualTo(2);
    assertThat(d.slice()).isEqualTo(4);
  }

  @Test
  void oneVoxelMeasuresOneVoxel() {
    Geometry g = Geometry.axisAligned(5, 5, 5, 2, 3, 4);
    short[] labels = new short[125];
    labels[g.index(2, 2, 2)] = 1;
    LabelMap map = new LabelMap(g, labels, java.util.Map.of(1, "dot"));
    AxialDiameter d = AxialDiameter.of(map, 1, Checkpoint.NONE).orElseThrow();
    assertThat(d.longAxisMm()).isEqualTo(3);
    assertThat(d.shortAxisMm()).isEqualTo(2);
    assertThat(AxialDiameter.of(map, 2, Checkpoint.NONE)).isEmpty();
  }

  @Test
  void slicesLieAlongInferiorSuperiorWhateverTheMemoryOrder() {
    // A rod of 30 mm along S, 4 mm in the axial plane, in a sagittal memory order.
    Geometry axial = Geometry.axisAligned(20, 20, 40, 1, 1, 1);
    LabelMap map =
        Phantoms.map(axial, "rod", Phantoms.box(new double[] {8, 8, 5}, new double[] {12, 12, 35}));
    AxialDiameter d = AxialDiameter.of(map, 1, Checkpoint.NONE).orElseThrow();
    AxialDiameter turned =
        AxialDiameter.of(Reorient.reorient(map, "PSR"), 1, Checkpoint.NONE).orElseThrow();
    assertThat(turned.axis()).isEqualTo(1);
    assertThat(turned.longAxisMm()).isCloseTo(d.longAxisMm(), within(1e-9));
    assertThat(d.longAxisMm()).isLessThan(6);
  }

  @Test
  void aStructureCutByTheEdgeIsSeen() {
    Geometry g = Geometry.axisAligned(30, 30, 30, 1, 1, 1);
    LabelMap up = Phantoms.map(g, "cut", Phantoms.sphere(new double[] {15, 15, 27}, 8));
    assertThat(Extent.of(up, 1, Checkpoint.NONE).touchedFaces()).containsExactly("superior");
    LabelMap corner = Phantoms.map(g, "cut", Phantoms.sphere(new double[] {0, 0, 15}, 8));
    assertThat(Extent.of(corner, 1, Checkpoint.NONE).touchedFaces())
        .containsExactly("left", "posterior");
    assertThat(Extent.of(Reorient.reorient(corner, "LPS"), 1, Checkpoint.NONE).touchedFaces())
        .containsExactly("left", "posterior");
    Geometry slice = Geometry.axisAligned(30, 30, 1, 1, 1, 5);
    LabelMap disc = Phantoms.map(slice, "cut", Phantoms.sphere(new double[] {15, 15, 0}, 8));
    assertThat(Extent.of(disc, 1, Checkpoint.NONE).touchedFaces())
        .containsExactly("inferior", "superior");
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        (a[0] - b[0]) * (a[0] - b[0])
            + (a[1] - b[1]) * (a[1] - b[1])
            + (a[2] - b[2]) * (a[2] - b[2]));
  }

  private static double rightAngle(AxialDiameter d) {
    double dot = 0;
    for (int c = 0; c < 3; c++) {
      dot +=
          (d.longEnds().get(1)[c] - d.longEnds().get(0)[c])
              * (d.shortEnds().get(1)[c] - d.shortEnds().get(0)[c]);
    }
    return dot / d.longAxisMm() / d.shortAxisMm();
  }
}
