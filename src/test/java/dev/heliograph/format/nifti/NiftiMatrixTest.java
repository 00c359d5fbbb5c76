package dev.heliograph.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every number type in both byte orders and both versions, and the header's ways to say a position,
 * as nibabel 5.4.2 wrote and read them ({@code nifti-matrix.json}).
 */
class NiftiMatrixTest {

  static Stream<Named<JsonNode>> files() throws IOException {
    try (InputStream in = NiftiMatrixTest.class.getResourceAsStream("/format/nifti-matrix.json")) {
      JsonNode all = new ObjectMapper().readTree(in);
      return StreamSupport.stream(all.spliterator(), false)
          .map(c -> Named.of(c.get("name").asText(), c));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatNibabelReads(JsonNode expected) throws IOException {
    byte[] file = Base64.getDecoder().decode(expected.get("file").asText());
    Volume v =
        NiftiReader.read(
                new ByteArrayInputStream(file), file.length, Unit.ARBITRARY, ReadLimits.standard())
            .volume();
    ObjectMapper json = new ObjectMapper();
    assertThat(new int[] {v.geometry().nx(), v.geometry().ny(), v.geometry().nz()})
        .isEqualTo(json.convertValue(expected.get("shape"), int[].class));
    assertThat(v.geometry().affine())
        .containsExactly(json.convertValue(expected.get("affine"), double[].class), within(2e-4));
    double[] values = json.convertValue(expected.get("values"), double[].class);
    for (int i = 0; i < values.length; i++) {
      assertThat(v.values()[i]).isEqualTo((float) values[i]);
    }
  }
}
