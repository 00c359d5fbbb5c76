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
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceMapTest {

  private static final double EXACT_MM = 1e-5;

  private static LabelMap random(int nx, int ny, int nz, double density, long seed) {
    Random random = new Random(seed);
    short[] labels = new short[nx * ny * nz];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (random.nextDouble() < density ? 1 : 3 * random.nextInt(2));
    }
    return new LabelMap(
        Geometry.axisAligned(nx, ny, nz, 0.78, 1.3, 2.5), labels, Map.of(1, "blob", 3, "other"));
  }

  /** The definition itself. */
  private static double nearest(LabelMap map, int p, boolean wanted) {
    Geometry g = map.geometry();
    double[] s = g.spacingMm();
    double best = Double.POSITIVE_INFINITY;
    for (int q = 0; q < g.voxels(); q++) {
      if ((map.labels()[q] == 1) == wanted) {
        double dx = s[0] * (q % g.nx() - p % g.nx());
        double dy = s[1] * (q / g.nx() % g.ny() - p / g.nx() % g.ny());
        double dz = s[2] * (q / g.nx() / g.ny() - p / g.nx() / g.ny());
        best = Math.min(best, dx * dx + dy * dy + dz * dz);
      }
    }
    return Math.sqrt(best);
  }

  @ParameterizedTest
  @CsvSource({
    "9, 7, 5, 0.98, 1",
    "9, 7, 5, 0.5, 2",
    "9, 7, 5, 0.03, 1",
    "33, 3, 2, 0.97, 2",
    "1, 20, 7, 0.95, 1",
    "6, 1, 30, 0.97, 2",
    "2, 34, 1, 0.9, 1",
    "3, 3, 3, 1, 1",
    "3, 3, 3, 0, 1",
    "40, 2, 9, 0.995, 2"
  })
  void equalsTheNearestVoxelOfAll(int nx, int ny, int nz, double density, int threads) {
    for (int seed = 0; seed < 8; seed++) {
      LabelMap map = random(nx, ny, nz, density, seed);
      Parallel parallel = Parallel.of(threads);
      Volume inside = DistanceMap.inside(map, 1, parallel, Checkpoint.NONE);
      Volume outside = DistanceMap.outside(map, 1, parallel, Checkpoint.NONE);
      assertThat(inside.unit()).isEqualTo(Unit.MILLIMETRE);
      for (int p = 0; p < map.labels().length; p++) {
        assertMm(inside.values()[p], nearest(map, p, false));
        assertMm(outside.values()[p], nearest(map, p, true));
      }
    }
  }

  private static void assertMm(double actual, double expected) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isCloseTo(expected, within(EXACT_MM));
    }
  }

  @Test
  void outsideOfOneVoxelIsTheDistanceToItsCentre() {
    Geometry g = Geometry.axisAligned(80, 60, 30, 0.7, 0.9, 3);
    short[] labels = new short[g.voxels()];
    labels[g.index(40, 30, 15)] = 7;
    Volume v =
        DistanceMap.outside(
            new LabelMap(g, labels, Map.of()), 7, Parallel.standard(), Checkpoint.NONE);
    for (int k = 0; k < 30; k++) {
      for (int j = 0; j < 60; j++) {
        for (int i = 0; i < 80; i++) {
          double d =
              Math.sqrt(
                  Math.pow(0.7 * (i - 40), 2)
                      + Math.pow(0.9 * (j - 30), 2)
                      + Math.pow(3.0 * (k - 15), 2));
          assertThat((double) v.at(i, j, k)).isCloseTo(d, within(EXACT_MM));
        }
      }
    }
  }

  /** A box cut by the grid: only the faces inside of the grid count. */
  @Test
  void theGridsEdgeIsNoBackground() {
    Geometry g = Geometry.axisAligned(20, 18, 12, 1.5, 0.8, 4);
    short[] labels = new short[g.voxels()];
    for (int k = 0; k < 12; k++) {
      for (int j = 0; j < 18; j++) {
        for (int i = 0; i < 8; i++) {
          labels[g.index(i, j, k)] = 1;
        }
      }
    }
    Volume v =
        DistanceMap.inside(new LabelMap(g, labels, Map.of()), 1, Parallel.ONE, Checkpoint.NONE);
    for (int i = 0; i < 20; i++) {
      assertThat((double) v.at(i, 9, 5)).isCloseTo(Math.max(0, 8 - i) * 1.5, within(EXACT_MM));
    }
  }

  /** The centre of a ball lies a radius from its surface, to within a voxel. */
  @Test
  void theDeepestVoxelOfABallIsItsRadius() {
    Geometry g = Geometry.axisAligned(101, 81, 41, 0.8, 1, 2);
    short[] labels = new short[g.voxels()];
    for (int p = 0; p < labels.length; p++) {
      double x = 0.8 * (p % 101 - 50);
      double y = p / 101 % 81 - 40;
      double z = 2.0 * (p / 101 / 81 - 20);
      labels[p] = (short) (x * x + y * y + z * z < 30 * 30 ? 1 : 0);
    }
    Volume v =
        DistanceMap.inside(new LabelMap(g, labels, Map.of()), 1, Parallel.of(2), Checkpoint.NONE);
    assertThat((double) v.at(50, 40, 20)).isBetween(30.0, 30.8);
    float[] sorted = v.values().clone();
    Arrays.sort(sorted);
    assertThat(sorted[sorted.length - 1]).isEqualTo(v.at(50, 40, 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPS", "SRP", "PSR", "AIL"})
  void flippingAndPermutingAxesFlipsAndPermutesTheMap(String codes) {
    LabelMap map = random(19, 13, 11, 0.93, 5);
    Volume expected =
        Reorient.reorient(DistanceMap.inside(map, 1, Parallel.ONE, Checkpoint.NONE), codes);
    Volume actual =
        DistanceMap.inside(Reorient.reorient(map, codes), 1, Parallel.ONE, Checkpoint.NONE);
    for (int p = 0; p < expected.values().length; p++) {
      assertThat(actual.values()[p]).isCloseTo(expected.values()[p], within(1e-6f));
    }
  }

  @Test
  void aShearedGridIsRefused() {
    double[] tilted = {1, 0, 0, 0, 0, 1, 0.3, 0, 0, 0, 2, 0};
    LabelMap map = new LabelMap(new Geometry(2, 2, 2, tilted), new short[8], Map.of());
    assertThatThrownBy(() -> DistanceMap.inside(map, 1, Parallel.ONE, Checkpoint.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("right angles")
        .hasMessageContaining("resample");
  }

  @Test
  void stopsWhenAsked() {
    LabelMap map = random(30, 30, 30, 0.9, 1);
    AtomicInteger asked = new AtomicInteger();
    Checkpoint checkpoint =
        () -> {
          if (asked.incrementAndGet() == 40) {
            throw new CancellationException();
          }
        };
    assertThatThrownBy(() -> DistanceMap.inside(map, 1, Parallel.ONE, checkpoint))
        .isInstanceOf(CancellationException.class);
    assertThat(asked.get()).isEqualTo(40);
  }

  @Test
  void whatCannotFitIsRefusedBeforeItIsAllocated() {
    assertThatThrownBy(() -> Memory.require("a distance map", 2L << 30, 4L << 30, 5L << 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4.0 GiB beside its input of 2.0 GiB")
        .hasMessageContaining("-Xmx");
    Memory.require("a distance map", 2L << 30, 4L << 30, 6L << 30);
  }
}
