package dev.heliograph.format.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
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
    assertThat(check(Base64.getDecoder().decode(c.get("file").asText())))
        .isEqualTo(new PictureHeader(p.width(), p.height(), p.mediaType(), p.asStored()));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    PictureWriter.png(p, png);
    same(read(png.toByteArray()), c);
  }

  @Test
  void greyPicturesKeepTheirValues() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
      BufferedImage image = new BufferedImage(256, 1, type);
      for (int v = 0; v < 256; v++) {
        image.getRaster().setSample(v, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? v : v << 8 | 7);
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      Picture p = read(png.toByteArray());
      for (int v = 0; v < 256; v++) {
        assertThat(p.rgb()[v] & 0xffffff).isEqualTo(v << 16 | v << 8 | v);
      }
    }
  }

  private static Picture read(byte[] file) throws IOException {
    return PictureReader.read(new ByteArrayInputStream(file), file.length, ReadLimits.standard());
  }

  private static PictureHeader check(byte[] file) throws IOException {
    return PictureReader.check(new ByteArrayInputStream(file), file.length, ReadLimits.standard());
  }

  /** Of which a check keeps one pixel in nine; noise, so that each row takes its bytes. */
  private static byte[] large() throws IOException {
    BufferedImage image = new BufferedImage(3000, 2000, BufferedImage.TYPE_BYTE_GRAY);
    new Random(1).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Test
  void aCheckFindsThatTheEndIsMissing() throws IOException {
    byte[] whole = large();
    assertThat(check(whole).width()).isEqualTo(3000);
    byte[] cut = Arrays.copyOf(whole, whole.length - 8000);
    assertThatThrownBy(() -> check(cut)).isInstanceOf(FormatException.class);
  }

  @Test
  void tooManyPixelsAreRefusedByWhatTheHeaderSays() throws IOException {
    byte[] png = large();
    ByteBuffer.wrap(png).putInt(16, 33_000).putInt(20, 1000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> check(png))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("more than the limit of 32000000");
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
