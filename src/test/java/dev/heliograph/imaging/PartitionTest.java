package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartitionTest {

  private static final Map<Connectivity, String> NAMES =
      Map.of(Connectivity.FACES_6, "6", Connectivity.EDGES_18, "18", Connectivity.CORNERS_26, "26");

  private static int[] numbers(LabelMap map, Connectivity c) {
    Partition p = Partition.of(map, c, Parallel.of(2), Checkpoint.NONE);
    int[] numbers = p.numbers(Parallel.ONE, Checkpoint.NONE);
    short[] labels = p.toLabelMap(Parallel.of(2), Checkpoint.NONE).labels();
    for (int v = 0; v < labels.length; v++) {
      assertThat(labels[v] & 0xffff).isEqualTo(numbers[v]);
    }
    return numbers;
  }

  /** Two numberings are of one partition if they translate into each other, both ways. */
  private static void assertSamePartition(int[] a, double[] b) {
    Map<Integer, Double> there = new HashMap<>(Map.of(0, 0.0));
    Map<Double, Integer> back = new HashMap<>(Map.of(0.0, 0));
    for (int v = 0; v < a.length; v++) {
      there.putIfAbsent(a[v], b[v]);
      back.putIfAbsent(b[v], a[v]);
      assertThat(there.get(a[v])).isEqualTo(b[v]);
      assertThat(back.get(b[v])).isEqualTo(a[v]);
    }
  }

  @Test
  void equalsCc3d() {
    for (Peers.Example e : Peers.examples()) {
      NAMES.forEach(
          (c, name) ->
              assertSamePartition(
                  numbers(e.a(), c), Peers.numbers(e.json().path("components").path(name))));
    }
  }

  /**
   * Each label's parts are those of the label alone; thin grids too, where rows have no neighbour.
   */
  @Test
  void equalsTheComponentsOfEachLabel() {
    int[][] sizes = {
      {11, 7, 5}, {1, 9, 8}, {9, 1, 8}, {9, 8, 1}, {1, 1, 40}, {40, 1, 1}, {1, 40, 1}
    };
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int[] n = sizes[seed % sizes.length];
      Geometry g = Geometry.axisAligned(n[0], n[1], n[2], 1, 1, 1);
      short[] labels = new short[g.voxels()];
      for (int v = 0; v < labels.length; v++) {
        labels[v] = (short) (random.nextInt(3) == 0 ? 0 : 40_000 * random.nextInt(2) + 1);
      }
      LabelMap map = new LabelMap(g, labels, Map.of());
      for (Connectivity c : Connectivity.values()) {
        Partition p = Partition.of(map, c, Parallel.ONE, Checkpoint.NONE);
        Map<Integer, Map<Long, Integer>> ours = new TreeMap<>();
        Map<Integer, Map<Long, Integer>> single = new TreeMap<>();
        for (int part = 1; part <= p.count(); part++) {
          ours.computeIfAbsent(p.labelOfPart()[part], l -> new TreeMap<>())
              .merge(p.voxelsOfPart()[part], 1, Integer::sum);
        }
        for (int label : new int[] {1, 40_001}) {
          for (Components.Part part : Components.of(map, label, c, Checkpoint.NONE).parts()) {
            single
                .computeIfAbsent(label, l -> new TreeMap<>())
                .merge(part.voxels(), 1, Integer::sum);
          }
        }
        assertThat(ours).isEqualTo(single);
      }
    }
  }

  @Test
  void morePartsThanLabelsAreRefusedAsALabelMap() {
    Geometry g = Geometry.axisAligned(600, 500, 1, 1, 1, 1);
    short[] labels = new short[g.voxels()];
    for (int j = 0; j < 500; j += 2) {
      for (int i = 0; i < 600; i += 2) {
        labels[g.index(i, j, 0)] = 1;
      }
    }
    Partition p =
        Partition.of(
            new LabelMap(g, labels, Map.of()),
            Connectivity.CORNERS_26,
            Parallel.ONE,
            Checkpoint.NONE);
    assertThat(p.count()).isEqualTo(75_000);
    assertThat(p.numbers(Parallel.ONE, Checkpoint.NONE)[g.index(598, 498, 0)]).isEqualTo(75_000);
    assertThatThrownBy(() -> p.toLabelMap(Parallel.ONE, Checkpoint.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("75000")
        .hasMessageContaining("65535");
  }

  @Test
  void anEmptyMapHasNoParts() {
    LabelMap map = new LabelMap(Geometry.axisAligned(3, 3, 3, 1, 1, 1), new short[27], Map.of());
    assertThat(Partition.of(map, Connectivity.FACES_6, Parallel.ONE, Checkpoint.NONE).count())
        .isZero();
  }
}
