package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shipped hippocampus network. */
class HippocampusTest {

  private final Models models = new Models(Path.of("models"), Path.of("nothing-is-pulled"));

  private Segmentation segment(Volume volume, String modality) throws IOException {
    return new Segmenter(new Sessions(models, 1, Duration.ofMinutes(1)))
        .segment(
            models.card("hippocampus"), volume, modality, 1L << 30, new ObeliskRealDataTest.Stop());
  }

  @Test
  void aHeldOutCropGivesThePythonReferencesLabels() throws IOException {
    Path folder = RealData.require("hippocampus");
    Volume crop;
    LabelMap truth;
    try (InputStream in = Files.newInputStream(folder.resolve("images/hippocampus_393.nii.gz"));
        InputStream labels =
            Files.newInputStream(folder.resolve("labels/hippocampus_393.nii.gz"))) {
      crop = NiftiReader.read(in, -1, Unit.ARBITRARY, ReadLimits.standard()).volume();
      truth = NiftiReader.readLabels(labels, -1, Map.of(), ReadLimits.standard());
    }
    LabelMap found = segment(crop, "MR").labels();
    References.assertSame(found, "hippocampus_393.nii.gz");
    for (int label = 1; label <= 2; label++) {
      assertThat(dice(found.labels(), truth.labels(), label)).isGreaterThan(0.8);
    }
  }

  @Test
  void aWholeHeadIsRefusedBeforeTheNetworkRuns() {
    Geometry head = Geometry.axisAligned(60, 60, 50, 3, 3.5, 3);
    Volume volume = new Volume(head, new float[head.voxels()], Unit.ARBITRARY);
    assertThatThrownBy(() -> segment(volume, "MR"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("180 × 210 × 150 mm")
        .hasMessageContaining("at most 70 × 90 × 70 mm");
    assertThatThrownBy(() -> segment(volume, "CT")).isInstanceOf(RefusedException.class);
  }

  @Test
  void noiseOfTheRightSizeHoldsNoHippocampus() throws IOException {
    Geometry g = Geometry.axisAligned(36, 50, 36, 1, 1, 1);
    float[] values = new float[g.voxels()];
    Random random = new Random(1);
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (500 + 100 * random.nextGaussian());
    }
    assertThat(segment(new Volume(g, values, Unit.ARBITRARY), "MR").notices())
        .extracting(Segmentation.Notice::code)
        .containsAnyOf("not_found", "implausible_volume");
  }

  private static double dice(short[] a, short[] b, int label) {
    long both = 0;
    long sum = 0;
    for (int p = 0; p < a.length; p++) {
      both += a[p] == label && b[p] == label ? 1 : 0;
      sum += (a[p] == label ? 1 : 0) + (b[p] == label ? 1 : 0);
    }
    return 2.0 * both / sum;
  }
}
