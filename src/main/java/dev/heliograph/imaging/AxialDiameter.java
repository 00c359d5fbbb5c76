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
    int[] world = g.closestAxes();
    int axis = world[0] == 2 ? 0 : world[1] == 2 ? 1 : 2;
    Hull longest = null;
    int best = -1;
    for (int s = extent.min()[axis]; s <= extent.max()[axis]; s++) {
      checkpoint.check();
      List<double[]> outline = new Slice(g, axis, s).outline(map, (short) label, extent);
      if (!outline.isEmpty()) {
        Hull hull = Hull.of(outline);
        if (longest == null || hull.longerThan(longest)) {
          longest = hull;
          best = s;
        }
      }
    }
    if (longest == null) {
      return Optional.empty();
    }
    Slice slice = new Slice(g, axis, best);
    return Optional.of(
        new AxialDiameter(
            longest.longAxis().length(),
            longest.shortAxis().length(),
            ends(slice, longest.longAxis()),
            ends(slice, longest.shortAxis()),
            axis,
            best));
  }

  private static List<double[]> ends(Slice slice, Hull.Segment s) {
    return List.of(slice.toWorld(s.x1(), s.y1()), slice.toWorld(s.x2(), s.y2()));
  }
}
