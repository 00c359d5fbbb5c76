package dev.heliograph.imaging.radiomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known solids, and what must not change when the same patient is stored otherwise. */
class RadiomicsLawsTest {

  private static final Geometry GRID =
      new Geometry(14, 12, 9, new double[] {0.9, 0.1, 0, 5, -0.1, 1.3, 0.2, -7, 0, -0.2, 2.1, 3});

  private static LabelMap blob(long seed) {
    Random random = new Random(seed);
    short[] labels = new short[GRID.voxels()];
    for (int n = 0; n < 500; n++) {
      int i = 2 + random.nextInt(9);
      int j = 3 + random.nextInt(6);
      int k = 1 + random.nextInt(7);
      labels[GRID.index(i, j, k)] = 1;
    }
    return new LabelMap(GRID, labels, Map.of(1, "blob"));
  }

  private static Volume values(long seed) {
    Random random = new Random(seed);
    float[] values = new float[GRID.voxels()];
    for (int p = 0; p < values.length; p++) {
      values[p] = 10 + random.nextInt(60);
    }
    return new Volume(GRID, values, Unit.HOUNSFIELD);
  }

  private static List<Feature> all(Volume volume, LabelMap map) {
    Region region = Region.of(volume, map, 1, Checkpoint.NONE);
    Levels levels = Levels.fixedNumber(region, 8);
    List<Feature> all = new ArrayList<>(IntensityFeatures.statistics(region));
    all.addAll(IntensityFeatures.histogram(levels));
    all.addAll(ShapeFeatures.of(region, Checkpoint.NONE));
    for (Aggregation a : Aggregation.values()) {
      all.addAll(Cooccurrence.features(levels, a, Checkpoint.NONE));
      all.addAll(RunLengths.features(levels, a, Checkpoint.NONE));
      all.addAll(ZoneSizes.features(levels, a, Checkpoint.NONE));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "LIA", "SRP", "PSR", "AIL"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    List<Feature> before = all(values(2), blob(1));
    List<Feature> after =
        all(Reorient.reorient(values(2), codes), Reorient.reorient(blob(1), codes));
    assertThat(after).hasSameSizeAs(before);
    for (int f = 0; f < before.size(); f++) {
      double x = before.get(f).value();
      assertThat(after.get(f).name()).isEqualTo(before.get(f).name());
      assertThat(after.get(f).value())
          .as(before.get(f).name())
          .isCloseTo(x, within(1e-9 * Math.max(1, Math.abs(x))));
    }
  }

  @Test
  void doublingTheSpacingScalesShapeAndNothingElse() {
    double[] a = GRID.affine();
    for (int i = 0; i < 12; i++) {
      a[i] *= 2;
    }
    Geometry large = new Geometry(14, 12, 9, a);
    List<Feature> before = all(values(2), blob(1));
    List<Feature> after =
        all(
            new Volume(large, values(2).values(), Unit.HOUNSFIELD),
            new LabelMap(large, blob(1).labels(), Map.of(1, "blob")));
    for (int f = 0; f < before.size(); f++) {
      Feature x = before.get(f);
      double scale =
          switch (x.scale()) {
            case MILLIMETRE -> 2;
            case SQUARE_MILLIMETRE -> 4;
            case CUBIC_MILLIMETRE -> 8;
            case PER_MILLIMETRE -> 0.5;
            default -> x.name().equals("shape_integrated_intensity") ? 8 : 1;
          };
      assertThat(after.get(f).value())
          .as(x.name())
          .isCloseTo(scale * x.value(), within(1e-9 * Math.max(1, Math.abs(scale * x.value()))));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,0,0", "0.7,0.7,1.4,0,0", "0.8,1.1,1.3,-20,15"})
  void sphere(double dx, double dy, double dz, double turn, double tilt) {
    double r = 18;
    Geometry g = Phantoms.oblique(64, new double[] {dx, dy, dz}, turn, tilt);
    LabelMap map = Phantoms.map(g, "sphere", Phantoms.sphere(new double[] {0, 0, 0}, r));
    float[] ones = new float[g.voxels()];
    java.util.Arrays.fill(ones, 1);
    Region region = Region.of(new Volume(g, ones, Unit.ARBITRARY), map, 1, Checkpoint.NONE);
    List<Feature> shape = ShapeFeatures.of(region, Checkpoint.NONE);
    assertThat(value(shape, "shape_volume"))
        .isCloseTo(4.0 / 3 * Math.PI * r * r * r, within(0.01 * 24429));
    // A mesh half-way between voxels is a staircase: known to be some 10 % too large.
    assertThat(value(shape, "shape_surface_area") / (4 * Math.PI * r * r)).isBetween(1.0, 1.13);
    // Of a solid sphere the variance along any line is r²/5.
    assertThat(value(shape, "shape_major_axis_length"))
        .isCloseTo(4 * r / Math.sqrt(5), within(0.4));
    assertThat(value(shape, "shape_least_axis_length"))
        .isCloseTo(4 * r / Math.sqrt(5), within(0.4));
    assertThat(value(shape, "shape_maximum_diameter")).isCloseTo(2 * r, within(dz));
    assertThat(value(shape, "shape_centre_of_mass_shift")).isCloseTo(0, within(1e-9));
    assertThat(value(shape, "shape_volume_density_convex_hull")).isBetween(0.95, 1.0);
  }

  @Test
  void theSeriesForAnEllipsoidIsExactForASphere() {
    assertThat(ShapeFeatures.ellipsoidArea(new double[] {4, 4, 4}))
        .isCloseTo(16 * Math.PI, within(1e-9));
  }

  @Test
  void levelsAreBounded() {
    Region region = Region.of(values(2), blob(1), 1, Checkpoint.NONE);
    assertThatThrownBy(() -> Levels.fixedWidth(region, 0, 1e-6))
        .hasMessageContaining("grey levels");
    assertThatThrownBy(() -> Levels.fixedWidth(region, 0, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Levels.fixedNumber(region, 5000)).hasMessageContaining("1024");
  }

  @Test
  void oneVoxelHasFeaturesWhereTheyAreDefined() {
    short[] labels = new short[GRID.voxels()];
    labels[GRID.index(3, 3, 3)] = 1;
    List<Feature> all = all(values(2), new LabelMap(GRID, labels, Map.of(1, "dot")));
    assertThat(value(all, "shape_major_axis_length")).isZero();
    assertThat(value(all, "intensity_skewness")).isZero();
    assertThat(value(all, "glrlm_short_runs_emphasis")).isEqualTo(1);
    assertThat(all).noneMatch(f -> f.name().startsWith("glcm_"));
    assertThat(value(all, "shape_elongation")).isNaN();
  }

  private static double value(List<Feature> features, String name) {
    return features.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow().value();
  }
}
