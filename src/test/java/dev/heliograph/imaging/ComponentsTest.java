package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Connected parts equal those of a flood fill, the definition itself. */
class ComponentsTest {

  private static final Geometry G = Geometry.axisAligned(13, 9, 7, 1, 1, 1);

  private static LabelMap noise(long seed, double density) {
    Random random = new Random(seed);
    short[] labels = new short[G.voxels()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (random.nextDouble() < density ? 1 : 2 * random.nextInt(2));
    }
    return new LabelMap(G, labels, Map.of(1, "noise", 2, "other"));
  }

  @Test
  void equalTheFloodFill() {
    for (int seed = 0; seed < 30; seed++) {
      LabelMap map = noise(seed, 0.1 + 0.02 * seed);
      for (Connectivity c : Connectivity.values()) {
        Components parts = Components.of(map, 1, c, Checkpoint.NONE);
        List<Long> sizes = parts.parts().stream().map(Components.Part::voxels).toList();
        assertThat(sizes).as("seed %d, %s", seed, c).isEqualTo(floodFill(map, c));
        short[] painted = new short[G.voxels()];
        for (int p = 0; p < sizes.size(); p++) {
          parts.paint(p, painted, (short) 1);
        }
        for (int v = 0; v < painted.length; v++) {
          assertThat(painted[v] == 1).isEqualTo(map.labels()[v] == 1);
        }
      }
    }
  }

  @Test
  void touchingByEdgeOrCornerOnly() {
    short[] labels = new short[G.voxels()];
    labels[G.index(1, 1, 1)] = 1;
    labels[G.index(2, 2, 1)] = 1;
    labels[G.index(3, 3, 2)] = 1;
    LabelMap map = new LabelMap(G, labels, Map.of(1, "dots"));
    assertThat(count(map, Connectivity.FACES_6)).isEqualTo(3);
    assertThat(count(map, Connectivity.EDGES_18)).isEqualTo(2);
    assertThat(count(map, Connectivity.CORNERS_26)).isEqualTo(1);
    assertThat(Components.of(map, 7, Connectivity.FACES_6, Checkpoint.NONE).parts()).isEmpty();
  }

  private static int count(LabelMap map, Connectivity c) {
    return Components.of(map, 1, c, Checkpoint.NONE).parts().size();
  }

  private static List<Long> floodFill(LabelMap map, Connectivity c) {
    boolean[] seen = new boolean[G.voxels()];
    List<Long> sizes = new ArrayList<>();
    int reach = c.ordinal() + 1; // how many coordinates of a neighbour may differ
    for (int k = 0; k < G.nz(); k++) {
      for (int j = 0; j < G.ny(); j++) {
        for (int i = 0; i < G.nx(); i++) {
          if (map.at(i, j, k) == 1 && !seen[G.index(i, j, k)]) {
            sizes.add(fill(map, seen, i, j, k, reach));
          }
        }
      }
    }
    sizes.sort(Comparator.reverseOrder());
    return sizes;
  }

  private static long fill(LabelMap map, boolean[] seen, int i0, int j0, int k0, int reach) {
    ArrayDeque<int[]> open = new ArrayDeque<>(List.of(new int[] {i0, j0, k0}));
    seen[G.index(i0, j0, k0)] = true;
    long size = 0;
    while (!open.isEmpty()) {
      int[] p = open.pop();
      size++;
      for (int n = 0; n < 27; n++) {
        int di = n % 3 - 1;
        int dj = n / 3 % 3 - 1;
        int dk = n / 9 - 1;
        int i = p[0] + di;
        int j = p[1] + dj;
        int k = p[2] + dk;
        if (Math.abs(di) + Math.abs(dj) + Math.abs(dk) <= reach
            && i >= 0
            && j >= 0
            && k >= 0
            && i < G.nx()
            && j < G.ny()
            && k < G.nz()
            && map.at(i, j, k) == 1
            && !seen[G.index(i, j, k)]) {
          seen[G.index(i, j, k)] = true;
          open.push(new int[] {i, j, k});
        }
      }
    }
    return size;
  }
}
