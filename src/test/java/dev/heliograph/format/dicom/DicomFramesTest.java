package dev.heliograph.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.pixel.PixelFrames;
import dev.heliograph.study.Upload;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and values of pydicom ({@code src/test/python/dicom/make_frames.py}). */
class DicomFramesTest {

  private static final ReadLimits LIMITS = ReadLimits.standard();

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in = DicomFramesTest.class.getResourceAsStream("/format/dicom-frames.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
          .map(c -> Named.of(c.get("name").asText(), c));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFrameHoldsWhatPydicomReads(JsonNode c) throws IOException {
    Upload source = Upload.of("x", Base64.getDecoder().decode(c.get("file").asText()));
    List<DicomSlice> slices = DicomReader.slices(source, LIMITS);
    assertThat(slices).hasSize(c.get("frames").asInt());
    DicomFile file = DicomFile.read(source, LIMITS);
    PixelFrames frames = PixelFrames.of(file, LIMITS);
    int at = 0;
    for (DicomSlice s : slices) {
      assertThat(s.colour()).isEqualTo(c.get("colour").asBoolean());
      float[] got = values(file, frames, s);
      for (float v : got) {
        assertThat((double) v)
            .isEqualTo(c.get("values").get(at++).asDouble(), within(c.get("tolerance").asDouble()));
      }
    }
    assertThat(at).isEqualTo(c.get("values").size());
  }

  private static float[] values(DicomFile file, PixelFrames frames, DicomSlice s)
      throws IOException {
    if (!s.colour()) {
      float[] values = new float[s.rows() * s.columns()];
      Rescale r = Rescale.of(new FrameHeader(file.data(), s.frame()));
      frames.values(s.frame(), r.slope(), r.intercept(), values, 0);
      return values;
    }
    int[] rgb = frames.rgb(s.frame());
    float[] values = new float[3 * rgb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rgb[i / 3] >> (16 - 8 * (i % 3)) & 0xff;
    }
    return values;
  }

  /** Two places, two moments: two volumes, each frame with its own rescale, at its own place. */
  @Test
  void anEnhancedObjectBecomesOneVolumeForEachMoment() throws IOException {
    JsonNode c =
        cases()
            .filter(n -> n.getName().equals("enhanced CT"))
            .findFirst()
            .orElseThrow()
            .getPayload();
    Upload source = Upload.of("x", Base64.getDecoder().decode(c.get("file").asText()));
    List<DicomStack> stacks = StackSorter.sort(DicomReader.slices(source, LIMITS)).stacks();
    assertThat(stacks).extracting(s -> s.slices().size()).containsExactly(2, 2);
    Volume second = DicomReader.read(stacks.get(1), LIMITS);
    // Rows run along y, columns down along z: the slices are sagittal and ordered along -x.
    assertThat(second.geometry().toWorld(0, 0, 0))
        .containsExactly(new double[] {-13, -20, 30}, within(1e-9));
    assertThat(second.geometry().toWorld(2, 1, 1))
        .containsExactly(new double[] {-10, -21.5, 29.5}, within(1e-9));
    // Frames 2 and 3 (from 0) are the second moment; frame 2 lies at x = 13.
    assertThat((double) second.at(1, 1, 0)).isEqualTo(c.get("values").get(2 * 6 + 4).asDouble());
    assertThat((double) second.at(1, 1, 1)).isEqualTo(c.get("values").get(3 * 6 + 4).asDouble());
  }
}
