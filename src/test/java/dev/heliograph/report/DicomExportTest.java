package dev.heliograph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.derived.Segment;
import dev.heliograph.format.dicom.derived.Segmentation;
import dev.heliograph.format.dicom.derived.SegmentationReader;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.study.Upload;
import dev.heliograph.testing.SyntheticDicom;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A run on a DICOM series becomes objects that say what was measured and where. That other readers
 * agree is checked by {@code src/test/python/dicom/check_objects.py}.
 */
class DicomExportTest {

  private static final ReadLimits LIMITS = ReadLimits.standard();

  private static List<Upload> series() {
    List<Upload> files = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      files.add(
          Upload.of(
              "f" + k,
              SyntheticDicom.slice(SyntheticDicom.EXPLICIT)
                  .text(Tags.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.2")
                  .text(Tags.SOP_INSTANCE_UID, "UI", "1.2.3.9." + k)
                  .text(Tags.STUDY_INSTANCE_UID, "UI", "1.2.3.7")
                  .text(Tags.FRAME_OF_REFERENCE_UID, "UI", "1.2.3.8")
                  .us(Tags.ROWS, 60)
                  .us(Tags.COLUMNS, 100)
                  .position(1.1, 2.2, 3.3 + 2 * k)
                  .number(k)
                  .pixels(6000, 2, i -> i)
                  .bytes()));
    }
    return files;
  }

  private static DataSet parse(ByteArrayOutputStream out) throws IOException {
    return DicomFile.parse(out.toByteArray(), LIMITS).data();
  }

  @Test
  void aMaskBecomesASegmentationWithCodes() throws Exception {
    MeasuredSeries s = new MeasuredSeries(series());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    s.export.segmentation(s.mask, out);
    Segmentation back = SegmentationReader.read(Upload.of("x", out.toByteArray()), LIMITS);
    // Labels 2, 5 and 9 have voxels; the spleen (11) has none and becomes no segment.
    assertThat(back.segments()).containsOnlyKeys(1, 2, 3);
    List<Segment> segments = List.copyOf(back.segments().values());
    assertThat(segments.get(0).type().value()).isEqualTo("64033007");
    assertThat(segments.get(0).modifier()).isNotNull();
    assertThat(segments.get(1).type().value()).isEqualTo("10200004");
    assertThat(segments.get(2).category().value()).isEqualTo("49755003");
    LabelMap labels = back.labels();
    assertThat(labels.geometry().sameGrid(s.map.geometry(), 1e-4)).isTrue();
    int[] segment = {0, 0, 1, 0, 0, 2, 0, 0, 0, 3};
    for (int i = 0; i < labels.labels().length; i++) {
      assertThat(labels.labels()[i]).isEqualTo((short) segment[s.map.labels()[i]]);
    }
  }

  @Test
  void aRunBecomesAReportThatRefersToTheSegmentation() throws Exception {
    MeasuredSeries s = new MeasuredSeries(series());
    ByteArrayOutputStream seg = new ByteArrayOutputStream();
    s.export.segmentation(s.mask, seg);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    s.export.report(s.run, s.events, out);
    DataSet report = parse(out);
    assertThat(report.text(Tags.PATIENT_ID)).isEqualTo("P1");
    assertThat(report.text(Tags.STUDY_INSTANCE_UID)).isEqualTo("1.2.3.7");
    List<DataSet> top = report.items(Tags.CONTENT_SEQUENCE);
    List<DataSet> groups = top.get(top.size() - 1).items(Tags.CONTENT_SEQUENCE);
    assertThat(groups)
        .extracting(
            g -> g.items(Tags.CONTENT_TEMPLATE_SEQUENCE).get(0).text(Tags.TEMPLATE_IDENTIFIER))
        .containsExactly("1411", "1411", "1411", "1410", "1501");
    String all = flat(report);
    assertThat(all).contains(parse(seg).text(Tags.SOP_INSTANCE_UID));
    assertThat(all).contains("1432.25").contains("mL").contains("at least this");
    DataSet line =
        groups.get(3).items(Tags.CONTENT_SEQUENCE).stream()
            .filter(c -> c.text(Tags.VALUE_TYPE).equals("SCOORD3D"))
            .findFirst()
            .orElseThrow();
    // LPS: the evidence is in RAS.
    double[] from = s.map.geometry().toWorld(30, 20, 3);
    ByteBuffer points = Objects.requireNonNull(line.get(Tags.GRAPHIC_DATA)).bytes();
    double[] to = s.map.geometry().toWorld(35, 23, 3);
    for (int c = 0; c < 3; c++) {
      int sign = c < 2 ? -1 : 1;
      assertThat(points.getFloat(4 * c)).isEqualTo((float) (sign * from[c]), within(1e-3f));
      assertThat(points.getFloat(12 + 4 * c)).isEqualTo((float) (sign * to[c]), within(1e-3f));
    }
    assertThat(line.text(Tags.REFERENCED_FRAME_OF_REFERENCE_UID)).isEqualTo("1.2.3.8");
  }

  /** Every text of a data set, nested ones too. */
  private static String flat(DataSet d) {
    StringBuilder all = new StringBuilder();
    for (DataElement e : d.elements()) {
      List<DataSet> items = e.items();
      if (items == null) {
        all.append(d.text(e.tag())).append('\n');
      } else {
        items.forEach(i -> all.append(flat(i)));
      }
    }
    return all.toString();
  }

  @Test
  void aStudyThatIsNotFromDicomIsRefused() throws Exception {
    Geometry g = Geometry.axisAligned(100, 60, 6, 1, 1, 2);
    ByteArrayOutputStream nifti = new ByteArrayOutputStream();
    NiftiWriter.write(new Volume(g, new float[g.voxels()], Unit.HOUNSFIELD), nifti);
    MeasuredSeries s = new MeasuredSeries(List.of(Upload.of("ct.nii.gz", nifti.toByteArray())));
    assertThatThrownBy(() -> s.export.segmentation(s.mask, new ByteArrayOutputStream()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("not loaded from DICOM");
    assertThatThrownBy(() -> s.export.report(s.run, s.events, new ByteArrayOutputStream()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("not loaded from DICOM");
    assertThatThrownBy(() -> s.export.report(s.run, List.of(), new ByteArrayOutputStream()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("measured nothing");
  }
}
