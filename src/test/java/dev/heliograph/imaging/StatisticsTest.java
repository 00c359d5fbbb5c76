package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

  private static final Geometry G = Geometry.axisAligned(40, 30, 5, 1, 1, 1);

  private static Statistics of(Volume v, LabelMap m, int label) {
    Map<Integer, Statistics> all = Statistics.ofAll(v, m, Parallel.of(2), Checkpoint.NONE);
    Statistics one = Statistics.of(v, m, label, Checkpoint.NONE);
    Statistics same = Objects.requireNonNull(all.get(label));
    assertThat(same.sorted()).isEqualTo(one.sorted());
    assertThat(same.mean()).isEqualTo(one.mean());
    assertThat(same.sd()).isEqualTo(one.sd());
    return same;
  }

  @Test
  void equalsNumpy() {
    for (Peers.Example e : Peers.examples()) {
      // The example's values are quarters, four times them whole numbers: both ways of counting.
      for (int scale : new int[] {1, 4}) {
        float[] scaled = e.values().values().clone();
        for (int p = 0; p < scaled.length; p++) {
          scaled[p] *= scale;
        }
        Volume v = new Volume(e.a().geometry(), scaled, Unit.HOUNSFIELD);
        for (int label = 1; label <= e.labels(); label++) {
          Statistics s = of(v, e.a(), label);
          assertThat(s.mean() / scale)
              .isCloseTo(e.label(label).path("mean").asDouble(), within(1e-12));
          assertThat(s.sd() / scale).isCloseTo(e.label(label).path("sd").asDouble(), within(1e-12));
          for (int p : new int[] {0, 5, 50, 95, 100}) {
            assertThat(s.percentile(p) / scale)
                .isCloseTo(
                    e.label(label).path("percentiles").path(String.valueOf(p)).asDouble(),
                    within(1e-12));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.37, 1e-20, 65_000, 3e30})
  void everyValueIsUsedInOrder(double scale) {
    Random random = new Random(3);
    float[] values = new float[G.voxels()];
    short[] labels = new short[G.voxels()];
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (Math.rint(random.nextGaussian() * 20) * scale);
      labels[p] = (short) (p % 3);
    }
    float[] expected = new float[values.length / 3];
    for (int p = 0; p < expected.length; p++) {
      expected[p] = values[3 * p + 2] + 0.0f;
    }
    Arrays.sort(expected);
    Statistics s = of(new Volume(G, values, Unit.ARBITRARY), new LabelMap(G, labels, Map.of()), 2);
    assertThat(s.sorted()).isEqualTo(expected);
    assertThat(s.voxels()).isEqualTo(expected.length);
    assertThat(s.min()).isEqualTo(expected[0]);
    assertThat(s.max()).isEqualTo(expected[expected.length - 1]);
  }

  @Test
  void whatIsNotFiniteIsLeftOutAndCounted() {
    float[] values = new float[G.voxels()];
    short[] labels = new short[G.voxels()];
    Arrays.fill(labels, 0, 6, (short) 1);
    Arrays.fill(labels, 100, 103, (short) 2);
    float[] some = {
      -32_768, Float.NaN, 32_767, Float.POSITIVE_INFINITY, -0.0f, Float.NEGATIVE_INFINITY
    };
    System.arraycopy(some, 0, values, 0, 6);
    Arrays.fill(values, 100, 103, Float.NaN);
    Volume v = new Volume(G, values, Unit.ARBITRARY);
    LabelMap map = new LabelMap(G, labels, Map.of());
    Statistics s = of(v, map, 1);
    assertThat(s.sorted()).containsExactly(-32_768, 0, 32_767);
    assertThat(s.notFinite()).isEqualTo(3);
    assertThat(s.percentile(50)).isZero();
    assertThat(s.mean()).isEqualTo(-1.0 / 3);
    assertThat(Statistics.ofAll(v, map, Parallel.ONE, Checkpoint.NONE)).containsOnlyKeys(1);
    assertThatThrownBy(() -> Statistics.of(v, map, 2, Checkpoint.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label 2");
  }
}
