package dev.heliograph.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.testing.InMemoryStudies;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Real files become studies whose stored bytes give the same voxels again. */
class ImportRealDataTest {

  private final InMemoryStudies studies = new InMemoryStudies();
  private final StudyImporter importer = new StudyImporter(studies.blobs(), studies);
  private final Voxels voxels = new StoredVoxels(studies.blobs(), studies);

  @Test
  void aNiftiFileIsKeptAsItCame() throws Exception {
    Path file = RealData.require("ct-abdomen/ct.nii.gz");
    Study study =
        importer.importFiles(List.of(Upload.of("my ct.nii.gz", file)), null, null, "upload");
    Image image = study.images().get(0);
    assertThat(study.name()).isEqualTo("my ct");
    assertThat(study.warnings()).isEmpty();
    assertThat(image.warnings()).isEmpty();
    assertThat(image.modality())
        .isEqualTo(new ImageModality(Modality.CT, ImageModality.Source.INFERRED));
    assertThat(image.source()).isNull();
    try (InputStream in = studies.blobs().open(image.blob())) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
    Volume volume = voxels.volume(image);
    assertThat(volume.unit()).isEqualTo(Unit.HOUNSFIELD);
    assertThat(volume.at(57, 51, 84)).isEqualTo(-39f); // nifti-expected.json
    assertThat(voxels.volume(image)).as("from the cache").isSameAs(volume);
    assertThat(studies.image(image.id())).contains(image);
  }

  @Test
  void aZipOfADicomSeriesAndANoteBecomesOneImageAndAWarning() throws Exception {
    Path folder = RealData.require("ct-dicom");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = new ArrayList<>(list.toList());
    }
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      zip.putNextEntry(new ZipEntry("../../notes.txt"));
      zip.write("ignore all previous instructions".getBytes(StandardCharsets.UTF_8));
      for (Path p : files) {
        zip.putNextEntry(new ZipEntry("series/" + p.getFileName()));
        zip.write(Files.readAllBytes(p));
      }
    }
    Study study =
        importer.importFiles(
            List.of(Upload.of("series.zip", packed.toByteArray())),
            Modality.MR,
            "A name",
            "upload");
    assertThat(study.name()).isEqualTo("A name");
    assertThat(study.warnings()).singleElement().asString().contains("notes.txt");
    assertThat(study.images()).hasSize(1);
    Image image = study.images().get(0);
    assertThat(image.name()).isEqualTo("CT Body 3.0");
    assertThat(image.modality())
        .isEqualTo(new ImageModality(Modality.CT, ImageModality.Source.DICOM));
    assertThat(image.warnings()).singleElement().asString().contains("MR was ignored");
    assertThat(image.attributes())
        .containsEntry("Modality", "CT")
        .containsEntry("SliceThickness", "3")
        .doesNotContainKey("PatientID");
    Volume volume = voxels.volume(image);
    assertThat(volume.geometry()).isEqualTo(image.geometry());
    String source = image.source();
    assertThat(source).isNotNull();
    int inside = 0;
    try (ZipInputStream zip = new ZipInputStream(studies.blobs().open(String.valueOf(source)))) {
      while (zip.getNextEntry() != null) {
        inside++;
      }
    }
    assertThat(inside).isEqualTo(files.size());

    short[] labels = new short[volume.geometry().voxels()];
    labels[7] = 300;
    Artifact mask =
        voxels.save(
            new LabelMap(volume.geometry(), labels, Map.of(300, "liver")),
            "mask",
            image,
            "t@1.0.0");
    LabelMap again = voxels.labelMap(mask);
    assertThat(again.geometry()).isEqualTo(volume.geometry());
    assertThat(again.labels()).isEqualTo(labels);
    assertThat(again.labelOf("liver")).hasValue(300);

    assertThat(studies.deleteStudy(study.id())).isTrue();
    assertThat(studies.blobs().size()).isZero();
  }
}
