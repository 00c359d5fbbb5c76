package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.DicomReader;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.pixel.PixelFrames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads DICOM segmentations: binary ones, fractional ones (probability or occupancy) and label maps
 * (PS3.3 A.51, A.90).
 */
public final class SegmentationReader {

  private static final Set<String> SOP_CLASSES =
      Set.of(SegmentationWriter.SOP_CLASS, "1.2.840.10008.5.1.4.1.1.66.7");
  private static final String EXPORT_AGAIN = "export the segmentation again from its source";

  private SegmentationReader() {}

  /** Whether a file is a segmentation, by its SOP class. */
  public static boolean isSegmentation(DataSet d) {
    return SOP_CLASSES.contains(d.text(Tags.SOP_CLASS_UID));
  }

  /**
   * @throws UnsupportedFormatException if it is no segmentation, or lies on no volume's grid
   * @throws FormatException if it is damaged
   */
  public static Segmentation read(ByteSource source, ReadLimits limits) throws IOException {
    DicomFile file = DicomFile.read(source, limits);
    DataSet d = file.data();
    if (!isSegmentation(d)) {
      throw new UnsupportedFormatException(
          "the file is no DICOM segmentation", "choose a file of modality SEG");
    }
    String type = d.text(Tags.SEGMENTATION_TYPE);
    if (!Set.of("BINARY", "FRACTIONAL", "LABELMAP").contains(type)) {
      throw new UnsupportedFormatException(
          "segmentation type '" + d.humanText(Tags.SEGMENTATION_TYPE, 16) + "' is not known",
          "export it as a binary segmentation");
    }
    Map<Integer, Segment> segments = segments(d);
    List<DicomSlice> slices = DicomReader.slices(source, limits);
    PlaneGrid grid = PlaneGrid.of(slices, limits);
    int[] numbers = new int[slices.size()];
    List<DataSet> groups = d.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    for (int f = 0; f < numbers.length && !type.equals("LABELMAP"); f++) {
      DataSet id =
          f < groups.size() ? groups.get(f).item(Tags.SEGMENT_IDENTIFICATION_SEQUENCE) : null;
      DataSet all = d.item(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
      if (id == null && all != null) {
        id = all.item(Tags.SEGMENT_IDENTIFICATION_SEQUENCE);
      }
      numbers[f] = id == null ? 0 : id.unsigned(Tags.REFERENCED_SEGMENT_NUMBER, 0);
      if (!segments.containsKey(numbers[f])) {
        throw new FormatException(
            "frame " + (f + 1) + " belongs to no segment that the file describes", EXPORT_AGAIN);
      }
    }
    return new Segmentation(
        grid,
        segments,
        type,
        d.unsigned(Tags.MAXIMUM_FRACTIONAL_VALUE, 255),
        d.text(Tags.FRAME_OF_REFERENCE_UID),
        numbers,
        PixelFrames.of(file, limits));
  }

  private static Map<Integer, Segment> segments(DataSet d) throws FormatException {
    Map<Integer, Segment> segments = new TreeMap<>();
    for (DataSet s : d.items(Tags.SEGMENT_SEQUENCE)) {
      int number = s.unsigned(Tags.SEGMENT_NUMBER, 0);
      DataSet type = s.item(Tags.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE);
      DataSet category = s.item(Tags.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE);
      DataSet region = s.item(Tags.ANATOMIC_REGION_SEQUENCE);
      DataSet modifier =
          type == null ? null : type.item(Tags.SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE);
      String label = s.humanText(Tags.SEGMENT_LABEL, 64);
      Code none = new Code("", "", "");
      segments.put(
          number,
          new Segment(
              number,
              label.isEmpty() ? "segment " + number : label,
              category == null ? none : Code.of(category),
              type == null ? none : Code.of(type),
              modifier == null ? null : Code.of(modifier),
              region == null ? null : Code.of(region),
              s.humanText(Tags.SEGMENT_ALGORITHM_NAME, 64),
              s.text(Tags.SEGMENT_ALGORITHM_TYPE).equals("AUTOMATIC"),
              s.text(Tags.TRACKING_UID)));
    }
    if (segments.isEmpty()) {
      throw new FormatException("the file describes no segment", EXPORT_AGAIN);
    }
    return segments;
  }
}
