package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.measure.LungDensity;
import dev.heliograph.imaging.measure.MetabolicVolume;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.testing.Phantoms.Solid;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Storing the same patient otherwise changes no shape; scaling the patient scales it. */
class ShapeLawsTest {

  /** Three balls that touch in a bent row, on slices slanted by 15° or not. */
  private static LabelMap balls(double slant, double scale) {
    double t = 1.7 * Math.tan(Math.toRadians(slant));
    double[] a = {1.1, 0, 0, -22, 0, 0.9, t, -25, 0, 0, 1.7, -20};
    for (int i = 0; i < a.length; i++) {
      a[i] *= scale;
    }
    Solid one = Phantoms.sphere(new double[] {-9 * scale, 1 * scale, 0}, 7 * scale);
    Solid two = Phantoms.sphere(new double[] {2.5 * scale, 3 * scale, 2 * scale}, 6 * scale);
    Solid three = Phantoms.sphere(new double[] {9 * scale, -5 * scale, 3 * scale}, 6.5 * scale);
    return Phantoms.map(
        new Geometry(42, 58, 24, a),
        "balls",
        (x, y, z) -> one.contains(x, y, z) || two.contains(x, y, z) || three.contains(x, y, z));
  }

  static Stream<LabelMap> otherwise() {
    return Stream.of("RAS", "LPS", "LIA", "SRP", "PSR", "AIL")
        .flatMap(
            c -> Stream.of(Reorient.reorient(balls(0, 1), c), Reorient.reorient(balls(15, 1), c)));
  }

  private static double feret(LabelMap map) {
    return Diameters.ofParts(
            map, 1, Connectivity.CORNERS_26, Outline.HALF_WAY, Parallel.ONE, Checkpoint.NONE)
        .get(0)
        .maximum3d()
        .lengthMm();
  }

  private static int objects(LabelMap map, double neckMm) {
    LabelMap upright = Upright.of(map, Checkpoint.NONE);
    return Watershed.splitAtNecks(
            upright, 1, neckMm, Connectivity.CORNERS_26, Parallel.ONE, Checkpoint.NONE)
        .parts()
        .size();
  }

  private static boolean slanted(LabelMap map) {
    return !DistanceMap.rightAngles(map.geometry());
  }

  @ParameterizedTest
  @MethodSource("otherwise")
  void flippingAndPermutingAxesChangesNoShape(LabelMap map) {
    LabelMap first = balls(slanted(map) ? 15 : 0, 1);
    SurfaceMesh mesh = SurfaceMesh.of(map, 1, Checkpoint.NONE);
    SurfaceMesh expected = SurfaceMesh.of(first, 1, Checkpoint.NONE);
    assertThat(mesh.volumeMm3()).isCloseTo(expected.volumeMm3(), within(1e-6));
    assertThat(mesh.areaMm2()).isCloseTo(expected.areaMm2(), within(1e-6));
    assertThat(feret(map)).isCloseTo(feret(first), within(1e-9));
    assertThat(objects(map, 1)).isEqualTo(3);
  }

  @Test
  void doublingThePatientDoublesLengthsAndOctuplesVolumes() {
    for (double slant : new double[] {0, 15}) {
      LabelMap small = balls(slant, 1);
      LabelMap large = balls(slant, 2);
      assertThat(large.labels()).isEqualTo(small.labels());
      assertThat(feret(large)).isCloseTo(2 * feret(small), within(1e-9));
      assertThat(SurfaceMesh.of(large, 1, Checkpoint.NONE).volumeMm3())
          .isCloseTo(8 * SurfaceMesh.of(small, 1, Checkpoint.NONE).volumeMm3(), within(1e-6));
      for (double neck : new double[] {0.2, 1.5, 3, 9}) {
        assertThat(objects(large, 2 * neck)).isEqualTo(objects(small, neck));
      }
    }
  }

  @Test
  void anUprightGridKeepsVolumeAndPlace() {
    LabelMap slanted = balls(15, 1);
    LabelMap upright = Upright.of(slanted, Checkpoint.NONE);
    assertThat(upright.geometry().voxelVolumeMm3())
        .isCloseTo(slanted.geometry().voxelVolumeMm3(), within(1e-9));
    double before = Extent.of(slanted, 1, Checkpoint.NONE).volumeMm3();
    assertThat(Extent.of(upright, 1, Checkpoint.NONE).volumeMm3())
        .isCloseTo(before, within(0.01 * before));
    double[] a = centre(slanted);
    double[] b = centre(upright);
    // Only within the slices, along y, and by no more than half a pixel.
    assertThat(b[0]).isCloseTo(a[0], within(0.05));
    assertThat(b[1]).isCloseTo(a[1], within(0.45));
    assertThat(b[2]).isCloseTo(a[2], within(0.05));
    assertThat(upright.geometry().nz()).isEqualTo(slanted.geometry().nz());
    LabelMap plain = balls(0, 1);
    assertThat(Upright.of(plain, Checkpoint.NONE)).isSameAs(plain);
  }

  private static double[] centre(LabelMap map) {
    return PrincipalAxes.of(map.geometry(), p -> map.labels()[p] == 1, Checkpoint.NONE).centreMm();
  }

  @Test
  void measuresOfValuesDoNotDependOnTheirOrder() {
    LabelMap map = balls(0, 1);
    Random random = new Random(7);
    float[] values = new float[map.labels().length];
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (-850 + 90 * random.nextGaussian());
    }
    Volume volume = new Volume(map.geometry(), values, Unit.HOUNSFIELD);
    Statistics first = Statistics.of(volume, map, 1, Checkpoint.NONE);
    Statistics turned =
        Statistics.of(
            Reorient.reorient(volume, "SRP"), Reorient.reorient(map, "SRP"), 1, Checkpoint.NONE);
    assertThat(LungDensity.of(turned).percentile15Hu())
        .isEqualTo(LungDensity.of(first).percentile15Hu());
    double mm3 = map.geometry().voxelVolumeMm3();
    assertThat(MetabolicVolume.above(turned, -800, mm3).volumeMl())
        .isEqualTo(MetabolicVolume.above(first, -800, mm3).volumeMl());
    assertThat(MetabolicVolume.above(first, -800, 8 * mm3).volumeMl())
        .isCloseTo(8 * MetabolicVolume.above(first, -800, mm3).volumeMl(), within(1e-9));
  }
}
