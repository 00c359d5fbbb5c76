package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlapTest {

  private static LabelMap map(Geometry g, short... labels) {
    return new LabelMap(g, labels, Map.of());
  }

  @Test
  void byHand() {
    Geometry g = Geometry.axisAligned(4, 2, 1, 1, 1, 1);
    LabelMap a = map(g, new short[] {1, 1, 1, 0, 2, 2, 0, 0});
    LabelMap b = map(g, new short[] {0, 1, 1, 1, 2, 0, 0, 1});
    Overlap o = Overlap.of(a, b, Parallel.ONE, Checkpoint.NONE);
    assertThat(o.dice(1, 1)).isEqualTo(4.0 / 7);
    assertThat(o.iou(1, 1)).isEqualTo(2.0 / 5);
    assertThat(o.dice(2, 2)).isEqualTo(2.0 / 3);
    assertThat(o.dice(2, 1)).isZero();
    assertThat(o.dice(5, 5)).isEqualTo(1);
    assertThat(o.iou(5, 5)).isEqualTo(1);
    assertThat(o.dice(5, 1)).isZero();
    assertThat(o.voxelsA(1)).isEqualTo(3);
    assertThat(o.voxelsB(1)).isEqualTo(4);
  }

  @Test
  void equalsSurfaceDistance() {
    for (Peers.Example e : Peers.examples()) {
      Overlap o = Overlap.of(e.a(), e.b(), Parallel.of(2), Checkpoint.NONE);
      for (int label = 1; label <= e.labels(); label++) {
        assertThat(o.dice(label, label))
            .isCloseTo(e.label(label).path("dsc").asDouble(), within(1e-15));
      }
    }
  }

  /** Stretches of all lengths and labels up to the largest: the count of voxels by their pair. */
  @Test
  void equalsCountingVoxelByVoxel() {
    Geometry g = Geometry.axisAligned(5000, 7, 3, 1, 1, 1);
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      LabelMap a = stretches(g, random, 1 + random.nextInt(3000));
      LabelMap b = stretches(g, random, 1 + random.nextInt(3000));
      System.arraycopy(a.labels(), 0, b.labels(), 0, random.nextInt(g.voxels()));
      Overlap o = Overlap.of(a, b, Parallel.of(2), Checkpoint.NONE);
      for (int la : new int[] {0, 1, 700, 40_000, 65_535}) {
        for (int lb : new int[] {0, 1, 700, 40_000, 65_535}) {
          long both = 0;
          long sizes = 0;
          for (int p = 0; p < g.voxels(); p++) {
            boolean inA = (a.labels()[p] & 0xffff) == la;
            boolean inB = (b.labels()[p] & 0xffff) == lb;
            both += inA && inB ? 1 : 0;
            sizes += (inA ? 1 : 0) + (inB ? 1 : 0);
          }
          assertThat(o.dice(la, lb)).isEqualTo(sizes == 0 ? 1 : 2.0 * both / sizes);
        }
      }
    }
  }

  private static LabelMap stretches(Geometry g, Random random, int longest) {
    short[] labels = new short[g.voxels()];
    int[] values = {0, 0, 1, 700, 40_000, 65_535, random.nextInt(65_536)};
    int p = 0;
    while (p < labels.length) {
      short label = (short) values[random.nextInt(values.length)];
      int end = Math.min(labels.length, p + 1 + random.nextInt(longest));
      while (p < end) {
        labels[p++] = label;
      }
    }
    return map(g, labels);
  }

  @Test
  void otherGridsAreRefused() {
    LabelMap a = map(Geometry.axisAligned(2, 1, 1, 1, 1, 1), new short[2]);
    LabelMap b = map(Geometry.axisAligned(1, 2, 1, 1, 1, 1), new short[2]);
    assertThatThrownBy(() -> Overlap.of(a, b, Parallel.ONE, Checkpoint.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different grids");
  }
}
