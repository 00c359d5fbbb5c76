package dev.heliograph.format.dicom;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Dictionary;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.pixel.PixelFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Headers of a file's frames. */
final class SliceReader {

  private static final String EXPORT_AGAIN = "export the series again from its source";

  private SliceReader() {}

  static List<DicomSlice> of(ByteSource source, DataSet d, PixelFormat format)
      throws FormatException {
    double[] offsets = offsets(d, format.frames());
    List<DicomSlice> out = new ArrayList<>();
    for (int frame = 0; frame < format.frames(); frame++) {
      out.add(slice(source, new FrameHeader(d, frame), format, frame, offsets));
    }
    return out;
  }

  /** Distances of a dose grid's frames from its first one (PS3.3 C.8.8.3), else none. */
  private static double[] offsets(DataSet d, int frames) throws FormatException {
    return frames > 1 && d.has(Tags.GRID_FRAME_OFFSET_VECTOR)
        ? d.numbers(Tags.GRID_FRAME_OFFSET_VECTOR, frames)
        : new double[0];
  }

  private static DicomSlice slice(
      ByteSource source, FrameHeader h, PixelFormat format, int frame, double[] offsets)
      throws FormatException {
    DataSet d = h.root();
    double[] position = null;
    double[] row = null;
    double[] column = null;
    boolean own = h.grouped() || format.frames() == 1 || offsets.length > 0;
    if (own
        && h.has(Tags.PLANE_POSITION_SEQUENCE, Tags.IMAGE_POSITION_PATIENT)
        && h.has(Tags.PLANE_ORIENTATION_SEQUENCE, Tags.IMAGE_ORIENTATION_PATIENT)) {
      position = h.numbers(Tags.PLANE_POSITION_SEQUENCE, Tags.IMAGE_POSITION_PATIENT, 3);
      double[] o = h.numbers(Tags.PLANE_ORIENTATION_SEQUENCE, Tags.IMAGE_ORIENTATION_PATIENT, 6);
      row = unit(o[0], o[1], o[2]);
      column = unit(o[3], o[4], o[5]);
      if (Math.abs(Vectors.dot(row, column)) > 1e-3) {
        throw new FormatException(
            "rows and columns are not perpendicular (ImageOrientationPatient)", EXPORT_AGAIN);
      }
      if (offsets.length > 0) {
        position = Vectors.plus(position, offsets[frame] - offsets[0], Vectors.cross(row, column));
      }
    }
    double slope = Rescale.of(h).slope();
    if (slope == 0) {
      throw new FormatException("RescaleSlope is 0, so no pixel has a value", EXPORT_AGAIN);
    }
    double step = Math.abs(h.number(Tags.PIXEL_MEASURES_SEQUENCE, Tags.SPACING_BETWEEN_SLICES, 0));
    double thickness = Math.abs(h.number(Tags.PIXEL_MEASURES_SEQUENCE, Tags.SLICE_THICKNESS, 0));
    return new DicomSlice(
        source,
        frame,
        format.frames(),
        d.text(Tags.SERIES_INSTANCE_UID),
        d.text(Tags.SOP_INSTANCE_UID),
        d.text(Tags.PATIENT_ID),
        format.rows(),
        format.columns(),
        format.colour(),
        PixelSpacing.of(h),
        row,
        column,
        position,
        step > 0 ? step : thickness,
        d.text(Tags.IMAGE_TYPE).toUpperCase(Locale.ROOT).contains("LOCALIZER"),
        format.frames() > 1 ? frame : (int) d.number(Tags.INSTANCE_NUMBER, 0),
        d.text(Tags.MODALITY),
        d.humanText(Tags.SERIES_DESCRIPTION, 64),
        attributes(h),
        PetTags.of(d),
        format.photometric().equals("MONOCHROME1"),
        BurnedIn.warning(d));
  }

  private static Map<String, String> attributes(FrameHeader h) {
    Map<String, String> kept = new TreeMap<>();
    int[][] wanted = {
      {0, Tags.MODALITY},
      {0, Tags.BODY_PART_EXAMINED},
      {0, Tags.MANUFACTURER},
      {0, Tags.KVP},
      {0, Tags.VIEW_POSITION},
      {0, Tags.PHOTOMETRIC_INTERPRETATION},
      {0, Tags.BURNED_IN_ANNOTATION},
      {Tags.PIXEL_MEASURES_SEQUENCE, Tags.SLICE_THICKNESS},
      {Tags.FRAME_VOILUT_SEQUENCE, Tags.WINDOW_CENTER},
      {Tags.FRAME_VOILUT_SEQUENCE, Tags.WINDOW_WIDTH},
      {Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tags.RESCALE_TYPE}
    };
    for (int[] w : wanted) {
      String value = h.holder(w[0], w[1]).humanText(w[1], 64);
      if (!value.isEmpty()) {
        kept.put(Dictionary.keyword(w[1]), value);
      }
    }
    // What agent it was is free text, which PS3.15 wants cleaned; that there was one is not.
    String agent = h.holder(0, Tags.CONTRAST_BOLUS_AGENT).humanText(Tags.CONTRAST_BOLUS_AGENT, 64);
    if (!agent.isBlank() && !agent.trim().matches("(?i)no|none|n/a")) {
      kept.put(Dictionary.keyword(Tags.CONTRAST_BOLUS_AGENT), "given");
    }
    return Map.copyOf(kept);
  }

  private static double[] unit(double x, double y, double z) throws FormatException {
    double n = Math.sqrt(x * x + y * y + z * z);
    if (Math.abs(n - 1) > 0.01) {
      throw new FormatException(
          "ImageOrientationPatient holds a direction of length " + n, EXPORT_AGAIN);
    }
    return new double[] {x / n, y / n, z / n};
  }
}
