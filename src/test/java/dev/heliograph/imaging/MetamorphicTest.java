package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change when the same patient is stored otherwise, on blobs without symmetry. */
class MetamorphicTest {

  private static final Geometry GRID =
      new Geometry(23, 17, 11, new double[] {0.9, 0.1, 0, 5, -0.1, 1.3, 0.2, -7, 0, -0.2, 2.1, 3});

  private static LabelMap blobs(long seed) {
    Random random = new Random(seed);
    short[] labels = new short[GRID.voxels()];
    for (int b = 0; b < 6; b++) {
      int ci = 4 + random.nextInt(15);
      int cj = 4 + random.nextInt(9);
      int ck = 3 + random.nextInt(5);
      for (int n = 0; n < 90; n++) {
        int i = ci + random.nextInt(5) - 2;
        int j = cj + random.nextInt(5) - 2;
        int k = ck + random.nextInt(3) - 1;
        labels[GRID.index(i, j, k)] = 1;
      }
    }
    return new LabelMap(GRID, labels, Map.of(1, "blob"));
  }

  private static Volume values(long seed) {
    Random random = new Random(seed);
    float[] values = new float[GRID.voxels()];
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (random.nextGaussian() * 50 + 30);
    }
    return new Volume(GRID, values, Unit.HOUNSFIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "LIA", "SRP", "PSR", "AIL"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    LabelMap map = blobs(3);
    LabelMap other = Reorient.reorient(map, codes);
    assertThat(other.geometry().orientation()).isEqualTo(codes);
    assertThat(Reorient.reorient(other, map.geometry().orientation()).labels())
        .isEqualTo(map.labels());
    assertThat(Extent.of(other, 1, Checkpoint.NONE).volumeMm3())
        .isCloseTo(Extent.of(map, 1, Checkpoint.NONE).volumeMm3(), within(1e-6));
    assertThat(longAxis(other)).isCloseTo(longAxis(map), within(1e-9));
    for (Connectivity c : Connectivity.values()) {
      assertThat(sizes(other, c)).isEqualTo(sizes(map, c));
    }
    Statistics before = Statistics.of(values(4), map, 1, Checkpoint.NONE);
    Statistics after =
        Statistics.of(Reorient.reorient(values(4), codes), other, 1, Checkpoint.NONE);
    assertThat(after.sorted()).isEqualTo(before.sorted());
    // Every voxel is still where it was in the patient.
    assertThat(Resample.nearestToGrid(other, map.geometry(), Checkpoint.NONE).labels())
        .isEqualTo(map.labels());
  }

  @Test
  void doublingTheSpacingDoublesLengthsAndOctuplesVolumes() {
    LabelMap map = blobs(5);
    double[] a = GRID.affine();
    for (int i = 0; i < 12; i++) {
      a[i] *= 2;
    }
    LabelMap large = new LabelMap(new Geometry(23, 17, 11, a), map.labels(), map.structures());
    assertThat(longAxis(large)).isCloseTo(2 * longAxis(map), within(1e-9));
    assertThat(Extent.of(large, 1, Checkpoint.NONE).volumeMm3())
        .isCloseTo(8 * Extent.of(map, 1, Checkpoint.NONE).volumeMm3(), within(1e-6));
  }

  @Test
  void shiftingAndScalingValuesShiftsAndScalesTheStatistics() {
    LabelMap map = blobs(6);
    Volume v = values(7);
    float[] scaled = new float[v.values().length];
    for (int p = 0; p < scaled.length; p++) {
      scaled[p] = v.values()[p] * 2 + 100;
    }
    Statistics a = Statistics.of(v, map, 1, Checkpoint.NONE);
    Statistics b =
        Statistics.of(new Volume(GRID, scaled, Unit.HOUNSFIELD), map, 1, Checkpoint.NONE);
    assertThat(b.mean()).isCloseTo(2 * a.mean() + 100, within(1e-4));
    assertThat(b.sd()).isCloseTo(2 * a.sd(), within(1e-4));
    assertThat(b.percentile(95)).isCloseTo(2 * a.percentile(95) + 100, within(1e-4));
  }

  @Test
  void moreNeighboursNeverMakeMoreParts() {
    for (int seed = 0; seed < 20; seed++) {
      LabelMap map = blobs(seed);
      int faces = sizes(map, Connectivity.FACES_6).length;
      int edges = sizes(map, Connectivity.EDGES_18).length;
      int corners = sizes(map, Connectivity.CORNERS_26).length;
      assertThat(faces).isGreaterThanOrEqualTo(edges);
      assertThat(edges).isGreaterThanOrEqualTo(corners);
    }
  }

  private static double longAxis(LabelMap map) {
    return AxialDiameter.of(map, 1, Checkpoint.NONE).orElseThrow().longAxisMm();
  }

  private static long[] sizes(LabelMap map, Connectivity connectivity) {
    return Components.of(map, 1, connectivity, Checkpoint.NONE).parts().stream()
        .mapToLong(Components.Part::voxels)
        .toArray();
  }
}
