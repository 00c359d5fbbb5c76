package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardiothoracicWidthsTest {

  /**
   * A coronal picture: x to the left, y down. Lungs widen downwards; the heart leans to the left.
   */
  private static LabelMap film() {
    Geometry g = new Geometry(100, 90, 1, new double[] {-0.7, 0, 0, 0, 0, 0, 1, 0, 0, -0.7, 0, 0});
    short[] labels = new short[g.voxels()];
    for (int j = 10; j < 70; j++) {
      int reach = 25 + j / 4;
      for (int i = 50 - reach; i < 40; i++) {
        labels[g.index(i, j, 0)] = 2;
      }
      for (int i = 60; i < 50 + reach; i++) {
        labels[g.index(i, j, 0)] = 3;
      }
    }
    for (int j = 40; j < 68; j++) {
      for (int i = 44 - (j == 45 ? 4 : 0); i < 66 + (j == 60 ? 6 : 0); i++) {
        labels[g.index(i, j, 0)] = 1;
      }
    }
    return new LabelMap(g, labels, Map.of(1, "heart", 2, "right_lung", 3, "left_lung"));
  }

  private static CardiothoracicWidths of(LabelMap map) {
    return CardiothoracicWidths.of(map, l -> l == 1, l -> l > 1, Checkpoint.NONE);
  }

  @Test
  void widthsAreThoseOfTheBordersWhereverTheyLie() {
    CardiothoracicWidths w = of(film());
    // Heart from 40 (in one row) to 71 (in another); chest at the lowest row, 2 · (25 + 17).
    assertThat(w.heartMm()).isCloseTo(32 * 0.7, within(1e-9));
    assertThat(w.chestMm()).isCloseTo(84 * 0.7, within(1e-9));
    assertThat(w.ratio()).isCloseTo(32 / 84.0, within(1e-12));
    assertThat(Vectors.distance(w.chestLine().get(0), w.chestLine().get(1)))
        .isCloseTo(w.chestMm(), within(1e-9));
    assertThat(Vectors.distance(w.heartLine().get(0), w.heartLine().get(1)))
        .isCloseTo(w.heartMm(), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIA", "RIA", "SLP", "ARS"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    CardiothoracicWidths w = of(Reorient.reorient(film(), codes));
    assertThat(w.ratio()).isCloseTo(32 / 84.0, within(1e-12));
    assertThat(w.heartMm()).isCloseTo(32 * 0.7, within(1e-9));
  }

  @Test
  void aVolumeOrAnEmptyPictureHasNone() {
    Geometry g = Geometry.axisAligned(10, 10, 4, 1, 1, 1);
    LabelMap volume = new LabelMap(g, new short[400], Map.of());
    assertThatThrownBy(() -> of(volume)).hasMessageContaining("no single frontal picture");
    LabelMap film = film();
    assertThatThrownBy(
            () -> CardiothoracicWidths.of(film, l -> l == 9, l -> l > 1, Checkpoint.NONE))
        .hasMessageContaining("no heart");
  }
}
