package dev.heliograph.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files give what nibabel 5.4.2 reads from them ({@code nifti-expected.json}). */
class NiftiRealDataTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ct-abdomen/ct.nii.gz",
        "ct-abdomen/labels.nii.gz",
        "ct-dicom.labels.nii.gz",
        "ibsi-digital-phantom/phantom.nii.gz"
      })
  void readsWhatNibabelReads(String name) throws IOException {
    Path file = RealData.require(name);
    JsonNode expected;
    try (InputStream json = getClass().getResourceAsStream("/format/nifti-expected.json")) {
      expected = new ObjectMapper().readTree(json).get(name);
    }
    Volume volume;
    LabelMap labels = null;
    try (InputStream in = Files.newInputStream(file)) {
      volume =
          NiftiReader.read(in, Files.size(file), Unit.ARBITRARY, ReadLimits.standard()).volume();
    }
    if (name.contains("labels")) {
      try (InputStream in = Files.newInputStream(file)) {
        labels = NiftiReader.readLabels(in, Files.size(file), Map.of(), ReadLimits.standard());
      }
    }
    Geometry g = volume.geometry();
    assertThat(new int[] {g.nx(), g.ny(), g.nz()})
        .containsExactly(numbers(expected.get("shape"), int[].class));
    assertThat(g.affine())
        .containsExactly(numbers(expected.get("affine"), double[].class), within(1e-9));
    assertThat(g.orientation()).isEqualTo(expected.get("orientation").asText());
    double sum = 0;
    for (float v : volume.values()) {
      sum += v;
    }
    assertThat(sum).isEqualTo(expected.get("sum").asDouble());
    for (JsonNode v : expected.get("voxels")) {
      int i = v.get(0).asInt();
      int j = v.get(1).asInt();
      int k = v.get(2).asInt();
      assertThat((double) volume.at(i, j, k)).isEqualTo(v.get(3).asDouble());
      if (labels != null) {
        assertThat(labels.at(i, j, k)).isEqualTo(v.get(3).asInt());
      }
    }
  }

  private static <T> T numbers(JsonNode array, Class<T> type) {
    return new ObjectMapper().convertValue(array, type);
  }
}
