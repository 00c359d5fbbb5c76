package dev.heliograph.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Overlap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.SurfaceOverlap;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlareRulesTest {

  private static final Geometry G = Geometry.axisAligned(30, 1, 1, 1, 1, 1);

  private static LabelMap bar(int from, int to) {
    short[] labels = new short[30];
    Arrays.fill(labels, from, to, (short) 1);
    return new LabelMap(G, labels, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "liver, 5",
    "left_kidney, 3",
    "esophagus, 3",
    "inferior_vena_cava, 2",
    "duodenum, 7",
    "lesion, 2"
  })
  void tolerances(String structure, double mm) {
    assertThat(FlareRules.toleranceMm(structure)).hasValue(mm);
  }

  @Test
  void otherStructuresHaveNone() {
    assertThat(FlareRules.toleranceMm("femur_left")).isEmpty();
  }

  /** Prediction and reference from voxel to voxel; the surfaces always agree within 7 mm. */
  @ParameterizedTest
  @CsvSource({
    "0, 0,  0, 0,  1", // nothing is there and nothing was found
    "5, 9,  0, 0,  0", // a false alarm
    "0, 0,  5, 9,  0", // a miss
    "5, 9,  7, 11, 1", // Dice 0.5
    "5, 9,  8, 16, 0", // Dice 1/6
    "5, 9,  9, 13, 0", // side by side
  })
  void edges(int a, int b, int c, int d, double expected) {
    LabelMap found = bar(a, b);
    LabelMap truth = bar(c, d);
    double dice = Overlap.of(found, truth, Parallel.ONE, Checkpoint.NONE).dice(1, 1);
    double nsd =
        SurfaceOverlap.of(found, truth, Parallel.ONE, Checkpoint.NONE).surfaceDice(1, 1, 7);
    assertThat(FlareRules.surfaceDice(dice, nsd)).isEqualTo(expected);
  }
}
