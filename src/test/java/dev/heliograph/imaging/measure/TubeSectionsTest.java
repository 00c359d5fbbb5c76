package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.testing.Phantoms.Solid;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tubes whose diameters are known, straight, tilted, bent, oval, with a bulge. */
class TubeSectionsTest {

  /** Inside of an elliptic cylinder around the axis through the origin. */
  private static Solid tube(double[] axis, double half, double a, double b) {
    double[] t = Vectors.unit(axis);
    double[] u =
        Vectors.unit(
            Vectors.cross(
                t, Math.abs(t[0]) < 0.9 ? new double[] {1, 0, 0} : new double[] {0, 1, 0}));
    double[] v = Vectors.cross(t, u);
    return (x, y, z) -> {
      double[] p = {x, y, z};
      double along = Vectors.dot(p, t);
      double q = Vectors.dot(p, u) / a;
      double r = Vectors.dot(p, v) / b;
      return Math.abs(along) <= half && q * q + r * r <= 1;
    };
  }

  private static TubeSections of(LabelMap map) {
    return TubeSections.of(map, 1, Centreline.of(map, 1, Checkpoint.NONE), Checkpoint.NONE);
  }

  private static Geometry grid(double spacing) {
    return Phantoms.oblique((int) (90 / spacing), new double[] {spacing, spacing, spacing}, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"0,0,1,1", "1,0,0,1", "1,1,1,1", "0.3,-0.5,1,1", "0.3,-0.5,1,2", "1,2,0.4,0.8"})
  void straightTubeInAnyDirection(double x, double y, double z, double spacing) {
    TubeSections s =
        of(Phantoms.map(grid(spacing), "tube", tube(new double[] {x, y, z}, 38, 10, 10)));
    assertThat(s.sections()).hasSizeGreaterThan(30);
    assertThat(s.medianMm()).isCloseTo(20, within(0.6 * spacing));
    assertThat(s.widest().maxDiameterMm()).isCloseTo(20, within(1.0 * spacing));
    assertThat(s.widest().equivalentMm()).isCloseTo(20, within(0.4 * spacing));
    assertThat(s.lengthMm()).isCloseTo(76, within(5.0));
  }

  @Test
  void ovalTube() {
    TubeSections s = of(Phantoms.map(grid(1), "tube", tube(new double[] {0.2, 0.3, 1}, 38, 14, 9)));
    assertThat(s.medianMm()).isCloseTo(28, within(0.7));
    assertThat(s.widest().equivalentMm()).isCloseTo(2 * Math.sqrt(14 * 9), within(0.7));
  }

  @Test
  void archAndBulge() {
    // A quarter of a torus: radius 40 mm to the centreline, 8 mm to the wall; at 45° a ball of 12
    // mm.
    Geometry g = grid(1);
    LabelMap map =
        Phantoms.map(
            g,
            "arch",
            (x, y, z) -> {
              double cx = x + 30;
              double cz = z + 30;
              double ring = Math.hypot(cx, cz) - 40;
              boolean arch = cx > 0 && cz > 0 && ring * ring + y * y <= 64;
              double bx = cx - 40 * Math.sqrt(0.5);
              double bz = cz - 40 * Math.sqrt(0.5);
              return arch || bx * bx + y * y + bz * bz <= 144;
            });
    TubeSections s = of(map);
    assertThat(s.widest().maxDiameterMm()).isCloseTo(24, within(1.0));
    double[] c = s.widest().centreMm();
    assertThat(Vectors.distance(c, new double[] {-30 + 28.28, 0, -30 + 28.28})).isLessThan(3);
    double narrow =
        s.sections().stream().mapToDouble(TubeSections.Section::maxDiameterMm).min().orElseThrow();
    assertThat(narrow).isCloseTo(16, within(1.0));
    assertThat(s.lengthMm()).isCloseTo(Math.PI / 2 * 40, within(5.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "SRP", "PIL"})
  void flippingAndPermutingAxesChangesLittle(String codes) {
    LabelMap map = Phantoms.map(grid(1.5), "tube", tube(new double[] {0.3, 0.4, 1}, 38, 11, 9));
    TubeSections a = of(map);
    TubeSections b = of(Reorient.reorient(map, codes));
    // Equally short paths may run through other voxels.
    assertThat(b.medianMm()).isCloseTo(a.medianMm(), within(0.3));
    assertThat(b.widest().maxDiameterMm()).isCloseTo(a.widest().maxDiameterMm(), within(0.5));
  }

  @Test
  void largerVoxelsMakeLargerTubes() {
    LabelMap small = Phantoms.map(grid(1), "tube", tube(new double[] {0, 0, 1}, 38, 10, 10));
    double[] a = small.geometry().affine();
    for (int i = 0; i < 12; i++) {
      a[i] *= 2;
    }
    Geometry g = small.geometry();
    LabelMap large =
        new LabelMap(new Geometry(g.nx(), g.ny(), g.nz(), a), small.labels(), small.structures());
    assertThat(of(large).medianMm()).isCloseTo(2 * of(small).medianMm(), within(0.05));
  }

  /**
   * In axial slices scipy finds areas with these equivalent diameters; the aorta runs about 14° off
   * their normal there.
   */
  @ParameterizedTest
  @CsvSource({"313.3,18.2", "331.3,19.1", "349.3,19.1", "367.3,19.1", "385.3,21.1"})
  void aortaOfTheSampleCt(double z, double axialMm) {
    SampleCt ct = SampleCt.load();
    int label = ct.label("aorta");
    TubeSections s =
        TubeSections.of(
            ct.labels(),
            label,
            Centreline.of(ct.labels(), label, Checkpoint.NONE),
            Checkpoint.NONE);
    TubeSections.Section nearest =
        s.sections().stream()
            .min(java.util.Comparator.comparingDouble(x -> Math.abs(x.centreMm()[2] - z)))
            .orElseThrow();
    assertThat(nearest.equivalentMm())
        .isCloseTo(axialMm * Math.sqrt(Math.cos(Math.toRadians(14))), within(1.0));
    assertThat(nearest.maxDiameterMm()).isBetween(nearest.equivalentMm(), 24.0);
  }
}
