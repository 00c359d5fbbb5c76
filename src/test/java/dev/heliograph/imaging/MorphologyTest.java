package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MorphologyTest {

  private static final Geometry GRID = Geometry.axisAligned(15, 12, 9, 0.7, 1.1, 2.5);
  private static final Parallel TWO = Parallel.of(2);

  private static short[] random(long seed, int density) {
    Random r = new Random(seed);
    short[] labels = new short[GRID.voxels()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (r.nextInt(100) < density ? 3 : r.nextInt(10) == 0 ? 5 : 0);
    }
    return labels;
  }

  private static LabelMap map(short[] labels) {
    return new LabelMap(GRID, labels, Map.of(3, "a", 5, "b"));
  }

  /** Whether any voxel within the radius is in (or not in) the mask. */
  private static boolean[] near(boolean[] mask, boolean wanted, double radiusMm) {
    boolean[] near = new boolean[mask.length];
    for (int p = 0; p < mask.length; p++) {
      for (int q = 0; q < mask.length; q++) {
        double dx = 0.7 * (p % 15 - q % 15);
        double dy = 1.1 * (p / 15 % 12 - q / 15 % 12);
        double dz = 2.5 * (p / 180 - q / 180);
        near[p] |= mask[q] == wanted && dx * dx + dy * dy + dz * dz <= radiusMm * radiusMm + 1e-9;
      }
    }
    return near;
  }

  private static boolean[] not(boolean[] mask) {
    boolean[] out = new boolean[mask.length];
    for (int p = 0; p < out.length; p++) {
      out[p] = !mask[p];
    }
    return out;
  }

  private static short[] merged(short[] labels, boolean[] mask) {
    short[] out = labels.clone();
    for (int p = 0; p < out.length; p++) {
      out[p] = (short) (mask[p] && out[p] == 0 ? 3 : !mask[p] && out[p] == 3 ? 0 : out[p]);
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"0,10", "0.7,30", "1.1,50", "1.4,85", "2.5,3", "2.6,90", "4,1"})
  void theBallDecidesVoxelByVoxel(double radius, int density) {
    for (int seed = 0; seed < 2; seed++) {
      short[] labels = random(seed, density);
      boolean[] mask = new boolean[labels.length];
      for (int p = 0; p < mask.length; p++) {
        mask[p] = labels[p] == 3;
      }
      boolean[] grown = near(mask, true, radius);
      boolean[] shrunk = not(near(mask, false, radius));
      assertThat(Morphology.dilate(map(labels), 3, radius, TWO, Checkpoint.NONE).labels())
          .isEqualTo(merged(labels, grown));
      assertThat(Morphology.erode(map(labels), 3, radius, TWO, Checkpoint.NONE).labels())
          .isEqualTo(merged(labels, shrunk));
      assertThat(Morphology.open(map(labels), 3, radius, TWO, Checkpoint.NONE).labels())
          .isEqualTo(merged(labels, near(shrunk, true, radius)));
      assertThat(Morphology.close(map(labels), 3, radius, TWO, Checkpoint.NONE).labels())
          .isEqualTo(merged(labels, not(near(grown, false, radius))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "SRP", "AIL"})
  void theOrderOfVoxelsInMemoryChangesNothing(String codes) {
    LabelMap map = map(random(9, 40));
    LabelMap turned = Morphology.open(Reorient.reorient(map, codes), 3, 1.3, TWO, Checkpoint.NONE);
    assertThat(Reorient.reorient(turned, "RAS").labels())
        .isEqualTo(Morphology.open(map, 3, 1.3, TWO, Checkpoint.NONE).labels());
  }

  @Test
  void aBallGrowsAndShrinksByTheRadius() {
    Geometry g = Phantoms.oblique(60, new double[] {0.8, 0.8, 1.2}, 25, 10);
    LabelMap ball = Phantoms.map(g, "ball", Phantoms.sphere(new double[3], 12));
    double grown =
        Extent.of(Morphology.dilate(ball, 1, 5, TWO, Checkpoint.NONE), 1, Checkpoint.NONE)
            .volumeMm3();
    double shrunk =
        Extent.of(Morphology.erode(ball, 1, 5, TWO, Checkpoint.NONE), 1, Checkpoint.NONE)
            .volumeMm3();
    // Within a third of a voxel of radius.
    assertThat(Math.cbrt(grown * 3 / 4 / Math.PI)).isCloseTo(17, within(0.3));
    assertThat(Math.cbrt(shrunk * 3 / 4 / Math.PI)).isCloseTo(7, within(0.4));
  }

  @Test
  void openingCutsABridgeAndClosingMakesOne() {
    Geometry g = Geometry.axisAligned(60, 30, 30, 1, 1, 1);
    LabelMap dumbbell =
        Phantoms.map(
            g,
            "dumbbell",
            (x, y, z) ->
                Math.hypot(Math.hypot(x - 15, y - 15), z - 15) <= 9
                    || Math.hypot(Math.hypot(x - 45, y - 15), z - 15) <= 7
                    || (Math.hypot(y - 15, z - 15) <= 1.5 && x > 15 && x < 45));
    assertThat(parts(dumbbell)).isEqualTo(1);
    LabelMap cut = Morphology.open(dumbbell, 1, 3, TWO, Checkpoint.NONE);
    assertThat(parts(cut)).isEqualTo(2);
    LabelMap largest = Morphology.largestPart(cut, 1, Connectivity.CORNERS_26, Checkpoint.NONE);
    assertThat(parts(largest)).isEqualTo(1);
    assertThat(Extent.of(largest, 1, Checkpoint.NONE).max()[0]).isLessThan(30);
    assertThat(parts(Morphology.close(cut, 1, 12, TWO, Checkpoint.NONE))).isEqualTo(1);
  }

  private static int parts(LabelMap map) {
    return Components.of(map, 1, Connectivity.CORNERS_26, Checkpoint.NONE).parts().size();
  }

  @Test
  void impossibleRadiiAreRefused() {
    for (double r : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Morphology.dilate(map(random(0, 5)), 3, r, TWO, Checkpoint.NONE))
          .hasMessageContaining("radius");
    }
  }
}
