package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.AxialDiameter;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LesionsTest {

  private static final Geometry GRID =
      new Geometry(40, 30, 14, new double[] {0.9, 0.1, 0, 5, -0.1, 1.3, 0.2, -7, 0, -0.2, 2.1, 3});

  private static LabelMap blobs(long seed) {
    Random random = new Random(seed);
    short[] labels = new short[GRID.voxels()];
    for (int b = 0; b < 5; b++) {
      int ci = 5 + random.nextInt(30);
      int cj = 5 + random.nextInt(20);
      int ck = 3 + random.nextInt(8);
      for (int n = 0; n < 120; n++) {
        labels[
                GRID.index(
                    ci + random.nextInt(7) - 3,
                    cj + random.nextInt(7) - 3,
                    ck + random.nextInt(5) - 2)] =
            1;
      }
    }
    return new LabelMap(GRID, labels, Map.of(1, "lesion"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "LIA", "SRP", "PSR"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    Lesions a = Lesions.of(blobs(3), 1, Checkpoint.NONE);
    Lesions b = Lesions.of(Reorient.reorient(blobs(3), codes), 1, Checkpoint.NONE);
    assertThat(b.all()).hasSameSizeAs(a.all());
    assertThat(b.volumeMl()).isCloseTo(a.volumeMl(), within(1e-9));
    for (boolean nodes : new boolean[] {false, true}) {
      double[] x =
          a.largest(nodes, 99).stream().mapToDouble(l -> Lesions.sizeMm(l, nodes)).toArray();
      double[] y =
          b.largest(nodes, 99).stream().mapToDouble(l -> Lesions.sizeMm(l, nodes)).toArray();
      assertThat(y).containsExactly(x, within(1e-9));
    }
  }

  @Test
  void aSingleLesionMeasuresWhatItsMaskDoes() {
    short[] labels = new short[GRID.voxels()];
    for (int n = 0; n < 60; n++) {
      labels[GRID.index(10 + n % 10, 8 + n / 20, 4 + n / 10 % 2)] = 1;
    }
    LabelMap map = new LabelMap(GRID, labels, Map.of(1, "lesion"));
    AxialDiameter whole = AxialDiameter.of(map, 1, Checkpoint.NONE).orElseThrow();
    AxialDiameter part = Lesions.of(map, 1, Checkpoint.NONE).all().get(0).diameter();
    assertThat(part.longAxisMm()).isCloseTo(whole.longAxisMm(), within(1e-9));
    assertThat(part.slice()).isEqualTo(whole.slice());
    assertThat(part.longEnds().get(0)).containsExactly(whole.longEnds().get(0), within(1e-9));
  }

  @Test
  void noiseIsRefusedBeforeItIsMeasured() {
    Geometry g = Geometry.axisAligned(60, 60, 20, 1, 1, 1);
    short[] labels = new short[g.voxels()];
    for (int n = 0; n < labels.length; n++) {
      boolean lone = n % 60 % 2 == 0 && n / 60 % 60 % 2 == 0 && n / 3600 % 2 == 0;
      labels[n] = (short) (lone ? 1 : 0);
    }
    LabelMap noise = new LabelMap(g, labels, Map.of(1, "lesion"));
    assertThatThrownBy(() -> Lesions.of(noise, 1, Checkpoint.NONE))
        .hasMessageContaining("9000 parts");
    assertThat(
            Lesions.of(new LabelMap(g, new short[g.voxels()], Map.of()), 1, Checkpoint.NONE).all())
        .isEmpty();
  }
}
