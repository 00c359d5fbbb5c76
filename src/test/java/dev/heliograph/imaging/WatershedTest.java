package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatershedTest {

  private static final Parallel TWO = Parallel.of(2);

  /** x, y, z and radius of balls, some touching, one cut by the grid's corner. */
  private static final double[][] BALLS = {
    {12.3, 12.1, 20.2, 8.3},
    {24.1, 15.2, 22.3, 7.1},
    {20.2, 30.3, 24.1, 9.2},
    {33.4, 31.2, 30.1, 5.3},
    {8.1, 36.4, 40.2, 4.1},
    {3.2, 3.1, 3.3, 5.2},
    {35.3, 8.2, 45.1, 6.2}
  };

  private static LabelMap balls(Geometry g, double[][] balls) {
    return Phantoms.map(
        g,
        "balls",
        (x, y, z) -> {
          boolean in = false;
          for (double[] b : balls) {
            double dx = x - b[0];
            double dy = y - b[1];
            double dz = z - b[2];
            in |= dx * dx + dy * dy + dz * dz <= b[3] * b[3];
          }
          return in;
        });
  }

  /** What edt 3.1 and scikit-image 0.26 make of the same balls (peak_local_max, watershed). */
  @ParameterizedTest
  @CsvSource({
    "3,3,2141 1558 915 534 414 340 184",
    "5,5,2141 1558 915 414 184",
    "5,0,2141 1558 915 534 414 340 184",
    "1,0,2141 1558 915 534 414 329 184 11"
  })
  void spacedMarkersAgreeWithScikitImage(int spacing, int border, String sizes) {
    LabelMap map = balls(Geometry.axisAligned(50, 44, 26, 0.8, 1.0, 1.9), BALLS);
    Watershed.Objects objects =
        Watershed.splitBySpacing(
            map, 1, spacing, border, Connectivity.FACES_6, TWO, Checkpoint.NONE);
    assertThat(
            objects.parts().stream()
                .map(Part::voxels)
                .sorted(Comparator.reverseOrder())
                .toArray(Long[]::new))
        .isEqualTo(Arrays.stream(sizes.split(" ")).map(Long::valueOf).toArray(Long[]::new));
  }

  /**
   * Two balls of radius r, d apart, meet in a neck of radius √(r² − d²/4): it is r minus that below
   * the tops.
   */
  @ParameterizedTest
  @CsvSource({"10,14", "10,17", "8,14.4", "12,20"})
  void aNeckSplitsIfItIsDeepEnough(double r, double d) {
    Geometry g = Phantoms.oblique(70, new double[] {0.7, 0.7, 0.9}, 20, -15);
    LabelMap map = balls(g, new double[][] {{-d / 2, 0, 0, r}, {d / 2, 0, 0, r}});
    double depth = r - Math.sqrt(r * r - d * d / 4);
    assertThat(depth).isGreaterThan(1.5);
    Watershed.Objects two = necks(map, depth - 0.7);
    assertThat(two.parts()).hasSize(2);
    assertThat(necks(map, depth + 0.7).parts()).hasSize(1);
    // The cut is the plane between them: voxels on the wrong side are few.
    int wrong = 0;
    int all = 0;
    for (int p = 0; p < g.voxels(); p++) {
      double x = g.toWorld(p % 70, p / 70 % 70, p / 4900)[0];
      if (map.labels()[p] != 0 && Math.abs(x) > 1) {
        all++;
        wrong += (two.map().labels()[p] == two.map().labels()[nearest(g, d / 2)]) != x > 0 ? 1 : 0;
      }
    }
    assertThat(wrong).isLessThan(all / 100);
  }

  private static int nearest(Geometry g, double x) {
    double[] v = g.toVoxel(x, 0, 0);
    return g.index((int) Math.rint(v[0]), (int) Math.rint(v[1]), (int) Math.rint(v[2]));
  }

  private static Watershed.Objects necks(LabelMap map, double depth) {
    return Watershed.splitAtNecks(map, 1, depth, Connectivity.CORNERS_26, TWO, Checkpoint.NONE);
  }

  @Test
  void everyVoxelBelongsToOneObjectOfItsPart() {
    Random random = new Random(3);
    Geometry g = Geometry.axisAligned(25, 23, 21, 1, 1.3, 2);
    double[][] many = new double[25][];
    for (int n = 0; n < many.length; n++) {
      many[n] =
          new double[] {
            random.nextInt(25), random.nextInt(30), random.nextInt(42), 1 + random.nextInt(6)
          };
    }
    LabelMap map = balls(g, many);
    int parts = Components.of(map, 1, Connectivity.CORNERS_26, Checkpoint.NONE).parts().size();
    int before = Integer.MAX_VALUE;
    for (double depth : new double[] {1e-3, 0.3, 1, 2, 100}) {
      Watershed.Objects objects = necks(map, depth);
      assertThat(objects.parts().size()).isBetween(parts, before);
      before = objects.parts().size();
      long[] sizes = new long[before + 1];
      for (int p = 0; p < g.voxels(); p++) {
        assertThat(objects.map().labels()[p] != 0).isEqualTo(map.labels()[p] != 0);
        sizes[objects.map().labels()[p]]++;
      }
      for (int n = 0; n < before; n++) {
        Part part = objects.parts().get(n);
        assertThat(part.voxels()).isEqualTo(sizes[n + 1]).isPositive();
        Extent extent = Extent.of(objects.map(), n + 1, Checkpoint.NONE);
        assertThat(part.min()).isEqualTo(extent.min());
        assertThat(part.max()).isEqualTo(extent.max());
        assertThat(
                Components.of(objects.map(), n + 1, Connectivity.CORNERS_26, Checkpoint.NONE)
                    .parts())
            .hasSize(1);
      }
    }
    // So deep a neck is nowhere.
    assertThat(before).isEqualTo(parts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPS", "SRP", "AIL"})
  void theOrderOfVoxelsInMemoryChangesNoCountAndHardlyASize(String codes) {
    LabelMap map = balls(Geometry.axisAligned(50, 44, 26, 0.8, 1.0, 1.9), BALLS);
    long[] before = sizes(necks(map, 1));
    long[] after = sizes(necks(Reorient.reorient(map, codes), 1));
    assertThat(after).hasSameSizeAs(before);
    for (int n = 0; n < before.length; n++) {
      // Voxels as far from both sides go to the one met first.
      assertThat((double) after[n]).isCloseTo(before[n], within(0.02 * before[n]));
    }
  }

  private static long[] sizes(Watershed.Objects objects) {
    return objects.parts().stream().mapToLong(Part::voxels).sorted().toArray();
  }

  @Test
  void nothingIsNoObjectAndEveryVoxelCountsAtTheEdge() {
    Geometry g = Geometry.axisAligned(4, 4, 4, 1, 1, 1);
    LabelMap none = new LabelMap(g, new short[64], Map.of(1, "a"));
    assertThat(necks(none, 1).parts()).isEmpty();
    short[] all = new short[64];
    Arrays.fill(all, (short) 1);
    LabelMap full = new LabelMap(g, all, Map.of(1, "a"));
    // Nothing is known beyond the grid, so everywhere is infinitely far from background.
    assertThat(necks(full, 1).parts()).hasSize(1);
    assertThat(necks(full, 1).parts().get(0).voxels()).isEqualTo(64);
    assertThatThrownBy(() -> necks(full, 0)).hasMessageContaining("more than 0");
  }
}
