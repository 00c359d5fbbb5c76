package dev.heliograph.report;

import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore.Run;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.Uids;
import dev.heliograph.format.dicom.derived.Measurement;
import dev.heliograph.format.dicom.derived.ReportWriter;
import dev.heliograph.format.dicom.derived.Segment;
import dev.heliograph.format.dicom.derived.SegmentationWriter;
import dev.heliograph.format.dicom.derived.SourceImages;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.BlobStore;
import dev.heliograph.study.DicomSources;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Image;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks as DICOM segmentations and runs as DICOM measurement reports, for studies that came from
 * DICOM. Identifiers follow from our own ids, so that a report refers to the segmentation that its
 * reader downloads, and the same download twice is the same object.
 */
public final class DicomExport {

  public static final String MEDIA_TYPE = "application/dicom";

  private static final String FIX =
      "load the study from its DICOM files, or ask for format=md, html or the mask as NIfTI";

  private final StudyStore studies;
  private final Voxels voxels;
  private final DicomSources sources;
  private final String software;

  /**
   * @param software version of Heliograph
   */
  public DicomExport(StudyStore studies, BlobStore blobs, Voxels voxels, String software) {
    this.studies = studies;
    this.voxels = voxels;
    this.sources = new DicomSources(blobs);
    this.software = software;
  }

  /**
   * Writes a label map as a DICOM segmentation.
   *
   * @throws UnsupportedFormatException if the artifact is no label map or its image not from DICOM
   * @throws FormatException if no segmentation can be made of it, such as of an empty mask
   */
  public void segmentation(Artifact artifact, OutputStream out) throws IOException {
    String image = artifact.image();
    if (artifact.kind() != Artifact.Kind.LABEL_MAP || image == null) {
      throw new UnsupportedFormatException(
          "the artifact is no mask of an image", "ask for it without format");
    }
    LabelMap map = voxels.labelMap(artifact);
    List<Segment> segments = new ArrayList<>();
    for (int label : SegmentationWriter.labels(map)) {
      String structure = map.structures().getOrDefault(label, "label_" + label);
      StructureCodes.Coded codes = StructureCodes.of(structure);
      segments.add(
          new Segment(
              label,
              StructureCodes.words(structure),
              codes.category(),
              codes.type(),
              codes.side(),
              null,
              artifact.producer(),
              true,
              trackingUid(artifact.id(), label)));
    }
    SegmentationWriter.write(
        artifact.id(), map, segments, source(image), Ids.time(artifact.id()), software, out);
  }

  /** The same for a segment and for what was measured of it. */
  static String trackingUid(String artifact, int label) {
    return Uids.derived("tracking " + artifact + " " + label);
  }

  /**
   * Writes what a run measured as a DICOM structured report (TID 1500).
   *
   * @param events all events of the run; the last one is final
   * @throws UnsupportedFormatException if the run measured nothing, or an image not from DICOM
   */
  public void report(Run run, List<RunEvent> events, OutputStream out) throws IOException {
    MeasuredGroups measured = new MeasuredGroups(this::source, this::segment);
    List<Measurement.Group> groups = measured.of(events);
    if (groups.isEmpty()) {
      throw new UnsupportedFormatException(
          "the run measured nothing that a DICOM report could hold",
          "ask for format=md or format=html");
    }
    List<SourceImages> images = measured.images();
    if (images.stream().map(i -> i.header().text(Tags.PATIENT_ID)).distinct().count() > 1) {
      throw new UnsupportedFormatException(
          "the run measured images of more than one patient; a DICOM report belongs to one",
          "ask for format=md or format=html");
    }
    ReportWriter.write(run.id(), images, groups, events.get(events.size() - 1).at(), software, out);
  }

  private SourceImages source(String id) throws IOException {
    Image image =
        studies
            .image(id)
            .orElseThrow(
                () ->
                    new UnsupportedFormatException(
                        "the image " + id + " is gone", "load the study again"));
    return sources
        .of(image)
        .orElseThrow(
            () ->
                new UnsupportedFormatException(
                    "the image '"
                        + image.name()
                        + "' was not loaded from DICOM, so no DICOM object can refer to it",
                    FIX));
  }

  /** The region of one label of a mask; none if it has no voxels or no place. */
  private Measurement.Region segment(SourceImages source, String mask, int label)
      throws IOException {
    Artifact artifact = studies.artifact(mask).orElse(null);
    if (artifact == null
        || artifact.kind() != Artifact.Kind.LABEL_MAP
        || !source.header().has(Tags.FRAME_OF_REFERENCE_UID)) {
      return Measurement.Region.NONE;
    }
    int segment = SegmentationWriter.labels(voxels.labelMap(artifact)).indexOf(label) + 1;
    return segment == 0
        ? Measurement.Region.NONE
        : Measurement.Region.segment(
            SegmentationWriter.instance(mask), SegmentationWriter.series(mask), segment);
  }
}
