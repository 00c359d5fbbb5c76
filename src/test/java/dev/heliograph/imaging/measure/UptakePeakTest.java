package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UptakePeakTest {

  private static byte[] phantom(String name) throws IOException {
    try (InputStream in =
        UptakePeakTest.class.getResourceAsStream("/radiomics/ibsi-digital-phantom/" + name)) {
      return in.readAllBytes();
    }
  }

  private static UptakePeak of(byte[] image, byte[] mask) throws IOException {
    Volume v =
        NiftiReader.read(
                new ByteArrayInputStream(image),
                image.length,
                Unit.ARBITRARY,
                ReadLimits.standard())
            .volume();
    LabelMap m =
        NiftiReader.readLabels(
            new ByteArrayInputStream(mask),
            mask.length,
            Map.of(1, "lesion"),
            ReadLimits.standard());
    return UptakePeak.of(v, m, 1, Checkpoint.NONE);
  }

  /** The consensus values of IBSI's digital phantom: local peak 2.60, global peak 3.10. */
  @Test
  void agreesWithTheConsensus() throws IOException {
    UptakePeak peak = of(phantom("phantom.nii.gz"), phantom("mask.nii.gz"));
    assertThat(peak.local()).isCloseTo(2.60, within(0.005));
    assertThat(peak.global()).isCloseTo(3.10, within(0.005));
    assertThat(peak.cut()).isTrue();
  }

  /** MIRP 2.7.0 on a sarcoma in FDG-PET, whose values are SUVs. */
  @Test
  void sarcoma() throws IOException {
    Path folder = RealData.require("sarcoma/STS_005");
    byte[] image = Files.readAllBytes(folder.resolve("PET_image.nii.gz"));
    byte[] mask = Files.readAllBytes(folder.resolve("PET_mask.nii.gz"));
    UptakePeak peak = of(image, mask);
    assertThat(peak.local()).isCloseTo(5.734661, within(1e-5));
    assertThat(peak.global()).isCloseTo(6.183382, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "LIA", "SRP", "PSR"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    Geometry g =
        new Geometry(14, 12, 9, new double[] {2.9, 0.1, 0, 5, -0.1, 3.3, 0.2, -7, 0, -0.2, 4.1, 3});
    Random random = new Random(4);
    float[] values = new float[g.voxels()];
    short[] labels = new short[g.voxels()];
    for (int p = 0; p < values.length; p++) {
      values[p] = random.nextFloat() * 10;
      labels[p] = (short) (random.nextInt(3) == 0 ? 1 : 0);
    }
    Volume v = new Volume(g, values, Unit.SUV_BODY_WEIGHT);
    LabelMap m = new LabelMap(g, labels, Map.of(1, "lesion"));
    UptakePeak a = UptakePeak.of(v, m, 1, Checkpoint.NONE);
    UptakePeak b =
        UptakePeak.of(Reorient.reorient(v, codes), Reorient.reorient(m, codes), 1, Checkpoint.NONE);
    assertThat(b.global()).isCloseTo(a.global(), within(1e-9));
    assertThat(b.local()).isCloseTo(a.local(), within(1e-9));
    assertThat(a.global()).isGreaterThanOrEqualTo(a.local());
    assertThat(a.global())
        .isLessThanOrEqualTo(Statistics.of(v, m, 1, Checkpoint.NONE).max() + 1e-6);
  }
}
