package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolesTest {

  private static final int[] SIZE = {13, 11, 9};
  private static final Geometry GRID = Geometry.axisAligned(13, 11, 9, 1, 2, 3);

  private static short[] filled(LabelMap map, int axis) {
    LabelMap out =
        axis < 0
            ? Holes.fill(map, 1, Parallel.of(2), Checkpoint.NONE)
            : Holes.fillSlices(map, 1, axis, Parallel.of(2), Checkpoint.NONE);
    assertThat(out.geometry()).isEqualTo(map.geometry());
    return out.labels();
  }

  /** Flood from the edge over everything but label 1; what it doesn't reach and is 0 is a hole. */
  private static short[] flooded(short[] labels, int axis) {
    boolean[] reached = new boolean[labels.length];
    ArrayDeque<int[]> queue = new ArrayDeque<>();
    for (int p = 0; p < labels.length; p++) {
      int[] v = {p % 13, p / 13 % 11, p / 143};
      for (int c = 0; c < 3; c++) {
        if (c != axis && (v[c] == 0 || v[c] == SIZE[c] - 1) && labels[p] != 1 && !reached[p]) {
          reached[p] = true;
          queue.add(v);
        }
      }
    }
    while (!queue.isEmpty()) {
      int[] v = queue.remove();
      for (int n = 0; n < 6; n++) {
        int[] w = v.clone();
        w[n / 2] += n % 2 == 0 ? 1 : -1;
        int c = n / 2;
        if (c != axis && w[c] >= 0 && w[c] < SIZE[c]) {
          int p = GRID.index(w[0], w[1], w[2]);
          if (labels[p] != 1 && !reached[p]) {
            reached[p] = true;
            queue.add(w);
          }
        }
      }
    }
    short[] out = labels.clone();
    for (int p = 0; p < out.length; p++) {
      out[p] = (short) (!reached[p] && out[p] == 0 ? 1 : out[p]);
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2})
  void whatAFloodFromTheEdgeDoesNotReachIsFilled(int axis) {
    long changed = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      short[] labels = new short[GRID.voxels()];
      int density = 40 + seed;
      for (int p = 0; p < labels.length; p++) {
        labels[p] = (short) (random.nextInt(100) < density ? 1 : random.nextInt(20) == 0 ? 2 : 0);
      }
      short[] out = filled(new LabelMap(GRID, labels, Map.of()), axis);
      assertThat(out).isEqualTo(flooded(labels, axis));
      for (int p = 0; p < out.length; p++) {
        changed += out[p] != labels[p] ? 1 : 0;
      }
    }
    assertThat(changed).isGreaterThan(1000);
  }

  @Test
  void aHollowBallIsFilledUnlessAChannelOpensIt() {
    Geometry g = Geometry.axisAligned(40, 40, 40, 1, 1, 1);
    double[] centre = {20, 20, 20};
    LabelMap ball = Phantoms.map(g, "ball", Phantoms.sphere(centre, 12));
    LabelMap core = Phantoms.map(g, "core", Phantoms.sphere(centre, 6));
    short[] shell = ball.labels().clone();
    for (int p = 0; p < shell.length; p++) {
      shell[p] -= core.labels()[p];
    }
    LabelMap hollow = new LabelMap(g, shell.clone(), Map.of(1, "ball"));
    assertThat(Holes.fill(hollow, 1, Parallel.ONE, Checkpoint.NONE).labels())
        .isEqualTo(ball.labels());
    for (int i = 0; i < 20; i++) {
      shell[g.index(i, 20, 20)] = 0;
    }
    LabelMap open = new LabelMap(g, shell, Map.of(1, "ball"));
    assertThat(Holes.fill(open, 1, Parallel.ONE, Checkpoint.NONE).labels()).isEqualTo(shell);
    // Slice by slice along x the channel is a hole, too, but for the slice that is one voxel.
    ball.labels()[g.index(8, 20, 20)] = 0;
    assertThat(Holes.fillSlices(open, 1, 0, Parallel.ONE, Checkpoint.NONE).labels())
        .isEqualTo(ball.labels());
  }

  @Test
  void nothingToFillChangesNothing() {
    LabelMap empty = new LabelMap(GRID, new short[GRID.voxels()], Map.of());
    assertThat(filled(empty, -1)).isEqualTo(empty.labels());
    short[] ones = new short[GRID.voxels()];
    java.util.Arrays.fill(ones, (short) 1);
    assertThat(filled(new LabelMap(GRID, ones, Map.of()), -1)).isEqualTo(ones);
  }
}
