package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.List;
import java.util.Optional;

/**
 * The longest diameter of a structure in any one axial slice, and the short axis across it in the
 * same slice, as RECIST 1.1 and its lymph node rule use them (Eisenhauer et al. 2009, Eur J Cancer
 * 45:228–247).
 *
 * <p>The outline of a slice lies half-way between the centre of a voxel inside and its neighbour
 * outside (marching squares at 0.5), so one voxel measures one voxel and not zero. The long axis is
 * the longest distance between two points of the outline. The short axis is the longest chord of
 * the outline's convex hull at a right angle to the long axis: what a calliper laid on the slice
 * shows. Axial slices are those along the voxel axis nearest to inferior–superior. Of equally long
 * axes the one with the longer short axis counts, then the first slice.
 *
 * @param longAxisMm length of the long axis
 * @param shortAxisMm length of the short axis
 * @param longEnds its two ends, RAS millimetres
 * @param shortEnds ends of the short axis, RAS millimetres
 * @param axis voxel axis along which the slices lie: 0, 1 or 2
 * @param slice index of the slice along it
 */
public record AxialDiameter(
    double longAxisMm,
    double shortAxisMm,
    List<double[]> longEnds,
    List<double[]> shortEnds,
    int axis,
    int slice) {

  /** The diameters of all voxels of a label, or empty if it has none. */
  public static Optional<AxialDiameter> of(LabelMap map, int label, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    Extent extent = Extent.of(map, label, checkpoint);
    if (extent.empty()) {
      return Optional.empty();
    }
    RowEnds ends = new RowEnds(g, axis(g), extent.min(), extent.max());
    int slice = g.nx() * g.ny();
    for (int k = extent.min()[2]; k <= extent.max()[2]; k++) {
      checkpoint.check();
      RunScan.scan(
          map.labels(),
          slice * k,
          slice * (k + 1),
          g.nx(),
          (from, to, value) -> {
            if (value == (short) label) {
              ends.add(from, to);
            }
          });
    }
    return longest(g, ends, Outline.HALF_WAY, checkpoint).map(Found::diameter);
  }

  /** The voxel axis nearest to inferior–superior. */
  static int axis(Geometry g) {
    int[] world = g.closestAxes();
    return world[0] == 2 ? 0 : world[1] == 2 ? 1 : 2;
  }

  /**
   * @param acrossMm {@link Hull#across} in the same slice
   */
  record Found(AxialDiameter diameter, double acrossMm) {}

  static Optional<Found> longest(Geometry g, RowEnds ends, Outline outline, Checkpoint checkpoint) {
    int axis = ends.axis();
    Hull longest = null;
    Slice where = null;
    int best = -1;
    for (int s = 0; s < ends.slices(); s++) {
      checkpoint.check();
      PlaneHull corners = PlaneHull.of(ends, s, outline);
      Slice slice = new Slice(g, axis, ends.firstSlice() + s);
      if (corners.count() > 0
          && (longest == null || Hull.mayReach(slice, corners, longest.longAxis().length()))) {
        Hull hull = Hull.of(slice, corners);
        if (longest == null || hull.longerThan(longest)) {
          longest = hull;
          where = slice;
          best = ends.firstSlice() + s;
        }
      }
    }
    if (longest == null || where == null) {
      return Optional.empty();
    }
    AxialDiameter d =
        new AxialDiameter(
            longest.longAxis().length(),
            longest.shortAxis().length(),
            ends(where, longest.longAxis()),
            ends(where, longest.shortAxis()),
            axis,
            best);
    return Optional.of(new Found(d, longest.across()));
  }

  private static List<double[]> ends(Slice slice, Hull.Segment s) {
    return List.of(slice.toWorld(s.x1(), s.y1()), slice.toWorld(s.x2(), s.y2()));
  }
}
