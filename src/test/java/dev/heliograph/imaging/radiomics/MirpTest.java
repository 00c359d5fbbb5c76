package dev.heliograph.imaging.radiomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * On real images the features are those of MIRP 2.7.0 (an implementation by IBSI's own authors),
 * computed without resampling with bins from the lowest value: the liver of the sample CT (25 HU)
 * and a sarcoma in PET (0.25 SUV); aggregation 3D merged.
 */
class MirpTest {

  private static Region region(Path image, Path mask, int label) throws IOException {
    try (InputStream i = Files.newInputStream(image);
        InputStream m = Files.newInputStream(mask)) {
      Volume v =
          NiftiReader.read(i, Files.size(image), Unit.ARBITRARY, ReadLimits.standard()).volume();
      LabelMap map =
          NiftiReader.readLabels(
              m, Files.size(mask), Map.of(label, "region"), ReadLimits.standard());
      return Region.of(v, map, label, Checkpoint.NONE);
    }
  }

  private static void compare(Region region, double width, int column) throws IOException {
    double lowest = Double.POSITIVE_INFINITY;
    for (double v : region.valuesInside()) {
      lowest = Math.min(lowest, v);
    }
    Levels levels = Levels.fixedWidth(region, lowest, width);
    List<Feature> features = new ArrayList<>(IntensityFeatures.statistics(region));
    features.addAll(IntensityFeatures.histogram(levels));
    features.addAll(ShapeFeatures.of(region, Checkpoint.NONE));
    features.addAll(Cooccurrence.features(levels, Aggregation.MERGED_3D, Checkpoint.NONE));
    features.addAll(RunLengths.features(levels, Aggregation.MERGED_3D, Checkpoint.NONE));
    features.addAll(ZoneSizes.features(levels, Aggregation.MERGED_3D, Checkpoint.NONE));
    List<String> lines;
    try (InputStream in = MirpTest.class.getResourceAsStream("/radiomics/mirp.csv")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
    assertThat(features).hasSameSizeAs(lines);
    for (int f = 0; f < features.size(); f++) {
      String[] row = lines.get(f).split(",", -1);
      assertThat(features.get(f).name()).isEqualTo(row[0]);
      double expected = Double.parseDouble(row[column]);
      // Where four corners of a cell are inside, tables of marching cubes differ in how they cut.
      double relative = row[0].startsWith("shape_") ? 2e-3 : 2e-6;
      assertThat(features.get(f).value())
          .as(row[0])
          .isCloseTo(expected, within(relative * Math.abs(expected)));
    }
  }

  @Test
  void liverOfTheSampleCt() throws IOException {
    Path folder = Path.of("samples/ct-abdomen");
    compare(region(folder.resolve("ct.nii.gz"), folder.resolve("labels.nii.gz"), 5), 25, 1);
  }

  @Test
  void sarcomaInPet() throws IOException {
    Path folder = RealData.require("sarcoma/STS_005");
    compare(
        region(folder.resolve("PET_image.nii.gz"), folder.resolve("PET_mask.nii.gz"), 1), 0.25, 2);
  }
}
