package dev.heliograph.format.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.DicomWriter;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.testing.SyntheticDicom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What identifies the patient is gone, wherever it stood; what is left means the same. */
class DeidentifierTest {

  private static final ReadLimits LIMITS = ReadLimits.standard();
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final int REFERENCED_IMAGES = 0x00081140;
  private static final int REQUEST_ATTRIBUTES = 0x00400275;
  private static final int ANATOMIC_REGION = 0x00082218;
  private static final int PERFORMING_PHYSICIAN = 0x00081050;

  private final Deidentifier deidentifier =
      new Deidentifier(new Pseudonyms(new byte[32]), "heliograph test");

  private static SyntheticDicom file(String syntax) {
    return SyntheticDicom.slice(syntax)
        .text(Tags.SOP_CLASS_UID, "UI", CT)
        .text(Tags.SOP_INSTANCE_UID, "UI", "1.2.3.1")
        .text(Tags.STUDY_INSTANCE_UID, "UI", "1.2.3.2")
        .text(Tags.FRAME_OF_REFERENCE_UID, "UI", "1.2.3.3")
        .text(Tags.STUDY_DATE, "DA", "20231224")
        .text(Tags.PATIENT_BIRTH_DATE, "DA", "19511213")
        .text(PERFORMING_PHYSICIAN, "PN", "SecretDoctor")
        .text(0x00090010, "LO", "SecretVendor")
        .text(0x00091001, "LO", "SecretPrivate")
        .text(0x60003000, "LT", "SecretOverlay")
        .text(0x50001234, "LT", "SecretCurve")
        .text(0x00071235, "LO", "SecretPrivate")
        .text(0x00101234, "LO", "SecretUnknown")
        .text(0x00080404, "DT", "20231224120000")
        .pixels(12, 2, i -> 1000 + i);
  }

  private static DicomFile parse(byte[] bytes) throws FormatException {
    return DicomFile.parse(bytes, LIMITS);
  }

  private byte[] applied(byte[] original) throws IOException {
    DicomFile file = parse(original);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.write(deidentifier.apply(file).data(), file.syntax(), out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SyntheticDicom.IMPLICIT,
        SyntheticDicom.EXPLICIT,
        SyntheticDicom.DEFLATED,
        SyntheticDicom.BIG_ENDIAN,
        SyntheticDicom.RLE
      })
  void everySyntaxLosesThePatientAndKeepsThePixels(String syntax) throws IOException {
    byte[] original = file(syntax).bytes();
    DicomFile before = parse(original);
    DicomFile after = parse(applied(original));
    assertThat(after.syntax()).isEqualTo(before.syntax());
    DataSet d = after.data();
    String all = flat(d);
    assertThat(all).doesNotContain("Secret").doesNotContain("P1\n").doesNotContain("1.2.3.");
    assertThat(all).doesNotContain("2023").doesNotContain("1951");
    assertThat(d.text(Tags.MODALITY)).isEqualTo("CT");
    assertThat(d.text(Tags.SOP_CLASS_UID)).isEqualTo(CT);
    assertThat(d.text(Tags.PATIENT_IDENTITY_REMOVED)).isEqualTo("YES");
    assertThat(d.text(Tags.PATIENT_ID)).matches("P[0-9A-F]{10}");
    assertThat(d.text(Tags.STUDY_DATE)).isEmpty();
    assertThat(after.meta().text(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID))
        .isEqualTo(d.text(Tags.SOP_INSTANCE_UID))
        .startsWith("2.25.");
    DataElement pixels = Objects.requireNonNull(d.get(Tags.PIXEL_DATA));
    DataElement were = Objects.requireNonNull(before.data().get(Tags.PIXEL_DATA));
    assertThat(pixels.bytes()).isEqualTo(were.bytes());
    assertThat(pixels.fragments()).isEqualTo(were.fragments());
    assertThat(d.get(Tags.ROWS)).isNotNull();
    assertThat(d.unsigned(Tags.ROWS, 0)).isEqualTo(3);
  }

