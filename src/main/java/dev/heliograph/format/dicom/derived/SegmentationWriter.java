package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.DicomWriter;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.TransferSyntax;
import dev.heliograph.format.dicom.data.Uids;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes label maps as DICOM segmentations (PS3.3 A.51, C.8.20): one binary segment for each label
 * that has voxels, one frame for each slice on which it has some.
 */
public final class SegmentationWriter {

  static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.66.4";

  /** Pixels of a file stay below what one Java array holds, and below what readers take. */
  private static final long MAX_BYTES = 512L << 20;

  /** A stored image's grid is rounded; its source's is not. */
  private static final double SAME_GRID_MM = 0.05;

  private SegmentationWriter() {}

  /** SOPInstanceUID of the segmentation with this key, for reports that refer to it. */
  public static String instance(String key) {
    return DerivedObject.instance(key);
  }

  /** SeriesInstanceUID of the segmentation with this key. */
  public static String series(String key) {
    return DerivedObject.series(key);
  }

  /** The labels that become segments 1, 2, …: those that have voxels, ascending. */
  public static List<Integer> labels(LabelMap map) {
    boolean[] seen = new boolean[65536];
    for (short label : map.labels()) {
      seen[label & 0xffff] = true;
    }
    List<Integer> labels = new ArrayList<>();
    for (int label = 1; label < seen.length; label++) {
      if (seen[label]) {
        labels.add(label);
      }
    }
    return labels;
  }

