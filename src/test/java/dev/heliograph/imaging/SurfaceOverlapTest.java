package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceOverlapTest {

  private static final double[] TOLERANCES = {0.5, 1, 2, 5};

  private static SurfaceOverlap overlap(LabelMap a, LabelMap b) {
    return SurfaceOverlap.of(a, b, Parallel.of(2), Checkpoint.NONE);
  }

  private static LabelMap box(Geometry g, int i, int j, int k, int ni, int nj, int nk) {
    short[] labels = new short[g.voxels()];
    for (int z = k; z < k + nk; z++) {
      for (int y = j; y < j + nj; y++) {
        for (int x = i; x < i + ni; x++) {
          labels[g.index(x, y, z)] = 1;
        }
      }
    }
    return new LabelMap(g, labels, Map.of());
  }

  private static LabelMap ball(Geometry g, double x, double y, double z, double radius) {
    short[] labels = new short[g.voxels()];
    double[] s = g.spacingMm();
    for (int p = 0; p < labels.length; p++) {
      double dx = s[0] * (p % g.nx()) - x;
      double dy = s[1] * (p / g.nx() % g.ny()) - y;
      double dz = s[2] * (p / g.nx() / g.ny()) - z;
      labels[p] = (short) (dx * dx + dy * dy + dz * dz < radius * radius ? 1 : 0);
    }
    return new LabelMap(g, labels, Map.of());
  }

  @Test
  void equalsSurfaceDistance() {
    for (Peers.Example e : Peers.examples()) {
      SurfaceOverlap overlap = overlap(e.a(), e.b());
      for (int label = 1; label <= e.labels(); label++) {
        for (double t : TOLERANCES) {
          assertThat(overlap.surfaceDice(label, label, t))
              .isCloseTo(
                  e.label(label).path("nsd").path(String.valueOf(t)).asDouble(), within(1e-12));
        }
        assertThat(overlap.hausdorff95Mm(label, label))
            .isCloseTo(e.label(label).path("hd95").asDouble(), within(1e-9));
      }
    }
  }

  @Test
  void aShiftedBoxIsAsFarAsItWasShifted() {
    Geometry g = Geometry.axisAligned(80, 40, 20, 0.7, 1.1, 2.5);
    SurfaceOverlap o = overlap(box(g, 10, 10, 5, 20, 20, 10), box(g, 13, 10, 5, 20, 20, 10));
    assertThat(o.hausdorff95Mm(1, 1)).isCloseTo(3 * 0.7, within(1e-12));
    assertThat(o.surfaceDice(1, 1, 2.2)).isEqualTo(1);
    assertThat(o.surfaceDice(1, 1, 0.1)).isBetween(0.5, 0.9);
  }

  /** Balls of one centre: every point of one surface is the difference of radii from the other. */
  @Test
  void concentricBallsAreTheDifferenceOfTheirRadiiApart() {
    Geometry g = Geometry.axisAligned(90, 90, 45, 1, 1, 2);
    SurfaceOverlap o = overlap(ball(g, 45, 45, 45, 30), ball(g, 45, 45, 45, 36));
    assertThat(o.hausdorff95Mm(1, 1)).isCloseTo(6, within(1.0));
    assertThat(o.surfaceDice(1, 1, 3)).isZero();
    assertThat(o.surfaceDice(1, 1, 9)).isEqualTo(1);
  }

  /** Too far for the search by rows, so that distance maps take over. */
  @Test
  void farSurfaces() {
    Geometry g = Geometry.axisAligned(150, 60, 6, 1, 1, 1);
    SurfaceOverlap o = overlap(box(g, 2, 2, 2, 1, 1, 1), box(g, 142, 50, 2, 1, 1, 1));
    assertThat(o.hausdorff95Mm(1, 1)).isCloseTo(Math.hypot(140, 48), within(1e-4));
    assertThat(o.surfaceDice(1, 1, 100)).isZero();
    assertThat(o.surfaceDice(1, 1, 200)).isEqualTo(1);
  }

  /** Only a twentieth of the surface may be ignored. */
  @Test
  void aFarSpeckDoesNotCountButAFarHalfDoes() {
    Geometry g = Geometry.axisAligned(120, 60, 30, 1, 1, 1);
    LabelMap large = box(g, 5, 5, 5, 20, 20, 20);
    LabelMap withSpeck = box(g, 5, 5, 5, 20, 20, 20);
    withSpeck.labels()[g.index(110, 50, 20)] = 1;
    assertThat(overlap(large, withSpeck).hausdorff95Mm(1, 1)).isZero();
    LabelMap withBox = box(g, 5, 5, 5, 20, 20, 20);
    LabelMap other = box(g, 90, 5, 5, 20, 20, 20);
    for (int p = 0; p < other.labels().length; p++) {
      withBox.labels()[p] |= other.labels()[p];
    }
    assertThat(overlap(large, withBox).hausdorff95Mm(1, 1)).isGreaterThan(70);
  }

  /** A 4 × 2 rectangle in a picture, one pixel right of the other: the contour by hand. */
  @Test
  void contoursOfAPicture() {
    Geometry g = Geometry.axisAligned(12, 8, 1, 2, 3, 50);
    SurfaceOverlap o = overlap(box(g, 2, 2, 0, 4, 2, 1), box(g, 3, 2, 0, 4, 2, 1));
    // Contour of each: corners of √13/2, three pieces of 2 mm above and below, one of 3 mm on
    // either side. Without tolerance the corners and the side beyond the other do not agree; the
    // near side lies where the other has a piece of contour above and below, and one inside.
    double corner = Math.sqrt(13) / 2;
    double whole = 4 * corner + 6 * 2 + 2 * 3;
    double agree = 2 * corner + 6 * 2;
    assertThat(o.surfaceDice(1, 1, 0)).isCloseTo(agree / whole, within(1e-12));
    assertThat(o.surfaceDice(1, 1, 2)).isEqualTo(1);
  }

  @Test
  void emptyStructures() {
    Geometry g = Geometry.axisAligned(9, 9, 9, 1, 1, 1);
    SurfaceOverlap o = overlap(box(g, 2, 2, 2, 3, 3, 3), box(g, 2, 2, 2, 0, 0, 0));
    assertThat(o.surfaceDice(1, 1, 5)).isZero();
    assertThat(o.hausdorff95Mm(1, 1)).isInfinite();
    assertThat(o.surfaceDice(4, 4, 5)).isEqualTo(1);
    assertThat(o.hausdorff95Mm(4, 4)).isZero();
  }

  /** The grid's edge is surface, as if nothing lay beyond it. */
  @Test
  void aStructureThatFillsTheGridHasASurface() {
    Geometry g = Geometry.axisAligned(130, 3, 2, 1, 1, 1);
    SurfaceOverlap o = overlap(box(g, 0, 0, 0, 130, 3, 2), box(g, 0, 0, 0, 128, 3, 2));
    assertThat(o.hausdorff95Mm(1, 1)).isZero();
    assertThat(o.surfaceDice(1, 1, 0)).isBetween(0.9, 0.999);
    assertThat(o.surfaceDice(1, 1, 2)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPS", "SRP", "PSR", "AIL"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    Peers.Example e = Peers.examples().get(0);
    SurfaceOverlap before = overlap(e.a(), e.b());
    SurfaceOverlap after =
        overlap(Reorient.reorient(e.a(), codes), Reorient.reorient(e.b(), codes));
    for (int label = 1; label <= e.labels(); label++) {
      assertThat(after.surfaceDice(label, label, 1.5))
          .isCloseTo(before.surfaceDice(label, label, 1.5), within(1e-12));
      assertThat(after.hausdorff95Mm(label, label))
          .isCloseTo(before.hausdorff95Mm(label, label), within(1e-9));
    }
  }

  @Test
  void swappingTheMasksAndScalingTheVoxels() {
    Peers.Example e = Peers.examples().get(2);
    Geometry twice = Geometry.axisAligned(70, 5, 4, 1.8, 3.4, 6);
    SurfaceOverlap one = overlap(e.a(), e.b());
    SurfaceOverlap swapped = overlap(e.b(), e.a());
    SurfaceOverlap large =
        overlap(
            new LabelMap(twice, e.a().labels(), Map.of()),
            new LabelMap(twice, e.b().labels(), Map.of()));
    assertThat(swapped.surfaceDice(1, 1, 2)).isCloseTo(one.surfaceDice(1, 1, 2), within(1e-12));
    assertThat(swapped.hausdorff95Mm(1, 1)).isEqualTo(one.hausdorff95Mm(1, 1));
    assertThat(large.surfaceDice(1, 1, 4)).isCloseTo(one.surfaceDice(1, 1, 2), within(1e-12));
    assertThat(large.hausdorff95Mm(1, 1)).isCloseTo(2 * one.hausdorff95Mm(1, 1), within(1e-9));
  }

  @Test
  void allLabelsAtOnceAreEachLabelAlone() {
    Geometry g = Geometry.axisAligned(40, 30, 20, 1, 1, 1);
    Random random = new Random(4);
    short[] a = new short[g.voxels()];
    short[] b = new short[g.voxels()];
    for (int p = 0; p < a.length; p++) {
      a[p] = (short) (p / 70 % 5);
      b[p] = random.nextInt(10) == 0 ? 0 : a[p];
    }
    SurfaceOverlap o = overlap(new LabelMap(g, a, Map.of()), new LabelMap(g, b, Map.of()));
    Map<Integer, Double> tolerances = new TreeMap<>(Map.of(1, 1.0, 2, 0.0, 3, 2.0, 9, 1.0));
    assertThat(o.surfaceDice(tolerances))
        .containsOnlyKeys(1, 2, 3, 9)
        .allSatisfy(
            (label, dice) ->
                assertThat(dice)
                    .isEqualTo(
                        o.surfaceDice(label, label, tolerances.getOrDefault(label, Double.NaN))));
  }

  @Test
  void otherGridsAreRefused() {
    LabelMap a = box(Geometry.axisAligned(4, 4, 4, 1, 1, 1), 0, 0, 0, 1, 1, 1);
    LabelMap b = box(Geometry.axisAligned(4, 4, 4, 1, 1, 2), 0, 0, 0, 1, 1, 1);
    assertThatThrownBy(() -> overlap(a, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different grids");
  }
}
