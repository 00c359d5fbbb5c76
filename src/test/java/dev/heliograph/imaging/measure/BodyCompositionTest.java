package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Extent;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCompositionTest {

  /**
   * Semi-axes in mm: the body, the outer and the inner border of its muscle, a bowel in the fat.
   */
  private static final double[] BODY = {130, 90};

  private static final double[] OUTER = {105, 68};
  private static final double[] INNER = {90, 55};
  private static final double BOWEL = 25;

  private static Geometry grid() {
    return new Geometry(180, 140, 3, new double[] {1.6, 0, 0, -144, 0, 1.6, 0, -112, 0, 0, 5, -5});
  }

  private static boolean in(double[] axes, double x, double y) {
    return x * x / (axes[0] * axes[0]) + y * y / (axes[1] * axes[1]) <= 1;
  }

  /** An oval body: fat, a ring of muscle with a gap of 8 mm in front, fat and a bowel inside. */
  private static Volume body() {
    Geometry g = grid();
    float[] hu = new float[g.voxels()];
    for (int p = 0; p < hu.length; p++) {
      double[] w = g.toWorld(p % 180, p / 180 % 140, p / 180 / 140);
      boolean gap = Math.abs(w[0]) < 4 && w[1] > 0;
      boolean muscle = in(OUTER, w[0], w[1]) && !in(INNER, w[0], w[1]) && !gap;
      boolean bowel = Math.hypot(w[0] - 20, w[1] + 5) <= BOWEL;
      hu[p] = !in(BODY, w[0], w[1]) ? -1000 : muscle ? 60 : bowel ? 30 : -100;
    }
    return new Volume(g, hu, Unit.HOUNSFIELD);
  }

  private static LabelMap labels(Volume v) {
    short[] labels = new short[v.values().length];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (v.values()[p] == 60 ? 2 : 0);
    }
    return new LabelMap(v.geometry(), labels, Map.of(2, "muscle"));
  }

  private static double ellipse(double[] axes) {
    return Math.PI * axes[0] * axes[1];
  }

  @Test
  void areasOfEllipses() {
    Volume v = body();
    BodyComposition c = BodyComposition.of(v, labels(v), 1, l -> l == 2, Checkpoint.NONE);
    double gap = 8 * 13.5;
    assertThat(c.subcutaneousMm2())
        .isCloseTo(ellipse(BODY) - ellipse(OUTER), within(0.02 * 14_000));
    assertThat(c.visceralMm2())
        .isCloseTo(ellipse(INNER) - Math.PI * BOWEL * BOWEL + gap, within(0.02 * 13_700));
    assertThat(c.muscleMm2().orElseThrow())
        .isCloseTo(ellipse(OUTER) - ellipse(INNER) - gap, within(0.02 * 6800));
    assertThat(c.bodyAtEdge()).isFalse();
    assertThat(BodyComposition.of(v, labels(v), 1, l -> false, Checkpoint.NONE).muscleMm2())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "SRP", "PIL"})
  void flippingAndPermutingAxesChangesLittle(String codes) {
    Volume v = body();
    BodyComposition a = BodyComposition.of(v, labels(v), 1, l -> l == 2, Checkpoint.NONE);
    BodyComposition b =
        BodyComposition.of(
            Reorient.reorient(v, codes),
            Reorient.reorient(labels(v), codes),
            1,
            l -> l == 2,
            Checkpoint.NONE);
    // The degrees are those of the stored axes.
    assertThat(b.visceralMm2()).isCloseTo(a.visceralMm2(), within(0.01 * a.visceralMm2()));
    assertThat(b.subcutaneousMm2())
        .isCloseTo(a.subcutaneousMm2(), within(0.01 * a.subcutaneousMm2()));
    assertThat(b.muscleMm2().orElseThrow()).isCloseTo(a.muscleMm2().orElseThrow(), within(1e-6));
  }

  @Test
  void airHasNoBody() {
    Geometry g = grid();
    float[] air = new float[g.voxels()];
    java.util.Arrays.fill(air, -1000);
    LabelMap none = new LabelMap(g, new short[g.voxels()], Map.of());
    assertThatThrownBy(
            () ->
                BodyComposition.of(
                    new Volume(g, air, Unit.HOUNSFIELD), none, 1, l -> false, Checkpoint.NONE))
        .hasMessageContaining("no body");
  }

  /** numpy and scipy by the same definition, on the vertebrae of the sample CT. */
  @ParameterizedTest
  @ValueSource(strings = {"L1", "L3", "L4"})
  void vertebraeOfTheSampleCt(String level) throws IOException {
    JsonNode expected =
        new ObjectMapper()
            .readTree(getClass().getResourceAsStream("/expected/clinical.json"))
            .path("body_composition")
            .path(level);
    SampleCt ct = SampleCt.load();
    Extent e = Extent.of(ct.labels(), ct.label("vertebrae_" + level), Checkpoint.NONE);
    BodyComposition c =
        BodyComposition.of(
            ct.volume(), ct.labels(), (e.min()[2] + e.max()[2]) / 2, l -> false, Checkpoint.NONE);
    assertThat(c.subcutaneousMm2() / 100)
        .isCloseTo(expected.path("subcutaneous_fat_area").asDouble(), within(0.2));
    assertThat(c.visceralMm2() / 100)
        .isCloseTo(expected.path("visceral_fat_area").asDouble(), within(0.2));
  }
}