  @Test
  void sequencesAreTreatedAndIdentifiersStayTheSameEverywhere() throws IOException {
    DataSet d = parse(file(SyntheticDicom.EXPLICIT).bytes()).data();
    DataSetBuilder nested =
        new DataSetBuilder()
            .text(PERFORMING_PHYSICIAN, "SecretDoctor")
            .text(Tags.CODE_VALUE, "T-1")
            .text(Tags.STUDY_INSTANCE_UID, "1.2.3.2")
            .item(ANATOMIC_REGION, new DataSetBuilder().text(Tags.PATIENT_NAME, "SecretDeep"));
    new DataSetBuilder()
        .item(ANATOMIC_REGION, nested)
        .item(REQUEST_ATTRIBUTES, new DataSetBuilder().text(Tags.CODE_MEANING, "SecretRequest"))
        .item(
            REFERENCED_IMAGES,
            new DataSetBuilder()
                .text(Tags.REFERENCED_SOP_CLASS_UID, CT)
                .text(Tags.REFERENCED_SOP_INSTANCE_UID, "1.2.3.1"))
        .build()
        .elements()
        .forEach(d::put);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.write(d, parse(file(SyntheticDicom.EXPLICIT).bytes()).syntax(), out);
    DicomFile original = parse(out.toByteArray());
    Deidentifier.Result result = deidentifier.apply(original);
    DataSet after = result.data();
    assertThat(flat(after)).doesNotContain("Secret");
    DataSet region = after.items(ANATOMIC_REGION).get(0);
    assertThat(region.text(Tags.CODE_VALUE)).isEqualTo("T-1");
    assertThat(region.text(Tags.STUDY_INSTANCE_UID)).isEqualTo(after.text(Tags.STUDY_INSTANCE_UID));
    DataSet referenced = after.items(REFERENCED_IMAGES).get(0);
    assertThat(referenced.text(Tags.REFERENCED_SOP_INSTANCE_UID))
        .isEqualTo(after.text(Tags.SOP_INSTANCE_UID));
    assertThat(referenced.text(Tags.REFERENCED_SOP_CLASS_UID)).isEqualTo(CT);
    assertThat(after.items(REQUEST_ATTRIBUTES)).isEmpty();
    assertThat(result.done())
        .containsEntry("removed private (0009,1001)", 1)
        .containsEntry("removed OverlayData (6000,3000)", 1)
        .containsEntry("replaced StudyInstanceUID (0020,000D)", 2);
    assertThat(result.done().keySet()).noneMatch(k -> k.contains("Secret"));
  }

  @Test
  void anotherKeyGivesOtherNames() throws IOException {
    DicomFile file = parse(file(SyntheticDicom.EXPLICIT).bytes());
    DataSet one = deidentifier.apply(file).data();
    DataSet other = new Deidentifier(Pseudonyms.random(), "x").apply(file).data();
    for (int tag : new int[] {Tags.PATIENT_ID, Tags.STUDY_INSTANCE_UID, Tags.SOP_INSTANCE_UID}) {
      assertThat(one.text(tag)).isNotEqualTo(other.text(tag));
      assertThat(deidentifier.apply(file).data().text(tag)).isEqualTo(one.text(tag));
    }
  }

  @Test
  void textInPixelsIsWarnedOfByTheHeader() throws IOException {
    assertThat(warning(file(SyntheticDicom.EXPLICIT))).isEmpty();
    assertThat(warning(file(SyntheticDicom.EXPLICIT).text(Tags.BURNED_IN_ANNOTATION, "CS", "YES")))
        .contains("burned into");
    assertThat(warning(file(SyntheticDicom.EXPLICIT).text(Tags.MODALITY, "CS", "US")))
        .contains("modality US");
    assertThat(
            warning(
                file(SyntheticDicom.EXPLICIT)
                    .text(Tags.MODALITY, "CS", "US")
                    .text(Tags.BURNED_IN_ANNOTATION, "CS", "NO")))
        .isEmpty();
    assertThat(
            warning(
                file(SyntheticDicom.EXPLICIT)
                    .text(Tags.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.7")))
        .contains("screen capture");
  }

  private String warning(SyntheticDicom file) throws FormatException {
    return deidentifier.apply(parse(file.bytes())).burnedIn();
  }

  @Test
  void aDirectoryOfFilesIsRefused() {
    assertThatThrownBy(
            () ->
                deidentifier.apply(
                    parse(
                        file(SyntheticDicom.EXPLICIT)
                            .text(Tags.SOP_CLASS_UID, "UI", "1.2.840.10008.1.3.10")
                            .bytes())))
        .isInstanceOf(FormatException.class);
  }

  /** Every value of a data set as characters, nested ones too. */
  private static String flat(DataSet d) {
    StringBuilder all = new StringBuilder();
    for (DataElement e : d.elements()) {
      List<DataSet> items = e.items();
      if (items != null) {
        items.forEach(i -> all.append(flat(i)));
      } else if (e.tag() != Tags.PIXEL_DATA) {
        byte[] value = new byte[e.length()];
        e.bytes().get(value);
        all.append(new String(value, StandardCharsets.ISO_8859_1).trim()).append('\n');
      }
    }
    return all.toString();
  }
}
