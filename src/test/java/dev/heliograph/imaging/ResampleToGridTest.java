package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResampleToGridTest {

  private static final Geometry GRID = Geometry.axisAligned(7, 6, 5, 1, 2, 3);

  /** Sheared and turned, so that no fast path applies. */
  private static final Geometry OBLIQUE =
      new Geometry(
          5,
          5,
          5,
          new double[] {.813, .117, -.203, .31, -.219, 1.507, .311, .93, .327, -.403, 1.909, 2.17});

  private static int pattern(int i, int j, int k) {
    return (i * 7 + j * 13 + k * 29) % 17;
  }

  private static Volume volume() {
    float[] v = new float[GRID.voxels()];
    for (int p = 0; p < v.length; p++) {
      v[p] = 10 * pattern(p % 7, p / 7 % 6, p / 42);
    }
    return new Volume(GRID, v, Unit.HOUNSFIELD);
  }

  private static LabelMap labels() {
    short[] v = new short[GRID.voxels()];
    for (int p = 0; p < v.length; p++) {
      v[p] = (short) (pattern(p % 7, p / 7 % 6, p / 42) / 5);
    }
    return new LabelMap(GRID, v, Map.of(1, "a", 2, "b", 3, "c"));
  }

  private static Volume to(Geometry grid, Interpolation how) {
    return Resample.toGrid(volume(), grid, how, -1, Parallel.ONE, Checkpoint.NONE);
  }

  private static float[] some(Volume v) {
    return new float[] {
      v.at(0, 0, 0), v.at(1, 1, 1), v.at(2, 3, 1), v.at(3, 3, 3),
      v.at(4, 4, 2), v.at(0, 4, 4), v.at(4, 0, 0), v.at(2, 2, 4)
    };
  }

  // The numbers come from SimpleITK 2.5.7: ResampleImageFilter with sitkLinear, sitkBSpline,
  // sitkNearestNeighbor and sitkLabelLinear on the same two grids.

  @Test
  void linearAgreesWithItk() {
    assertThat(some(to(OBLIQUE, Interpolation.LINEAR)))
        .containsExactly(
            new float[] {
              84.59662f,
              119.55957f,
              94.59779f,
              96.95835f,
              82.05376f,
              51.95033f,
              95.16435f,
              69.93313f
            },
            within(1e-4f));
  }

  @Test
  void cubicAgreesWithItk() {
    assertThat(some(to(OBLIQUE, Interpolation.CUBIC)))
        .containsExactly(
            new float[] {
              86.22677f, 155.27911f, 110.1958f, 115.08971f, 68.7995f, 29.13934f, 89.54567f, 64.2879f
            },
            within(1e-4f));
  }

  @Test
  void labelsAgreeWithItk() {
    assertThat(digits(Resample.nearestToGrid(labels(), OBLIQUE, Checkpoint.NONE)))
        .isEqualTo(
            "20131131203201322213200021302213111020120120300202020023200131200201312313131121301203111"
                + "320102131210311222012100131220202001");
    assertThat(digits(Resample.smoothToGrid(labels(), OBLIQUE, Parallel.of(2), Checkpoint.NONE)))
        .isEqualTo(
            "20131131203201022013120021202213112020120120202202022010220131200001312013131120311202011"
                + "320002131120311222012120131220202001");
  }

  private static String digits(LabelMap map) {
    StringBuilder b = new StringBuilder();
    for (short l : map.labels()) {
      b.append(l);
    }
    return b.toString();
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void theFastPathForParallelAxesGivesWhatTheGeneralOneGives(Interpolation how) {
    // Permuted, flipped, finer, partly outside; the general path is reached by a slight turn.
    double[] a = {0, 0.7, 0, -1.1, 0, 0, -0.9, 10.6, 1.3, 0, 0, -2.2};
    Geometry parallel = new Geometry(12, 13, 14, a);
    double[] b = a.clone();
    b[0] = 2e-4;
    Geometry turned = new Geometry(12, 13, 14, b);
    assertThat(Lattice.aligned(GRID, parallel)).isPresent();
    assertThat(Lattice.aligned(GRID, turned)).isEmpty();
    float[] fast = to(parallel, how).values();
    float[] general = to(turned, how).values();
    int differ = 0;
    for (int p = 0; p < fast.length; p++) {
      differ += Math.abs(fast[p] - general[p]) > 0.5 ? 1 : 0;
    }
    // A turn of 2e-4 of a voxel moves few voxels across a border.
    assertThat(differ).isLessThanOrEqualTo(how == Interpolation.NEAREST ? fast.length / 50 : 40);
    assertThat(fast).contains(-1f);
    assertThat(
            Resample.toGrid(volume(), parallel, how, -1, Parallel.of(3), Checkpoint.NONE).values())
        .isEqualTo(fast);
    assertThat(Resample.toGrid(volume(), turned, how, -1, Parallel.of(3), Checkpoint.NONE).values())
        .isEqualTo(general);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void anAffineFunctionStaysItself(Interpolation how) {
    Geometry g = new Geometry(24, 25, 26, new double[] {-1, .2, 0, 9, 0, 2, .1, -4, .1, 0, 3, 1});
    float[] v = new float[g.voxels()];
    for (int p = 0; p < v.length; p++) {
      double[] w = g.toWorld(p % 24, p / 24 % 25, p / 600);
      v[p] = (float) (w[0] - 2 * w[1] + 3 * w[2]);
    }
    // The middle voxels only: mirrored at its ends, a ramp bends there.
    double[] from = g.toWorld(11, 11, 11);
    Geometry small =
        new Geometry(
            5,
            6,
            4,
            new double[] {.31, .2, -.1, from[0], -.1, .5, .2, from[1], .1, .1, .6, from[2]});
    Volume out =
        Resample.toGrid(
            new Volume(g, v, Unit.HOUNSFIELD), small, how, -1, Parallel.ONE, Checkpoint.NONE);
    for (int p = 0; p < small.voxels(); p++) {
      double[] w = small.toWorld(p % 5, p / 5 % 6, p / 30);
      if (how == Interpolation.NEAREST) {
        double[] n = g.toVoxel(w[0], w[1], w[2]);
        w = g.toWorld(Math.rint(n[0]), Math.rint(n[1]), Math.rint(n[2]));
      }
      assertThat((double) out.values()[p]).isCloseTo(w[0] - 2 * w[1] + 3 * w[2], within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "SRP", "AIL"})
  void onItsOwnGridTurnedNothingIsInterpolated(String codes) {
    Volume turned = Reorient.reorient(volume(), codes);
    for (Interpolation how : Interpolation.values()) {
      assertThat(to(turned.geometry(), how).values())
          .containsExactly(turned.values(), within(1e-4f));
    }
    assertThat(Resample.nearestToGrid(labels(), turned.geometry(), Checkpoint.NONE).labels())
        .isEqualTo(Reorient.reorient(labels(), codes).labels());
  }

  @Test
  void oneSliceIsItsOwnNeighbour() {
    Geometry flat = Geometry.axisAligned(4, 1, 1, 1, 1, 5);
    Volume v = new Volume(flat, new float[] {1, 2, 4, 8}, Unit.HOUNSFIELD);
    for (Interpolation how : Interpolation.values()) {
      Volume fine =
          Resample.resampleToSpacing(
              v, new double[] {0.5, 1, 2}, how, Parallel.ONE, Checkpoint.NONE);
      for (int k = 0; k < 3; k++) {
        for (int i = 0; i < 4; i++) {
          assertThat(fine.at(2 * i, 0, k)).isCloseTo(1 << i, within(1e-4f));
        }
      }
    }
    LabelMap one = new LabelMap(flat, new short[] {1, 2, 4, 8}, Map.of());
    Geometry tilted =
        new Geometry(4, 1, 1, new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0.1, 0, 5, 2.4999999});
    assertThat(Resample.nearestToGrid(one, tilted, Checkpoint.NONE).labels())
        .containsExactly(1, 0, 0, 0);
  }

  @Test
  void missingNumbersSpoilOnlyWhatTheyTouch() {
    Volume v =
        new Volume(
            Geometry.axisAligned(1, 1, 3, 1, 1, 1), new float[] {1, 2, Float.NaN}, Unit.ARBITRARY);
    Volume half = Resample.resampleToSpacing(v, new double[] {1, 1, 0.5}, Checkpoint.NONE);
    assertThat(half.values()).startsWith(1, 1.5f, 2, Float.NaN);
  }

  @Test
  void whatCannotFitIsRefusedBeforeItIsMade() {
    assertThatThrownBy(
            () ->
                Resample.resampleToSpacing(
                    volume(), new double[] {0.001, 0.002, 0.3}, Checkpoint.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
