package dev.heliograph.benchmark.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.Case.Metric;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lesions in a row of voxels, computed by hand. There: A = 0…9, B = 20…23, C = 30…31. Claimed: P =
 * 0…7 (IoU with A 8/10), Q = 22…29 (shares 2 of 10 voxels with B), R = 40…44 (nothing there).
 */
class PartScoresTest {

  private static LabelMap row(int... ends) {
    Geometry g = Geometry.axisAligned(50, 1, 1, 1, 1, 1);
    short[] labels = new short[50];
    for (int e = 0; e < ends.length; e += 2) {
      for (int i = ends[e]; i <= ends[e + 1]; i++) {
        labels[i] = 3;
      }
    }
    return new LabelMap(g, labels, Map.of(3, "lesion"));
  }

  private static final LabelMap TRUTH = row(0, 9, 20, 23, 30, 31);
  private static final LabelMap CLAIM = row(0, 7, 22, 28, 40, 44);

  private static Case.StateCheck check(Metric metric, double iou) {
    return new Case.StateCheck("seg", "mask", "lesion", metric, Double.NaN, iou, 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    // One shared voxel: A and B are found of three, P and Q are right of three.
    "LESION_RECALL,NaN,0.6666666666666666",
    "LESION_PRECISION,NaN,0.6666666666666666",
    "LESION_F1,NaN,0.6666666666666666",
    // IoU of Q and B is 2/9: only A and P are a pair from 0.5 on.
    "LESION_RECALL,0.5,0.3333333333333333",
    "LESION_PRECISION,0.5,0.3333333333333333",
    "LESION_F1,0.5,0.3333333333333333",
    "LESION_F1,0.9,0",
    // Claims by size: P (8, right), Q (7, wrong), R (5, wrong): precision 1 at recall 1/3.
    "AP50,NaN,0.3333333333333333"
  })
  void partsAreCountedOneByOne(Metric metric, double iou, double expected) {
    Case.StateCheck c = check(metric, iou);
    assertThat(MaskScores.of(CLAIM, TRUTH, List.of(c)).getOrDefault(c.key(), -1.0))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void whereNothingIsTherePerfectionIsToClaimNothing() {
    for (Metric metric : List.of(Metric.LESION_F1, Metric.AP50)) {
      Case.StateCheck c = check(metric, Double.NaN);
      assertThat(MaskScores.of(row(), row(), List.of(c))).containsEntry(c.key(), 1.0);
      assertThat(MaskScores.of(CLAIM, row(), List.of(c))).containsEntry(c.key(), 0.0);
      assertThat(MaskScores.of(row(), TRUTH, List.of(c))).containsEntry(c.key(), 0.0);
    }
  }

  @Test
  void aCheckIsKeptByItsOwnKey() {
    assertThat(check(Metric.LESION_F1, 0.5).key()).isEqualTo("lesion:lesion_f1@0.5");
    assertThat(check(Metric.LESION_F1, Double.NaN).key()).isEqualTo("lesion:lesion_f1");
    assertThat(check(Metric.AP50, Double.NaN).key()).isEqualTo("lesion:ap50");
  }
}
