package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResampleTest {

  /** A volume whose value is a linear function of the world position. */
  private static Volume ramp(Geometry g) {
    float[] values = new float[g.voxels()];
    for (int k = 0; k < g.nz(); k++) {
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++) {
          double[] w = g.toWorld(i, j, k);
          values[g.index(i, j, k)] = (float) (w[0] - 2 * w[1] + 3 * w[2]);
        }
      }
    }
    return new Volume(g, values, Unit.HOUNSFIELD);
  }

  @Test
  void aLinearRampStaysTheSameRampInsideAndIsClampedAtTheFarEdge() {
    Geometry g =
        new Geometry(20, 16, 12, new double[] {-1, 0.2, 0, 9, 0, 2, 0.1, -4, 0.1, 0, 3, 1});
    Volume out = Resample.resampleToSpacing(ramp(g), new double[] {1.7, 1.3, 2}, Checkpoint.NONE);
    Geometry to = out.geometry();
    assertThat(to.spacingMm()).containsExactly(new double[] {1.7, 1.3, 2}, within(1e-12));
    assertThat(to.toWorld(0, 0, 0)).containsExactly(g.toWorld(0, 0, 0), within(1e-12));
    for (int k = 0; k < to.nz(); k++) {
      for (int j = 0; j < to.ny(); j++) {
        for (int i = 0; i < to.nx(); i++) {
          double[] w = to.toWorld(i, j, k);
          double[] v = g.toVoxel(w[0], w[1], w[2]);
          double[] clamped = g.toWorld(Math.min(v[0], 19), Math.min(v[1], 15), Math.min(v[2], 11));
          assertThat((double) out.at(i, j, k))
              .isCloseTo(clamped[0] - 2 * clamped[1] + 3 * clamped[2], within(1e-4));
        }
      }
    }
  }

  @Test
  void sizesRoundHalfUpAndNeverToZero() {
    Geometry g = Geometry.axisAligned(5, 7, 1, 1, 1, 1);
    Geometry to = Resample.spaced(g, new double[] {2, 2, 10});
    assertThat(new int[] {to.nx(), to.ny(), to.nz()}).containsExactly(3, 4, 1);
    assertThatThrownBy(() -> Resample.spaced(g, new double[] {0, 1, 1}))
        .hasMessageContaining("positive");
  }

  @Test
  void nearestLeavesOutsideEmpty() {
    Geometry g = Geometry.axisAligned(2, 2, 2, 1, 1, 1);
    LabelMap map = new LabelMap(g, new short[] {1, 2, 3, 4, 5, 6, 7, 8}, Map.of(1, "a"));
    Geometry shifted =
        new Geometry(3, 2, 2, new double[] {1, 0, 0, 0.4, 0, 1, 0, -0.4, 0, 0, 1, 0});
    LabelMap out = Resample.nearestToGrid(map, shifted, Checkpoint.NONE);
    assertThat(out.labels()).containsExactly(1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8, 0);
  }

  @Test
  void percentilesAreNumpysAndValuesWithoutNumberAreLeftOut() {
    Geometry g = Geometry.axisAligned(6, 1, 1, 1, 1, 1);
    Volume v = new Volume(g, new float[] {15, 20, 35, 40, 50, Float.NaN}, Unit.ARBITRARY);
    LabelMap all = new LabelMap(g, new short[] {1, 1, 1, 1, 1, 1}, Map.of(1, "a"));
    Statistics s = Statistics.of(v, all, 1, Checkpoint.NONE);
    // numpy.percentile([15, 20, 35, 40, 50], [5, 40, 95]) and numpy.std
    assertThat(s.percentile(5)).isCloseTo(16, within(1e-9));
    assertThat(s.percentile(40)).isCloseTo(29, within(1e-9));
    assertThat(s.percentile(95)).isCloseTo(48, within(1e-9));
    assertThat(s.mean()).isCloseTo(32, within(1e-9));
    assertThat(s.sd()).isCloseTo(12.884098726725126, within(1e-9));
    assertThat(s.notFinite()).isEqualTo(1);
  }
}
