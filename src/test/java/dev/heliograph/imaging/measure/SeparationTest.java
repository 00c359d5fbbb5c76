package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeparationTest {

  private static LabelMap two(Geometry g, int[] a, int[] b) {
    short[] labels = new short[g.voxels()];
    labels[g.index(a[0], a[1], a[2])] = 1;
    labels[g.index(b[0], b[1], b[2])] = 2;
    return new LabelMap(g, labels, Map.of(1, "one", 2, "other"));
  }

  @ParameterizedTest
  @CsvSource({
    // Face, edge and corner touch; then gaps along one, two and three axes.
    "3,2,2,0",
    "3,3,2,0",
    "3,3,3,0",
    "5,2,2,1.6",
    "5,6,2,4.386",
    "5,6,4,5.319"
  })
  void gapBetweenTwoVoxelsAsBoxes(int i, int j, int k, double expected) {
    Geometry g = Geometry.axisAligned(9, 9, 9, 0.8, 1.361, 3.009);
    Separation s =
        Separation.of(two(g, new int[] {2, 2, 2}, new int[] {i, j, k}), 1, 2, Checkpoint.NONE);
    assertThat(s.gapMm()).isCloseTo(expected, within(1e-3));
    assertThat(Vectors.distance(s.ends().get(0), s.ends().get(1)))
        .isCloseTo(s.gapMm(), within(1e-9));
  }

  @Test
  void twoSpheres() {
    Geometry g = Phantoms.oblique(60, new double[] {0.8, 1, 1.3}, 25, -15);
    short[] labels = Phantoms.map(g, "a", Phantoms.sphere(new double[] {-10, 0, 0}, 6)).labels();
    short[] other = Phantoms.map(g, "b", Phantoms.sphere(new double[] {10, 4, 3}, 7)).labels();
    for (int p = 0; p < labels.length; p++) {
      labels[p] = other[p] == 1 ? 2 : labels[p];
    }
    LabelMap map = new LabelMap(g, labels, Map.of(1, "a", 2, "b"));
    double expected = Math.sqrt(400 + 16 + 9) - 13;
    assertThat(Separation.of(map, 1, 2, Checkpoint.NONE).gapMm()).isCloseTo(expected, within(1.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "LIA", "SRP", "PSR"})
  void flippingPermutingSwappingAndScaling(String codes) {
    Geometry g = Geometry.axisAligned(20, 16, 12, 0.9, 1.3, 2.1);
    Random random = new Random(8);
    short[] labels = new short[g.voxels()];
    for (int n = 0; n < 40; n++) {
      labels[g.index(random.nextInt(6), random.nextInt(16), random.nextInt(5))] = 1;
      labels[g.index(13 + random.nextInt(6), random.nextInt(16), 8 + random.nextInt(4))] = 2;
    }
    LabelMap map = new LabelMap(g, labels, Map.of(1, "one", 2, "other"));
    double gap = Separation.of(map, 1, 2, Checkpoint.NONE).gapMm();
    LabelMap turned = Reorient.reorient(map, codes);
    assertThat(Separation.of(turned, 1, 2, Checkpoint.NONE).gapMm()).isCloseTo(gap, within(1e-9));
    assertThat(Separation.of(map, 2, 1, Checkpoint.NONE).gapMm()).isCloseTo(gap, within(1e-9));
    double[] a = g.affine();
    for (int i = 0; i < 12; i++) {
      a[i] *= 2;
    }
    LabelMap large = new LabelMap(new Geometry(20, 16, 12, a), labels, map.structures());
    assertThat(Separation.of(large, 1, 2, Checkpoint.NONE).gapMm())
        .isCloseTo(2 * gap, within(1e-9));
  }

  /** numpy over all pairs of surface voxels: see src/test/python/expected_clinical.py. */
  @Test
  void realOrgans() throws java.io.IOException {
    SampleCt ct = SampleCt.load();
    com.fasterxml.jackson.databind.JsonNode expected =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(getClass().getResourceAsStream("/expected/clinical.json"))
            .path("gaps");
    assertThat(expected.size()).isGreaterThan(3);
    expected
        .properties()
        .forEach(
            e -> {
              String[] names = e.getKey().split("-", -1);
              assertThat(
                      Separation.of(
                              ct.labels(), ct.label(names[0]), ct.label(names[1]), Checkpoint.NONE)
                          .gapMm())
                  .as(e.getKey())
                  .isCloseTo(e.getValue().asDouble(), within(1e-6));
            });
  }

  @Test
  void emptyLabelsHaveNoDistance() {
    Geometry g = Geometry.axisAligned(9, 9, 9, 1, 1, 1);
    LabelMap map = two(g, new int[] {1, 1, 1}, new int[] {2, 2, 2});
    assertThatThrownBy(() -> Separation.of(map, 1, 7, Checkpoint.NONE))
        .hasMessageContaining("without voxels");
  }

  @Test
  void angles() {
    double[] o = {1, 1, 1};
    assertThat(Angles.atCorner(new double[] {2, 1, 1}, o, new double[] {1, 5, 1}))
        .isCloseTo(90, within(1e-12));
    assertThat(Angles.atCorner(new double[] {2, 1, 1}, o, new double[] {-3, 1, 1}))
        .isCloseTo(180, within(1e-12));
    assertThat(Angles.ofLines(new double[] {1, 0, 0}, new double[] {-1, 1e-7, 0}))
        .isCloseTo(Math.toDegrees(1e-7), within(1e-12));
    assertThat(Angles.ofLines(new double[] {1, 0, 0}, new double[] {-1, Math.sqrt(3), 0}))
        .isCloseTo(60, within(1e-12));
    assertThatThrownBy(() -> Angles.atCorner(o, o, new double[3])).hasMessageContaining("coincide");
  }
}
