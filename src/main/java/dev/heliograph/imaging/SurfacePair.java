package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * Two surfaces in one box, and the distances between them.
 *
 * @param spacingMm of the grid along x, y, z
 * @param areas of surface elements by code
 */
record SurfacePair(LabelSurface a, LabelSurface b, double[] spacingMm, double[] areas) {

  /** Rows that are looked through for the nearest element before a distance map is cheaper. */
  private static final int NEAR_ROWS = 300;

  double surfaceDice(double toleranceMm, Checkpoint checkpoint) {
    Nearby nearby = Nearby.of(spacingMm, toleranceMm, a.box().flat());
    Within within = new Within(nearby);
    for (int k = 0; k < a.box().nk(); k++) {
      checkpoint.check();
      within.other = b;
      a.elements(k, within);
      within.other = a;
      b.elements(k, within);
    }
    return within.total == 0 ? 1 : within.near / within.total;
  }

  /** See {@link SurfaceOverlap#hausdorff95Mm}; infinite if one surface is empty. */
  double hausdorffMm(double part, Parallel threads, Checkpoint checkpoint) {
    return Math.max(
        directedMm(a, b, part, threads, checkpoint), directedMm(b, a, part, threads, checkpoint));
  }

  private double directedMm(
      LabelSurface from, LabelSurface to, double part, Parallel threads, Checkpoint checkpoint) {
    double near = Math.sqrt(NEAR_ROWS * spacingMm[1] * spacingMm[2] / Math.PI);
    Nearby nearby = Nearby.of(spacingMm, near, from.box().flat());
    Distances distances = new Distances();
    for (int k = 0; k < from.box().nk(); k++) {
      checkpoint.check();
      from.elements(
          k,
          (i, j, z, code) ->
              distances.add(to.distanceMm(nearby, spacingMm[0], i, j, z), areas[code]));
    }
    double mm = distances.percentile(part);
    if (mm < Double.POSITIVE_INFINITY || to.empty() || from.empty()) {
      return mm;
    }
    Volume map = DistanceMap.outside(corners(to), 1, threads, checkpoint);
    Distances all = new Distances();
    for (int k = 0; k < from.box().nk(); k++) {
      checkpoint.check();
      from.elements(k, (i, j, z, code) -> all.add(map.at(i, j, z), areas[code]));
    }
    return all.percentile(part);
  }

  /** The corners with surface elements as label 1 of a grid of corners. */
  private LabelMap corners(LabelSurface surface) {
    LabelSurface.Box box = surface.box();
    Geometry g =
        Geometry.axisAligned(
            box.ni(), box.nj(), box.nk(), spacingMm[0], spacingMm[1], spacingMm[2]);
    short[] labels = new short[g.voxels()];
    for (int k = 0; k < box.nk(); k++) {
      surface.elements(k, (i, j, z, code) -> labels[g.index(i, j, z)] = 1);
    }
    return new LabelMap(g, labels, Map.of());
  }

  /** Sums the areas of one surface, all and those near the other. */
  private final class Within implements LabelSurface.Sink {
    private final Nearby nearby;
    private LabelSurface other = b;
    private double near;
    private double total;

    Within(Nearby nearby) {
      this.nearby = nearby;
    }

    @Override
    public void element(int i, int j, int k, int code) {
      double area = areas[code];
      total += area;
      if (other.reaches(nearby, i, j, k)) {
        near += area;
      }
    }
  }

  /** Distances, each with an area. */
  private static final class Distances {
    private double[] mm = new double[1024];
    private double[] area = new double[1024];
    private int count;

    void add(double distanceMm, double areaMm2) {
      if (count == mm.length) {
        mm = Arrays.copyOf(mm, 2 * count);
        area = Arrays.copyOf(area, 2 * count);
      }
      mm[count] = distanceMm;
      area[count++] = areaMm2;
    }

    /** The distance within which this part of the area lies; infinite if there is none. */
    double percentile(double part) {
      double total = 0;
      for (int n = 0; n < count; n++) {
        total += area[n];
      }
      Integer[] order = new Integer[count];
      Arrays.setAll(order, n -> n);
      Arrays.sort(order, Comparator.comparingDouble(n -> mm[n]));
      double sum = 0;
      for (Integer n : order) {
        sum += area[n];
        if (sum / total >= part) {
          return mm[n];
        }
      }
      return count == 0 ? Double.POSITIVE_INFINITY : mm[order[count - 1]];
    }
  }
}
