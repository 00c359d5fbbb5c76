package dev.heliograph.format.dicom.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.DicomReader;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.format.dicom.DicomStack;
import dev.heliograph.format.dicom.StackSorter;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.DicomWriter;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.TransferSyntax;
import dev.heliograph.study.Upload;
import dev.heliograph.testing.SyntheticDicom;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Label maps written as segmentations come back as they were, at their place. */
class SegmentationTest {

  private static final ReadLimits LIMITS = ReadLimits.standard();
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  /** A tilted, oblique series of 4 × 3 × n voxels. */
  static DicomStack stack(int n) throws IOException {
    List<DicomSlice> slices = new ArrayList<>();
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    for (int k = 0; k < n; k++) {
      byte[] file =
          SyntheticDicom.slice(SyntheticDicom.EXPLICIT)
              .text(Tags.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.2")
              .text(Tags.SOP_INSTANCE_UID, "UI", "1.2.3.9." + (k + 1))
              .text(Tags.STUDY_INSTANCE_UID, "UI", "1.2.3.7")
              .text(Tags.FRAME_OF_REFERENCE_UID, "UI", "1.2.3.8")
              .orientation(1, 0, 0, 0, c, s)
              .position(5, 7 - 2.5 * k * s + 0.4 * k, -9 + 2.5 * k * c)
              .number(k)
              .pixels(12, 2, i -> i)
              .bytes();
      slices.addAll(DicomReader.slices(Upload.of("f" + k, file), LIMITS));
    }
    return StackSorter.sort(slices).stacks().get(0);
  }

  static Segment segment(int label, String name) {
    return new Segment(
        label,
        name,
        Code.sct("123037004", "Body structure"),
        Code.sct("64033007", "Kidney"),
        Code.sct("7771000", "Left"),
        null,
        "segment_abdomen@1.2.0",
        true,
        "2.25." + label);
  }

  private static LabelMap map(Geometry g) {
    short[] labels = new short[g.voxels()];
    labels[g.index(0, 0, 1)] = 9;
    labels[g.index(3, 2, 1)] = 3;
    labels[g.index(2, 1, 4)] = 9;
    return new LabelMap(g, labels, Map.of(3, "a", 9, "b", 12, "nowhere"));
  }

  private static byte[] written(DicomStack stack, LabelMap map) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SegmentationWriter.write(
        "key",
        map,
        SegmentationWriter.labels(map).stream().map(l -> segment(l, "s" + l)).toList(),
        SourceImages.of(stack, LIMITS),
        AT,
        "0.1",
        out);
    return out.toByteArray();
  }

  @Test
  void aLabelMapComesBackAtItsPlace() throws IOException {
    DicomStack stack = stack(6);
    LabelMap map = map(stack.geometry());
    byte[] file = written(stack, map);
    Segmentation back = SegmentationReader.read(Upload.of("seg", file), LIMITS);
    assertThat(back.fractional()).isFalse();
    assertThat(back.frameOfReference()).isEqualTo("1.2.3.8");
    assertThat(back.segments().get(1))
        .usingRecursiveComparison()
        .ignoringFields("label", "trackingUid")
        .isEqualTo(segment(3, "s3"));
    LabelMap labels = back.labels();
    // Slices 1 to 4 have voxels; the file says nothing of the others.
    assertThat(labels.geometry().nz()).isEqualTo(4);
    int voxels = 0;
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 4; i++) {
          double[] world = labels.geometry().toWorld(i, j, k);
          assertThat(world).containsExactly(map.geometry().toWorld(i, j, k + 1), within(1e-6));
          int want = map.at(i, j, k + 1);
          assertThat(labels.at(i, j, k)).isEqualTo(want == 9 ? 2 : want == 3 ? 1 : 0);
          voxels += labels.at(i, j, k) > 0 ? 1 : 0;
        }
      }
    }
    assertThat(voxels).isEqualTo(3);
    assertThat(back.fraction(2).at(2, 1, 3)).isEqualTo(1f);
    assertThat(back.fraction(2).at(3, 2, 0)).isEqualTo(0f);
    // Written again it is the same file: identifiers follow from the key.
    assertThat(written(stack, map)).isEqualTo(file);
  }

  @Test
  void framesReferToTheSlicesBelowThem() throws IOException {
    DicomStack stack = stack(6);
    DataSet d = DicomFile.parse(written(stack, map(stack.geometry())), LIMITS).data();
    List<DataSet> frames = d.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    assertThat(frames).hasSize(3);
    List<String> sources =
        frames.stream()
            .map(f -> f.items(Tags.DERIVATION_IMAGE_SEQUENCE).get(0))
            .map(f -> f.items(Tags.SOURCE_IMAGE_SEQUENCE).get(0))
            .map(f -> f.text(Tags.REFERENCED_SOP_INSTANCE_UID))
            .toList();
    assertThat(sources).containsExactly("1.2.3.9.2", "1.2.3.9.2", "1.2.3.9.5");
    assertThat(d.text(Tags.PATIENT_ID)).isEqualTo("P1");
    assertThat(
            d.items(Tags.REFERENCED_SERIES_SEQUENCE)
                .get(0)
                .items(Tags.REFERENCED_INSTANCE_SEQUENCE))
        .hasSize(6);
  }

  @Test
  void fractionsAndOverlapsAreRead() throws IOException {
    DicomStack stack = stack(6);
    DataSet d = DicomFile.parse(written(stack, map(stack.geometry())), LIMITS).data();
    byte[] pixels = new byte[36];
    pixels[0] = (byte) 200; // segment 1 (file's order) on slice 1
    pixels[12] = 90; // segment 2 on slice 1, same place
    pixels[35] = 50;
    new DataSetBuilder()
        .text(Tags.SEGMENTATION_TYPE, "FRACTIONAL")
        .unsigned(Tags.MAXIMUM_FRACTIONAL_VALUE, 200)
        .unsigned(Tags.BITS_ALLOCATED, 8)
        .unsigned(Tags.BITS_STORED, 8)
        .unsigned(Tags.HIGH_BIT, 7)
        .bytes(Tags.PIXEL_DATA, pixels)
        .build()
        .elements()
        .forEach(d::put);
    Segmentation parts = SegmentationReader.read(Upload.of("seg", bytes(d)), LIMITS);
    assertThat(parts.fractional()).isTrue();
    assertThat(parts.fraction(2).at(0, 0, 0)).isEqualTo(0.45f);
    assertThat(parts.labels().at(0, 0, 0)).isEqualTo(1);
    assertThat(parts.labels().at(3, 2, 3)).isZero();
    pixels[12] = 120;
    new DataSetBuilder().bytes(Tags.PIXEL_DATA, pixels).build().elements().forEach(d::put);
    Segmentation overlap = SegmentationReader.read(Upload.of("seg", bytes(d)), LIMITS);
    assertThatThrownBy(overlap::labels)
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("overlap");
  }

  private static byte[] bytes(DataSet d) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.write(d, TransferSyntax.EXPLICIT, out);
    return out.toByteArray();
  }

  @Test
  void whatCannotBeASegmentationIsRefused() throws IOException {
    DicomStack stack = stack(3);
    Geometry g = stack.geometry();
    LabelMap empty = new LabelMap(g, new short[g.voxels()], Map.of(1, "a"));
    assertThatThrownBy(() -> written(stack, empty))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("empty");
    byte[] image = SyntheticDicom.slice(SyntheticDicom.EXPLICIT).pixels(12, 2, i -> i).bytes();
    assertThatThrownBy(() -> SegmentationReader.read(Upload.of("x", image), LIMITS))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("no DICOM segmentation");
  }
}
