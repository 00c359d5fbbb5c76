package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.volume.Geometry;
import java.util.Arrays;
import java.util.List;

/**
 * The grid on which a segmentation's frames lie; slices on which nothing was segmented may be
 * missing from the file.
 *
 * @param geometry RAS
 * @param slice of each frame its index along the third axis
 */
record PlaneGrid(Geometry geometry, int[] slice) {

  private static final double SAME_PLACE_MM = 0.01;

  /** Positions may miss their place by this part of the distance between slices. */
  private static final double EVEN = 0.05;

  static PlaneGrid of(List<DicomSlice> frames, ReadLimits limits) throws FormatException {
    DicomSlice first = frames.get(0);
    double[] row = first.row();
    double[] column = first.column();
    double[] mm = first.spacing().mm();
    if (row == null || column == null || mm == null || first.positionMm() == null) {
      throw new UnsupportedFormatException(
          "the segmentation does not say where in the patient it lies", "export it with positions");
    }
    double[] normal = {
      row[1] * column[2] - row[2] * column[1],
      row[2] * column[0] - row[0] * column[2],
      row[0] * column[1] - row[1] * column[0]
    };
    double[] at = new double[frames.size()];
    for (int f = 0; f < at.length; f++) {
      at[f] = dot(normal, place(frames.get(f), row, column));
    }
    int low = 0;
    int high = 0;
    for (int f = 0; f < at.length; f++) {
      low = at[f] < at[low] ? f : low;
      high = at[f] > at[high] ? f : high;
    }
    double length = at[high] - at[low];
    double step = step(at, first.stepMm());
    long count = Math.round(length / step) + 1;
    limits.checkVoxels(first.columns(), first.rows(), count);
    int[] slice = new int[at.length];
    for (int f = 0; f < at.length; f++) {
      double k = (at[f] - at[low]) / step;
      slice[f] = (int) Math.round(k);
      if (Math.abs(k - slice[f]) > EVEN) {
        throw new UnsupportedFormatException(
            "the segmentation's slices are unevenly spaced", "resample it to even slices");
      }
    }
    double[] start = place(frames.get(low), row, column);
    double[] end = place(frames.get(high), row, column);
    double[] affine = new double[12];
    for (int r = 0; r < 3; r++) {
      double sign = r < 2 ? -1 : 1; // LPS to RAS
      affine[4 * r] = sign * row[r] * mm[0];
      affine[4 * r + 1] = sign * column[r] * mm[1];
      affine[4 * r + 2] = sign * (count > 1 ? (end[r] - start[r]) / (count - 1) : step * normal[r]);
      affine[4 * r + 3] = sign * start[r];
    }
    return new PlaneGrid(new Geometry(first.columns(), first.rows(), (int) count, affine), slice);
  }

  private static double[] place(DicomSlice s, double[] row, double[] column)
      throws FormatException {
    double[] p = s.positionMm();
    if (p == null || !Arrays.equals(s.row(), row) || !Arrays.equals(s.column(), column)) {
      throw new UnsupportedFormatException(
          "the segmentation's frames lie in different directions",
          "export one segmentation for each direction");
    }
    return p;
  }

  /** The smallest distance between two planes, or what the header claims of a single one. */
  private static double step(double[] at, double claimed) {
    double[] ordered = at.clone();
    Arrays.sort(ordered);
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < ordered.length; i++) {
      double d = ordered[i] - ordered[i - 1];
      step = d > SAME_PLACE_MM ? Math.min(step, d) : step;
    }
    if (Double.isInfinite(step)) {
      return claimed > 0 ? claimed : 1;
    }
    // Segments on every second slice or so: the claimed distance fits a whole number of times.
    double times = claimed > 0 ? step / claimed : 1;
    return times > 1.5 && Math.abs(times - Math.rint(times)) < EVEN
        ? step / Math.rint(times)
        : step;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
