package dev.heliograph.format.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ReadLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures by Pillow, as Pillow shows them ({@code src/test/python/dicom/make_pictures.py}). */
class PictureReaderTest {

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in = PictureReaderTest.class.getResourceAsStream("/format/pictures.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
          .map(c -> Named.of(c.get("name").asText(), c));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void picturesAreSeenAsPillowSeesThem(JsonNode c) throws IOException {
    Picture p = read(Base64.getDecoder().decode(c.get("file").asText()));
    same(p, c);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    PictureWriter.png(p, png);
    same(read(png.toByteArray()), c);
  }

  private static Picture read(byte[] file) throws IOException {
    return PictureReader.read(new ByteArrayInputStream(file), file.length, ReadLimits.standard());
  }

  private static void same(Picture p, JsonNode c) {
    assertThat(p.width()).isEqualTo(c.get("width").asInt());
    assertThat(p.height()).isEqualTo(c.get("height").asInt());
    JsonNode values = c.get("values");
    if (c.get("grey").asBoolean()) {
      for (int i = 0; i < values.size(); i++) {
        assertThat(p.luminance().values()[i]).isEqualTo((float) values.get(i).asInt());
      }
      return;
    }
    int tolerance = c.get("tolerance").asInt();
    for (int i = 0; i < values.size(); i++) {
      int got = p.rgb()[i / 3] >> (16 - 8 * (i % 3)) & 0xff;
      assertThat(got).isCloseTo(values.get(i).asInt(), within(tolerance));
    }
  }
}