  /**
   * @param key names the object: equal keys give equal identifiers
   * @param map the labels, in the grid of the source or another of its frame of reference
   * @param segments what each label of {@link #labels} means, in that order
   * @param source the images it was made of; if the map has their grid, frames refer to the slices
   *     below them and lie exactly there
   * @param at when it was made
   * @param software version of Heliograph
   * @throws FormatException if no label has a voxel, the source has no frame of reference, or the
   *     file would be too large
   */
  public static void write(
      String key,
      LabelMap map,
      List<Segment> segments,
      SourceImages source,
      Instant at,
      String software,
      OutputStream out)
      throws IOException {
    if (segments.isEmpty()) {
      throw new FormatException(
          "the mask is empty, and a DICOM segmentation needs a voxel",
          "download the mask as NIfTI");
    }
    if (!source.header().has(Tags.FRAME_OF_REFERENCE_UID)) {
      throw new FormatException(
          "the source has no frame of reference, so a segmentation of it would lie nowhere",
          "download the mask as NIfTI");
    }
    boolean sameGrid = map.geometry().sameGrid(source.geometry(), SAME_GRID_MM);
    Geometry g = sameGrid ? source.geometry() : map.geometry();
    SegmentFrames frames = SegmentFrames.of(map, segments);
    if (frames.bytes() > MAX_BYTES) {
      throw new FormatException(
          "the segmentation would have " + frames.bytes() + " bytes, more than " + MAX_BYTES,
          "download the mask as NIfTI");
    }
    DataSetBuilder b =
        new DerivedObject(key, SOP_CLASS, "SEG", "Segmentation by Heliograph", at, software)
            .builder(source);
    b.text(Tags.IMAGE_TYPE, "DERIVED\\PRIMARY");
    b.copy(source.header(), Tags.FRAME_OF_REFERENCE_UID);
    b.copyOrEmpty(source.header(), Tags.POSITION_REFERENCE_INDICATOR);
    b.unsigned(Tags.SAMPLES_PER_PIXEL, 1).text(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
    b.text(Tags.NUMBER_OF_FRAMES, Integer.toString(frames.count()));
    b.unsigned(Tags.ROWS, g.ny()).unsigned(Tags.COLUMNS, g.nx());
    b.unsigned(Tags.BITS_ALLOCATED, 1).unsigned(Tags.BITS_STORED, 1).unsigned(Tags.HIGH_BIT, 0);
    b.unsigned(Tags.PIXEL_REPRESENTATION, 0).text(Tags.LOSSY_IMAGE_COMPRESSION, "00");
    b.text(Tags.SEGMENTATION_TYPE, "BINARY").text(Tags.SEGMENTS_OVERLAP, "NO");
    b.text(Tags.CONTENT_LABEL, "SEGMENTATION");
    b.text(Tags.CONTENT_DESCRIPTION, "Research use only").text(Tags.CONTENT_CREATOR_NAME, "");
    b.items(Tags.SEGMENT_SEQUENCE, segmentItems(segments));
    String organization = Uids.derived("dimensions " + key);
    b.items(Tags.DIMENSION_ORGANIZATION_SEQUENCE, List.of(organization(organization).build()));
    b.items(
        Tags.DIMENSION_INDEX_SEQUENCE,
        List.of(
            dimension(
                organization,
                Tags.REFERENCED_SEGMENT_NUMBER,
                Tags.SEGMENT_IDENTIFICATION_SEQUENCE,
                "Segment"),
            dimension(
                organization, Tags.IMAGE_POSITION_PATIENT, Tags.PLANE_POSITION_SEQUENCE, "Slice")));
    Planes planes = new Planes(g);
    b.item(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared(planes));
    b.items(
        Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
        frames.groups(planes, sameGrid ? source.slices() : List.of()));
    b.items(Tags.REFERENCED_SERIES_SEQUENCE, References.series(source.slices()));
    b.bytes(Tags.PIXEL_DATA, frames.pixels());
    DicomWriter.write(b.build(), TransferSyntax.EXPLICIT, out);
  }

  private static List<DataSet> segmentItems(List<Segment> segments) {
    List<DataSet> items = new ArrayList<>();
    for (Segment s : segments) {
      DataSetBuilder b = new DataSetBuilder();
      b.unsigned(Tags.SEGMENT_NUMBER, items.size() + 1);
      b.text(Tags.SEGMENT_LABEL, s.name());
      b.text(Tags.SEGMENT_ALGORITHM_TYPE, s.automatic() ? "AUTOMATIC" : "SEMIAUTOMATIC");
      b.text(Tags.SEGMENT_ALGORITHM_NAME, s.algorithm());
      b.items(Tags.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, List.of(s.category().item()));
      DataSetBuilder type = new DataSetBuilder();
      s.type().item().elements().forEach(e -> type.build().put(e));
      Code modifier = s.modifier();
      if (modifier != null) {
        type.items(Tags.SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE, List.of(modifier.item()));
      }
      b.item(Tags.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, type);
      Code region = s.region();
      if (region != null) {
        b.items(Tags.ANATOMIC_REGION_SEQUENCE, List.of(region.item()));
      }
      b.text(Tags.TRACKING_ID, s.name()).text(Tags.TRACKING_UID, s.trackingUid());
      items.add(b.build());
    }
    return items;
  }

  private static DataSetBuilder organization(String uid) {
    return new DataSetBuilder().text(Tags.DIMENSION_ORGANIZATION_UID, uid);
  }

  private static DataSet dimension(String organization, int index, int group, String name) {
    return organization(organization)
        .tag(Tags.DIMENSION_INDEX_POINTER, index)
        .tag(Tags.FUNCTIONAL_GROUP_POINTER, group)
        .text(Tags.DIMENSION_DESCRIPTION_LABEL, name)
        .build();
  }

  private static DataSetBuilder shared(Planes planes) {
    DataSetBuilder measures =
        new DataSetBuilder()
            .decimals(Tags.SLICE_THICKNESS, planes.sliceSpacing())
            .decimals(Tags.SPACING_BETWEEN_SLICES, planes.sliceSpacing())
            .decimals(Tags.PIXEL_SPACING, planes.pixelSpacing());
    return new DataSetBuilder()
        .item(Tags.PIXEL_MEASURES_SEQUENCE, measures)
        .item(
            Tags.PLANE_ORIENTATION_SEQUENCE,
            new DataSetBuilder().decimals(Tags.IMAGE_ORIENTATION_PATIENT, planes.orientation()));
  }
}
