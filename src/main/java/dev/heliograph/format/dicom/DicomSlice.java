package dev.heliograph.format.dicom;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the header of one single-frame image says; its pixels stay in the file.
 *
 * @param source where its bytes are
 * @param series SeriesInstanceUID
 * @param instance SOPInstanceUID
 * @param patient PatientID, only ever compared: never stored, shown or logged
 * @param rows pixels along the second axis
 * @param columns pixels along the first axis
 * @param spacingMm distance between columns, then between rows; null if the file gives none
 * @param row direction in LPS in which the column index grows, unit length; null without position
 * @param column direction in LPS in which the row index grows, unit length
 * @param positionMm LPS millimetres of the centre of the first pixel
 * @param stepMm distance to the next slice that the header claims, for want of a neighbour; 0 if
 *     none
 * @param localizer whether ImageType says it is a scout view
 * @param number InstanceNumber
 * @param modality Modality code, empty if missing
 * @param name cleaned SeriesDescription, may be empty
 * @param attributes non-identifying attributes by keyword
 * @param inverted MONOCHROME1: small values are bright
 * @param unscaled whether a modality look-up table was there, which is not applied
 */
public record DicomSlice(
    ByteSource source,
    String series,
    String instance,
    String patient,
    int rows,
    int columns,
    double @Nullable [] spacingMm,
    double @Nullable [] row,
    double @Nullable [] column,
    double @Nullable [] positionMm,
    double stepMm,
    boolean localizer,
    int number,
    String modality,
    String name,
    Map<String, String> attributes,
    boolean inverted,
    boolean unscaled) {

  private static final String EXPORT_AGAIN = "export the series again from its source";

  static DicomSlice of(ByteSource source, DicomDataset d, ReadLimits limits)
      throws FormatException {
    String modality = d.text(Tag.MODALITY);
    if (d.pixels() == null) {
      throw new UnsupportedFormatException(
          "the DICOM file"
              + (modality.isEmpty() ? "" : " (" + d.humanText(Tag.MODALITY, 16) + ")")
              + " holds no pixels: a report, structure set or directory",
          "upload the image series it belongs to");
    }
    if (d.number(Tag.NUMBER_OF_FRAMES, 1) > 1) {
      throw new UnsupportedFormatException(
          "the DICOM file holds several frames (enhanced or multi-frame object)",
          "convert it to NIfTI (dcm2niix) or export it as one file per slice");
    }
    int rows = d.unsigned(Tag.ROWS, 0);
    int columns = d.unsigned(Tag.COLUMNS, 0);
    limits.checkVoxels(columns, rows, 1);
    if (rows > Short.MAX_VALUE || columns > Short.MAX_VALUE) {
      throw new UnsupportedFormatException(
          "the image is " + columns + "×" + rows + " pixels; up to 32767 along a side are read",
          "export it at a lower resolution");
    }
    PixelDecoder.check(d, rows, columns);
    double[] spacing = null;
    for (Tag t : new Tag[] {Tag.PIXEL_SPACING, Tag.IMAGER_PIXEL_SPACING}) {
      if (spacing == null && d.has(t)) {
        double[] s = d.numbers(t, 2); // distance between rows comes first
        spacing = new double[] {positive(t, s[1]), positive(t, s[0])};
      }
    }
    boolean placed = d.has(Tag.IMAGE_POSITION_PATIENT) && d.has(Tag.IMAGE_ORIENTATION_PATIENT);
    double[] position = null;
    double[] row = null;
    double[] column = null;
    if (placed) {
      position = d.numbers(Tag.IMAGE_POSITION_PATIENT, 3);
      double[] o = d.numbers(Tag.IMAGE_ORIENTATION_PATIENT, 6);
      row = unit(o[0], o[1], o[2]);
      column = unit(o[3], o[4], o[5]);
      if (Math.abs(Vectors.dot(row, column)) > 1e-3) {
        throw new FormatException(
            "rows and columns are not perpendicular (ImageOrientationPatient)", EXPORT_AGAIN);
      }
    }
    double step = Math.abs(d.number(Tag.SPACING_BETWEEN_SLICES, 0));
    return new DicomSlice(
        source,
        d.text(Tag.SERIES_INSTANCE_UID),
        d.text(Tag.SOP_INSTANCE_UID),
        d.text(Tag.PATIENT_ID),
        rows,
        columns,
        spacing,
        row,
        column,
        position,
        step > 0 ? step : Math.abs(d.number(Tag.SLICE_THICKNESS, 0)),
        d.text(Tag.IMAGE_TYPE).toUpperCase(Locale.ROOT).contains("LOCALIZER"),
        (int) d.number(Tag.INSTANCE_NUMBER, 0),
        modality,
        d.humanText(Tag.SERIES_DESCRIPTION, 64),
        attributes(d),
        d.text(Tag.PHOTOMETRIC_INTERPRETATION).equals("MONOCHROME1"),
        d.has(Tag.MODALITY_LUT_SEQUENCE) && !d.has(Tag.RESCALE_SLOPE));
  }

  private static Map<String, String> attributes(DicomDataset d) {
    Map<String, String> kept = new TreeMap<>();
    for (Tag t :
        new Tag[] {
          Tag.MODALITY,
          Tag.BODY_PART_EXAMINED,
          Tag.MANUFACTURER,
          Tag.KVP,
          Tag.SLICE_THICKNESS,
          Tag.PHOTOMETRIC_INTERPRETATION
        }) {
      String value = d.humanText(t, 64);
      if (!value.isEmpty()) {
        kept.put(t.keyword(), value);
      }
    }
    return kept;
  }

  private static double positive(Tag tag, double value) throws FormatException {
    if (!(value > 0)) {
      throw new FormatException(tag + " is " + value + "; a distance is positive", EXPORT_AGAIN);
    }
    return value;
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
