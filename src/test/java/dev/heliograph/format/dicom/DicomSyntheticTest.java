package dev.heliograph.format.dicom;

import static dev.heliograph.testing.SyntheticDicom.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.study.Upload;
import dev.heliograph.testing.SyntheticDicom;
import dev.heliograph.volume.Volume;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every encoding of pixels that is read, on files made here. */
class DicomSyntheticTest {

  private static final ReadLimits LIMITS = ReadLimits.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        SyntheticDicom.IMPLICIT,
        SyntheticDicom.EXPLICIT,
        SyntheticDicom.DEFLATED,
        SyntheticDicom.BIG_ENDIAN,
        SyntheticDicom.RLE
      })
  void everyTransferSyntaxGivesTheSameValues(String syntax) throws IOException {
    Volume signed =
        volume(
            slice(syntax)
                .text(0x00281052, "DS", "-1024")
                .text(0x00281053, "DS", "0.5")
                .pixels(12, 2, i -> i * 500 - 3000));
    assertThat(signed.at(0, 0, 0)).isEqualTo(-2524f);
    assertThat(signed.at(3, 2, 0)).isEqualTo(226f);
    Volume unsigned = volume(slice(syntax).bits(16, 16, false).pixels(12, 2, i -> 65535 - i));
    assertThat(unsigned.at(1, 2, 0)).isEqualTo(65526f);
    Volume eight = volume(slice(syntax).bits(8, 8, false).pixels(12, 1, i -> i < 4 ? 250 : i));
    assertThat(eight.values()).startsWith(250, 250, 250, 250, 4, 5).hasSize(12);
    // Twelve stored bits; the four above them hold an overlay that must not count.
    Volume twelve =
        volume(slice(syntax).bits(16, 12, true).pixels(12, 2, i -> 0x7000 | (i == 0 ? 0xFFF : i)));
    assertThat(twelve.values()).startsWith(-1, 1, 2);
  }

  static Stream<Named<JsonNode>> jpeg2000() throws IOException {
    try (InputStream in =
        DicomSyntheticTest.class.getResourceAsStream("/format/jpeg2000-frames.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
          .map(c -> Named.of(c.get("name").asText(), c));
    }
  }

  /** Frames encoded and decoded by OpenJPEG ({@code jpeg2000-frames.json}). */
  @ParameterizedTest
  @MethodSource("jpeg2000")
  void jpeg2000GivesWhatOpenJpegGives(JsonNode c) throws IOException {
    int bits = c.get("bits").asInt();
    String syntax = "1.2.840.10008.1.2.4.9" + (c.get("lossy").asBoolean() ? 1 : 0);
    Volume v =
        volume(
            slice(syntax)
                .us(0x00280010, c.get("rows").asInt())
                .us(0x00280011, c.get("columns").asInt())
                .bits(bits == 8 ? 8 : 16, bits, c.get("signed").asBoolean())
                .frame(Base64.getDecoder().decode(c.get("frame").asText())));
    // Two decoders of the irreversible transform may round differently.
    int tolerance = c.get("lossy").asBoolean() ? 1 : 0;
    for (int i = 0; i < v.values().length; i++) {
      assertThat((double) v.values()[i])
          .isEqualTo(c.get("values").get(i).asInt(), within((double) tolerance));
    }
  }

  @Test
  void jpegBaselineIsRead() throws IOException {
    BufferedImage grey = new BufferedImage(32, 24, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32 * 24; i++) {
      grey.getRaster().setSample(i % 32, i / 32, 0, 4 * (i % 32) + 3 * (i / 32));
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    assertThat(ImageIO.write(grey, "jpeg", jpeg)).isTrue();
    Volume v =
        volume(
            slice("1.2.840.10008.1.2.4.50")
                .us(0x00280010, 24)
                .us(0x00280011, 32)
                .bits(8, 8, false)
                .text(0x00281052, "DS", "10")
                .frame(jpeg.toByteArray()));
    assertThat((double) v.at(20, 10, 0)).isEqualTo(4 * 20 + 3 * 10 + 10, within(6.0));
    assertThat((double) v.at(2, 21, 0)).isEqualTo(4 * 2 + 3 * 21 + 10, within(6.0));
  }

  @Test
  void aBareDataSetWithoutPreambleIsRead() throws IOException {
    for (String syntax : List.of(SyntheticDicom.IMPLICIT, SyntheticDicom.EXPLICIT)) {
      byte[] bare = slice(syntax).pixels(12, 2, i -> i).dataset();
      assertThat(DicomReader.looksLikeDicom(bare)).isTrue();
      assertThat(read(List.of(bare)).at(3, 2, 0)).isEqualTo(11f);
    }
  }

  @Test
  void whatIsNotReadIsNamedWithAWayOut() {
    assertThatThrownBy(() -> volume(slice("1.2.840.10008.1.2.4.80").frame(new byte[4])))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("JPEG-LS Lossless")
        .extracting(e -> ((UnsupportedFormatException) e).fix())
        .asString()
        .contains("gdcmconv --raw");
    assertThatThrownBy(() -> volume(slice(SyntheticDicom.EXPLICIT)))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("no pixels");
  }

  private static Volume volume(SyntheticDicom file) throws IOException {
    return read(List.of(file.bytes()));
  }

  static Volume read(List<byte[]> files) throws IOException {
    StackSorter.Sorted sorted = StackSorter.sort(slices(files));
    assertThat(sorted.problems()).isEmpty();
    assertThat(sorted.stacks()).hasSize(1);
    return DicomReader.read(sorted.stacks().get(0), LIMITS);
  }

  static List<DicomSlice> slices(List<byte[]> files) throws IOException {
    List<DicomSlice> slices = new ArrayList<>();
    for (byte[] f : files) {
      slices.addAll(DicomReader.slices(Upload.of("f" + slices.size(), f), LIMITS));
    }
    return slices;
  }
}
