package dev.heliograph.study;

import static dev.heliograph.testing.SyntheticDicom.EXPLICIT;
import static dev.heliograph.testing.SyntheticDicom.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.testing.InMemoryStudies;
import dev.heliograph.testing.SyntheticDicom;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes: a study or an {@link ImportException} with cause and fix, soon, cheaply. */
@Timeout(60)
class HostileImportTest {

  private final InMemoryStudies studies = new InMemoryStudies();
  private final StudyImporter importer =
      new StudyImporter(studies.blobs(), studies, new ReadLimits(1_000_000, 50_000_000));

  private static byte[] nifti() throws IOException {
    float[] values = new float[6 * 5 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7919) % 1000;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NiftiWriter.write(
        new Volume(Geometry.axisAligned(6, 5, 4, 1, 1, 1), values, Unit.ARBITRARY), out);
    return out.toByteArray();
  }

  private static byte[] plainNifti(Consumer<ByteBuffer> change) throws IOException {
    byte[] plain;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(nifti()))) {
      plain = in.readAllBytes();
    }
    change.accept(ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN));
    return plain;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream g = new GZIPOutputStream(out)) {
      g.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream z = new ZipOutputStream(out)) {
      z.putNextEntry(new ZipEntry(name));
      z.write(content);
    }
    return out.toByteArray();
  }

  private Study read(byte[] bytes) throws ImportException, IOException {
    return importer.importFiles(List.of(Upload.of("file", bytes)), null, null, "upload");
  }

  private void refuses(byte[] bytes, String cause) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(cause)
        .extracting(e -> ((ImportException) e).fix())
        .asString()
        .isNotBlank();
    assertThat(studies.blobs().size()).as("blobs left behind").isZero();
    assertThat(studies.studies()).isEmpty();
  }

  /** A study or a refusal; anything else fails the test. */
  private void survives(byte[] bytes, String what) {
    Throwable e = catchThrowable(() -> studies.deleteStudy(read(bytes).id()));
    if (e != null) {
      assertThat(e).as(what).isInstanceOf(ImportException.class);
      assertThat(((ImportException) e).fix()).as(what).isNotBlank();
    }
    assertThat(studies.blobs().size()).as(what).isZero();
  }

  @Test
  void everyTruncationOfNiftiAndDicomIsRefused() throws IOException {
    byte[] packed = nifti();
    byte[] plain = plainNifti(b -> {});
    byte[] dicom = slice(EXPLICIT).pixels(12, 2, i -> i).bytes();
    for (byte[] file : List.of(packed, plain, dicom)) {
      for (int n = 0; n < file.length; n++) {
        refuses(Arrays.copyOf(file, n), "");
      }
    }
    refuses(Arrays.copyOf(plain, plain.length - 10), "10 bytes of voxels are missing");
    refuses(Arrays.copyOf(dicom, dicom.length - 10), "10 more bytes");
    refuses(new byte[0], "empty");
  }

  /** The checksum covers the voxels; what it does not cover (times, padding bits) changes none. */
  @Test
  void everyFlippedBitOfGzippedNiftiIsRefusedOrHarmless() throws Exception {
    byte[] file = nifti();
    StoredVoxels voxels = new StoredVoxels(studies.blobs(), studies);
    Study whole = read(file);
    float[] values = voxels.volume(whole.images().get(0)).values();
    studies.deleteStudy(whole.id());
    int refused = 0;
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        Study study = read(flipped);
        assertThat(voxels.volume(study.images().get(0)).values())
            .as("bit " + bit)
            .isEqualTo(values);
        studies.deleteStudy(study.id());
      } catch (ImportException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(8 * (file.length - 12));
    assertThat(studies.blobs().size()).isZero();
  }

  @Test
  void everyFlippedBitOfHeadersIsSurvived() throws IOException {
    byte[] nifti = plainNifti(b -> {});
    byte[] dicom = slice(EXPLICIT).pixels(12, 2, i -> i).bytes();
    byte[] rle = slice(SyntheticDicom.RLE).pixels(12, 2, i -> i / 3).bytes();
    byte[] deflated = slice(SyntheticDicom.DEFLATED).pixels(12, 2, i -> i).bytes();
    for (byte[] file : List.of(nifti, dicom, rle, deflated)) {
      // Every fifth bit, which meets each place in a byte; every single one was tried and takes 35
      // s.
      for (int bit = file == nifti ? 0 : 8 * 128; bit < 8 * file.length; bit += 5) {
        byte[] flipped = file.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        survives(flipped, "bit " + bit);
      }
    }
  }

  @Test
  void damagedJpeg2000IsSurvived() throws IOException {
    JsonNode c;
    try (InputStream in = getClass().getResourceAsStream("/format/jpeg2000-frames.json")) {
      c = new ObjectMapper().readTree(in).get(3);
    }
    byte[] frame = Base64.getDecoder().decode(c.get("frame").asText());
    Random random = new Random(4);
    for (int n = 0; n < 500; n++) {
      byte[] bad = frame.clone();
      // The first bytes are headers, where a flipped bit claims most.
      int within = n % 2 == 0 ? 150 : bad.length;
      bad[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
      if (n % 5 == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      survives(
          slice("1.2.840.10008.1.2.4.90")
              .us(0x00280010, c.get("rows").asInt())
              .us(0x00280011, c.get("columns").asInt())
              .bits(16, 12, true)
              .frame(bad)
              .bytes(),
          "damage " + n);
    }
  }

  @Test
  void giantClaimsAreRefusedBeforeAnythingIsAllocated() throws IOException {
    byte[] tera =
        plainNifti(
            b ->
                b.putShort(42, (short) 10000)
                    .putShort(44, (short) 10000)
                    .putShort(46, (short) 10000));
    refuses(tera, "more than the limit");
    refuses(gzip(tera), "more than the limit");
    byte[] long2 = new byte[600];
    ByteBuffer b = ByteBuffer.wrap(long2).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0, 540).put(4, (byte) 'n').put(5, (byte) '+').put(6, (byte) '2');
    b.putShort(12, (short) 4).putLong(16, 3);
    for (int i = 0; i < 3; i++) {
      b.putLong(24 + 8 * i, Long.MAX_VALUE - i);
    }
    refuses(long2, "more than the limit");
    // Within the voxel limit, yet more than these few compressed bytes can hold.
    refuses(
        gzip(plainNifti(h -> h.putShort(42, (short) 500).putShort(44, (short) 450))),
        "compressed bytes hold");
    refuses(
        slice(EXPLICIT).us(0x00280010, 900).us(0x00280011, 900).pixels(12, 2, i -> i).bytes(),
        "1619976 bytes are missing");
    refuses(
        slice(EXPLICIT).us(0x00280010, 60000).us(0x00280011, 60000).pixels(12, 2, i -> i).bytes(),
        "more than the limit");
  }

  @Test
  void deepSequencesAndBombsAreRefused() throws IOException {
    ByteBuffer deep = ByteBuffer.allocate(16 * 100_000).order(ByteOrder.LITTLE_ENDIAN);
    while (deep.remaining() >= 20) {
      deep.putShort((short) 0x0040).putShort((short) 0x0275).put((byte) 'S').put((byte) 'Q');
      deep.putShort((short) 0)
          .putInt(-1)
          .putShort((short) 0xFFFE)
          .putShort((short) 0xE000)
          .putInt(-1);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(slice(EXPLICIT).bytes());
    file.writeBytes(deep.array());
    refuses(file.toByteArray(), "nested deeper than");
    refuses(zip("x.nii", new byte[100_000_000]), "unpacks to more");
    refuses(zip("a.zip", zip("b.zip", zip("c", new byte[9]))), "zip within a zip");
    byte[] bomb = plainNifti(b -> {});
    refuses(gzip(Arrays.copyOf(bomb, 60_000_000)), "follow the header");
    refuses("PK\3\4 this is no zip".getBytes(StandardCharsets.UTF_8), "zip");
  }

  @Test
  void mislabelledFilesAreReadByContent() throws Exception {
    Study study =
        importer.importFiles(
            List.of(
                Upload.of("slice.nii.gz", slice(EXPLICIT).pixels(12, 2, i -> i).bytes()),
                Upload.of("brain.dcm", nifti()),
                Upload.of("readme.dcm", "hello".getBytes(StandardCharsets.UTF_8))),
            null,
            null,
            "upload");
    assertThat(study.images()).hasSize(2);
    assertThat(study.warnings()).singleElement().asString().contains("readme.dcm");
  }

  @Test
  void oneDamagedSliceFailsTheSeriesAndTwoPatientsDoNotMix() throws IOException {
    byte[] good = slice(EXPLICIT).pixels(12, 2, i -> i).bytes();
    byte[] cut = slice(EXPLICIT).position(0, 0, 2).pixels(12, 2, i -> i).bytes();
    byte[] other = slice(EXPLICIT).text(0x00100020, "LO", "P2").pixels(12, 2, i -> i).bytes();
    assertThatThrownBy(
            () ->
                importer.importFiles(
                    List.of(
                        Upload.of("a", good), Upload.of("b", Arrays.copyOf(cut, cut.length - 4))),
                    null,
                    null,
                    "upload"))
        .isInstanceOf(ImportException.class)
        .hasMessageStartingWith("b: the file is cut short");
    assertThatThrownBy(
            () ->
                importer.importFiles(
                    List.of(Upload.of("a", good), Upload.of("b", other)), null, null, "upload"))
        .hasMessageContaining("more than one patient")
        .hasMessageNotContaining("P2");
    assertThat(studies.blobs().size()).isZero();
  }

  @Test
  void picturesAreBoundedByTheirHeaders() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(3, 2, 0xff0000);
    ImageIO.write(picture, "png", out);
    byte[] png = out.toByteArray();
    Study study = read(png);
    Image image = study.images().get(0);
    assertThat(image.kind()).isEqualTo(Image.Kind.PICTURE);
    assertThat(image.mediaType()).isEqualTo("image/png");
    Volume v = new StoredVoxels(studies.blobs(), studies).volume(image);
    assertThat(v.at(3, 2, 0)).isCloseTo(0.299f * 255, within(1e-4f));
    assertThat(v.at(2, 3, 0)).isZero();
    studies.deleteStudy(study.id());
    byte[] giant = png.clone();
    ByteBuffer.wrap(giant).putInt(16, 100_000).putInt(20, 100_000);
    refuses(giant, "");
    for (int n = 8; n < png.length; n += 3) {
      survives(Arrays.copyOf(png, n), "picture of " + n + " bytes");
    }
  }
}
