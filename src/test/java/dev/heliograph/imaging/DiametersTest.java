package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiametersTest {

  private static final Geometry GRID =
      new Geometry(23, 17, 11, new double[] {0.9, 0.1, 0, 5, -0.1, 1.3, 0.2, -7, 0, -0.2, 2.1, 3});

  private static List<Diameters> of(LabelMap map, Outline outline) {
    return Diameters.ofParts(
        map, 1, Connectivity.CORNERS_26, outline, Parallel.of(2), Checkpoint.NONE);
  }

  @Test
  void aBoxMeasuresItsDiagonals() {
    Geometry g = Geometry.axisAligned(40, 40, 20, 0.5, 2, 3);
    // 20 × 10 × 4 voxels from centre to centre 9.5 × 18 × 9 mm.
    LabelMap box =
        Phantoms.map(g, "box", Phantoms.box(new double[] {5, 20, 12}, new double[] {15, 40, 24}));
    Diameters centres = of(box, Outline.CENTRES).get(0);
    assertThat(centres.axial().longAxisMm()).isCloseTo(Math.hypot(9.5, 18), within(1e-12));
    assertThat(centres.maximum3d().lengthMm())
        .isCloseTo(Math.sqrt(9.5 * 9.5 + 18 * 18 + 9 * 9), within(1e-12));
    // At a right angle to the diagonal a rectangle a × b reaches 2ab / diagonal.
    assertThat(centres.acrossMm()).isCloseTo(2 * 9.5 * 18 / Math.hypot(9.5, 18), within(1e-12));
    assertThat(centres.part().voxels()).isEqualTo(800);
    Diameters outline = of(box, Outline.HALF_WAY).get(0);
    assertThat(outline.axial().longAxisMm()).isCloseTo(Math.hypot(9.5, 20), within(1e-12));
    double best = 0;
    for (double[] more : new double[][] {{.5, 0, 0}, {0, 2, 0}, {0, 0, 3}}) {
      best = Math.max(best, Math.hypot(Math.hypot(9.5 + more[0], 18 + more[1]), 9 + more[2]));
    }
    assertThat(outline.maximum3d().lengthMm()).isCloseTo(best, within(1e-12));
  }

  @Test
  void anEllipsoidTiltedToTheSlicesIsLongerInSpaceThanInAnyOfThem() {
    Geometry g = Phantoms.oblique(90, new double[] {0.8, 0.8, 0.8}, 15, 0);
    double c = Math.cos(0.6);
    double s = Math.sin(0.6);
    LabelMap map =
        Phantoms.map(
            g,
            "ellipsoid",
            (x, y, z) -> {
              double u = (c * x + s * z) / 30;
              double w = (c * z - s * x) / 10;
              double v = y / 12;
              return u * u + v * v + w * w <= 1;
            });
    Diameters d = of(map, Outline.HALF_WAY).get(0);
    assertThat(d.maximum3d().lengthMm()).isCloseTo(60, within(1.2));
    // In an axial plane through the middle: semi-axis 1/√(c²/30² + s²/10²).
    double inPlane = 1 / Math.sqrt(c * c / 900 + s * s / 100);
    assertThat(d.axial().longAxisMm()).isCloseTo(2 * inPlane, within(1.2));
    assertThat(d.axial().shortAxisMm()).isCloseTo(24, within(1.2));
    double[] a = d.maximum3d().ends().get(0);
    double[] b = d.maximum3d().ends().get(1);
    double angle = Math.atan2(Math.abs(a[2] - b[2]), Math.abs(a[0] - b[0]));
    assertThat(angle).isCloseTo(0.6, within(0.06));
  }

  private static LabelMap noise(long seed) {
    Random random = new Random(seed);
    short[] labels = new short[GRID.voxels()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (random.nextInt(100) < 9 ? 1 : random.nextInt(3) * 5);
    }
    return new LabelMap(GRID, labels, Map.of(1, "noise"));
  }

  @ParameterizedTest
  @EnumSource(Outline.class)
  void everyPartMeasuresWhatComparingAllPairsGives(Outline outline) {
    LabelMap map = noise(1);
    List<Diameters> all = of(map, outline);
    Components components = Components.of(map, 1, Connectivity.CORNERS_26, Checkpoint.NONE);
    assertThat(all).hasSameSizeAs(components.parts());
    int large = 0;
    for (int p = 0; p < all.size(); p++) {
      short[] part = new short[GRID.voxels()];
      components.paint(p, part, (short) 1);
      List<List<double[]>> slices = points(part, outline);
      double inSlice = slices.stream().mapToDouble(DiametersTest::longest).max().orElse(0);
      Diameters d = all.get(p);
      assertThat(d.part().voxels()).isEqualTo(components.parts().get(p).voxels());
      assertThat(d.axial().longAxisMm()).isCloseTo(inSlice, within(1e-9));
      assertThat(longest(slices.get(d.axial().slice()))).isCloseTo(inSlice, within(1e-9));
      assertThat(d.acrossMm()).isGreaterThanOrEqualTo(d.axial().shortAxisMm() - 1e-9);
      List<double[]> space = new ArrayList<>();
      slices.forEach(space::addAll);
      if (outline == Outline.HALF_WAY) {
        between(part, space);
      }
      assertThat(d.maximum3d().lengthMm()).isCloseTo(longest(space), within(1e-9));
      assertThat(longest(d.maximum3d().ends())).isCloseTo(d.maximum3d().lengthMm(), within(1e-12));
      large += d.part().voxels() > 20 ? 1 : 0;
    }
    assertThat(large).isPositive();
  }

  /** The outline of each slice along z. */
  private static List<List<double[]>> points(short[] part, Outline outline) {
    List<List<double[]>> slices = new ArrayList<>();
    for (int k = 0; k < 11; k++) {
      List<double[]> points = new ArrayList<>();
      for (int j = 0; j < 17; j++) {
        for (int i = 0; i < 23; i++) {
          if (part[GRID.index(i, j, k)] == 1 && outline == Outline.CENTRES) {
            points.add(GRID.toWorld(i, j, k));
          } else if (part[GRID.index(i, j, k)] == 1) {
            points.add(GRID.toWorld(i - 0.5, j, k));
            points.add(GRID.toWorld(i + 0.5, j, k));
            points.add(GRID.toWorld(i, j - 0.5, k));
            points.add(GRID.toWorld(i, j + 0.5, k));
          }
        }
      }
      slices.add(points);
    }
    return slices;
  }

  private static void between(short[] part, List<double[]> points) {
    for (int p = 0; p < part.length; p++) {
      if (part[p] == 1) {
        points.add(GRID.toWorld(p % 23, p / 23 % 17, p / 391 - 0.5));
        points.add(GRID.toWorld(p % 23, p / 23 % 17, p / 391 + 0.5));
      }
    }
  }

  private static double longest(List<double[]> points) {
    double best = 0;
    for (double[] a : points) {
      for (double[] b : points) {
        best = Math.max(best, Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]));
      }
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "LIA", "SRP", "PSR", "AIL"})
  void theOrderOfVoxelsInMemoryChangesNoLength(String codes) {
    for (Outline outline : Outline.values()) {
      double[] before = lengths(of(noise(2), outline));
      double[] after = lengths(of(Reorient.reorient(noise(2), codes), outline));
      assertThat(after).containsExactly(before, within(1e-9));
    }
  }

  /** Sorted, because parts of equal size may come in another order. */
  private static double[] lengths(List<Diameters> all) {
    double[] sums = new double[4];
    for (Diameters d : all) {
      sums[0] += d.axial().longAxisMm();
      sums[1] += d.axial().shortAxisMm();
      sums[2] += d.acrossMm();
      sums[3] += d.maximum3d().lengthMm();
    }
    return sums;
  }

  @Test
  void farthestPointsOfManyAreFound() {
    Random random = new Random(5);
    double[] p = new double[3 * 5000];
    List<double[]> list = new ArrayList<>();
    for (int n = 0; n < 5000; n++) {
      double[] v = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double length = Math.hypot(Math.hypot(v[0], v[1]), v[2]);
      list.add(v);
      for (int c = 0; c < 3; c++) {
        v[c] /= length;
        p[3 * n + c] = v[c];
      }
    }
    double[][] two = Farthest.of(p, 5000);
    assertThat(longest(List.of(two))).isEqualTo(longest(list));
  }
}
