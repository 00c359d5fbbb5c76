package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import dev.heliograph.volume.Geometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Grids of slices: spacing comes from positions, never from SliceThickness (PS3.3 C.7.6.2.1.1).
 * DICOM's LPS becomes RAS by negating x and y.
 */
final class Grids {

  /** Distances within this fraction of each other count as even. */
  private static final double EVEN = 0.05;

  /** Less is rounding of positions. */
  private static final double SLANTED_DEGREES = 0.1;

  private Grids() {}

  static double[] position(DicomSlice s) {
    return given(s.positionMm());
  }

  /** Unit vector across the slices, in LPS: row direction × column direction. */
  static double[] normal(DicomSlice s) {
    return Vectors.cross(given(s.row()), given(s.column()));
  }

  private static double[] given(double @org.jspecify.annotations.Nullable [] v) {
    if (v == null) {
      throw new IllegalStateException("a slice without position has no grid");
    }
    return v;
  }

  /** Ordered slices, cut wherever the distance to the next is not the usual (median) one. */
  static List<List<DicomSlice>> evenParts(List<DicomSlice> slices) {
    if (slices.size() < 3) {
      return List.of(slices);
    }
    double[] normal = normal(slices.get(0));
    double[] steps = new double[slices.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] =
          Vectors.dot(normal, position(slices.get(i + 1)))
              - Vectors.dot(normal, position(slices.get(i)));
    }
    double[] ordered = steps.clone();
    Arrays.sort(ordered);
    double usual = ordered[(ordered.length - 1) / 2];
    List<List<DicomSlice>> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < steps.length; i++) {
      if (Math.abs(steps[i] - usual) > EVEN * usual) {
        parts.add(slices.subList(from, i + 1));
        from = i + 1;
      }
    }
    parts.add(slices.subList(from, slices.size()));
    return parts;
  }

  /** The stack of evenly spaced slices; a steady sideways shift (gantry tilt) is kept as shear. */
  static DicomStack stack(List<DicomSlice> slices, List<String> warnings) throws FormatException {
    DicomSlice first = slices.get(0);
    double[] start = position(first);
    int n = slices.size();
    double[] step;
    if (n > 1) {
      step = Vectors.plus(position(slices.get(n - 1)), -1, start);
      step = new double[] {step[0] / (n - 1), step[1] / (n - 1), step[2] / (n - 1)};
    } else {
      double mm = first.stepMm() > 0 ? first.stepMm() : 1;
      warnings.add(
          String.format(
              Locale.ROOT, "there is a single slice; its thickness is taken as %.3g mm", mm));
      step = Vectors.plus(new double[3], mm, normal(first));
    }
    double worst = 0;
    for (int k = 0; k < n; k++) {
      worst =
          Math.max(worst, Vectors.distance(position(slices.get(k)), Vectors.plus(start, k, step)));
    }
    double[] spacing = spacing(first, warnings);
    double tolerance = Math.max(0.1, EVEN * Math.sqrt(Vectors.dot(step, step)));
    if (worst > Math.max(1, tolerance)) {
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "the slices do not lie in one line: one is %.1f mm beside its place",
              worst),
          "export each acquisition as its own series");
    }
    if (worst > tolerance) {
      warnings.add(
          String.format(
              Locale.ROOT, "slices lie up to %.2g mm beside their place in an even grid", worst));
    }
    double slant = slantDegrees(step, normal(first));
    if (slant > SLANTED_DEGREES) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "gantry tilt: the slices are shifted against each other, by %.1f°; the grid is kept"
                  + " slanted, so that every voxel is where the files say",
              slant));
    }
    double[] row = given(first.row());
    double[] column = given(first.column());
    double[] affine = new double[12];
    for (int r = 0; r < 3; r++) {
      double sign = r < 2 ? -1 : 1;
      affine[4 * r] = sign * row[r] * spacing[0];
      affine[4 * r + 1] = sign * column[r] * spacing[1];
      affine[4 * r + 2] = sign * step[r];
      affine[4 * r + 3] = sign * start[r];
    }
    return new DicomStack(slices, geometry(first, n, affine), true, warnings);
  }

  /**
   * Frames that say nothing about the patient: they lie like axial slices at the origin, 1 mm apart
   * in the order of the file.
   */
  static DicomStack unplaced(List<DicomSlice> frames, List<String> warnings) {
    DicomSlice s = frames.get(0);
    double[] mm = spacing(s, warnings);
    double[] affine = {-mm[0], 0, 0, 0, 0, -mm[1], 0, 0, 0, 0, 1, 0};
    warnings.add("the file does not say where in the patient the image lies");
    if (frames.size() > 1) {
      warnings.add(
          "the third axis counts the file's frames (moments or views); it is no length, so volumes"
              + " mean nothing");
    }
    return new DicomStack(
        frames, new Geometry(s.columns(), s.rows(), frames.size(), affine), false, warnings);
  }

  /** Angle between the way from slice to slice and the slices' normal. */
  private static double slantDegrees(double[] step, double[] normal) {
    double[] across = Vectors.cross(step, normal);
    return Math.toDegrees(
        Math.atan2(Math.sqrt(Vectors.dot(across, across)), Vectors.dot(step, normal)));
  }

  private static double[] spacing(DicomSlice s, List<String> warnings) {
    if (!s.spacing().note().isEmpty()) {
      warnings.add(s.spacing().note());
    }
    double[] mm = s.spacing().mm();
    if (mm != null) {
      return mm;
    }
    warnings.add("the file gives no pixel spacing; 1 mm is assumed, so lengths are pixels");
    return new double[] {1, 1};
  }

  private static Geometry geometry(DicomSlice s, int n, double[] affine) throws FormatException {
    try {
      return new Geometry(s.columns(), s.rows(), n, affine);
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          "the slices make no volume: " + e.getMessage(),
          "export the series again from its source");
    }
  }
}
