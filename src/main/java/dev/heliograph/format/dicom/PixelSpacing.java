package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Dictionary;
import dev.heliograph.format.dicom.data.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distance between pixels.
 *
 * @param mm between columns, then between rows; null if the file gives none
 * @param note what a user should know about it, or empty
 */
public record PixelSpacing(double @Nullable [] mm, String note) {

  /** Codes of PS3.3 C.8.5.5.1: a two-dimensional region, and centimetres. */
  private static final int TWO_DIMENSIONAL = 1;

  private static final int CENTIMETRES = 3;

  /** In a picture without place, 0 is how some scanners say that they do not know. */
  static PixelSpacing of(FrameHeader h) throws FormatException {
    DataSet root = h.root();
    DataSet holder = h.holder(Tags.PIXEL_MEASURES_SEQUENCE, Tags.PIXEL_SPACING);
    if (holder.has(Tags.PIXEL_SPACING)) {
      boolean zero = holder.number(Tags.PIXEL_SPACING, 0) == 0;
      if (!zero || root.has(Tags.IMAGE_POSITION_PATIENT)) {
        return new PixelSpacing(given(holder, Tags.PIXEL_SPACING), "");
      }
    }
    if (root.has(Tags.IMAGER_PIXEL_SPACING)) {
      return new PixelSpacing(
          given(root, Tags.IMAGER_PIXEL_SPACING),
          "pixel spacing is that at the detector; lengths in the body are smaller by the"
              + " magnification");
    }
    if (root.has(Tags.NOMINAL_SCANNED_PIXEL_SPACING)) {
      return new PixelSpacing(
          given(root, Tags.NOMINAL_SCANNED_PIXEL_SPACING),
          "pixel spacing is that of the scanned film");
    }
    return ultrasound(root.items(Tags.SEQUENCE_OF_ULTRASOUND_REGIONS));
  }

  /** Calibrated ultrasound regions, if all of them agree. */
  private static PixelSpacing ultrasound(List<DataSet> regions) throws FormatException {
    double[] mm = null;
    for (DataSet r : regions) {
      if (r.unsigned(Tags.REGION_SPATIAL_FORMAT, 0) != TWO_DIMENSIONAL
          || r.unsigned(Tags.PHYSICAL_UNITS_X_DIRECTION, 0) != CENTIMETRES
          || r.unsigned(Tags.PHYSICAL_UNITS_Y_DIRECTION, 0) != CENTIMETRES) {
        continue;
      }
      double x = 10 * Math.abs(r.number(Tags.PHYSICAL_DELTA_X, 0));
      double y = 10 * Math.abs(r.number(Tags.PHYSICAL_DELTA_Y, 0));
      if (!(x > 0) || !(y > 0)) {
        continue;
      }
      if (mm != null && (Math.abs(mm[0] - x) > 1e-6 * x || Math.abs(mm[1] - y) > 1e-6 * y)) {
        return new PixelSpacing(
            null, "the ultrasound regions have different scales, so none was used");
      }
      mm = new double[] {x, y};
    }
    return new PixelSpacing(
        mm, mm == null ? "" : "pixel spacing is that of the calibrated ultrasound region");
  }

  private static double[] given(DataSet d, int tag) throws FormatException {
    double[] s = d.numbers(tag, 2); // distance between rows comes first
    for (double mm : s) {
      if (!(mm > 0)) {
        throw new FormatException(
            Dictionary.name(tag) + " is " + mm + "; a distance is positive",
            "export the series again from its source");
      }
    }
    return new double[] {s[1], s[0]};
  }
}
