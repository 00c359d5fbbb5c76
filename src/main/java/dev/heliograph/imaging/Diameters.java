package dev.heliograph.imaging;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The lengths of one connected part of a structure.
 *
 * @param part its voxels and box
 * @param axial its longest diameter in an axial slice and the short axis across it (RECIST 1.1)
 * @param acrossMm how far that slice reaches at a right angle to the long axis; at least the short
 *     axis, which is one straight chord
 * @param maximum3d its longest diameter in space (Feret's)
 */
public record Diameters(Part part, AxialDiameter axial, double acrossMm, Feret maximum3d) {

  /**
   * The longest distance between two points of a structure's outline in space, a convex hull's
   * diameter.
   *
   * @param lengthMm the distance
   * @param ends the two points, RAS millimetres
   */
  public record Feret(double lengthMm, List<double[]> ends) {}

  /**
   * All parts of a label, in the order of {@link Components#parts}. Time follows the parts'
   * surfaces; memory is some bytes for each of the label's runs along x.
   *
   * @param label 1 to 65535
   */
  public static List<Diameters> ofParts(
      LabelMap map,
      int label,
      Connectivity connectivity,
      Outline outline,
      Parallel parallel,
      Checkpoint checkpoint) {
    Geometry g = map.geometry();
    Components components = Components.of(map, label, connectivity, parallel, checkpoint);
    List<Part> parts = components.parts();
    int[] count = new int[parts.size() + 1];
    components.eachRun((part, from, to) -> count[part + 1]++);
    Arrays.parallelPrefix(count, Integer::sum);
    int[] next = count.clone();
    int[] first = new int[count[parts.size()]];
    int[] end = new int[first.length];
    components.eachRun(
        (part, from, to) -> {
          first[next[part]] = from;
          end[next[part]++] = to;
        });
    Diameters[] found = new Diameters[parts.size()];
    parallel.eachWith(
        found.length,
        checkpoint,
        () ->
            (IntConsumer)
                p -> {
                  Part part = parts.get(p);
                  RowEnds ends = new RowEnds(g, AxialDiameter.axis(g), part.min(), part.max());
                  for (int r = count[p]; r < count[p + 1]; r++) {
                    ends.add(first[r], end[r]);
                  }
                  found[p] = of(g, part, ends, outline, Checkpoint.NONE);
                });
    return List.of(found);
  }

  private static Diameters of(
      Geometry g, Part part, RowEnds ends, Outline outline, Checkpoint checkpoint) {
    AxialDiameter.Found axial = AxialDiameter.longest(g, ends, outline, checkpoint).orElseThrow();
    return new Diameters(part, axial.diameter(), axial.acrossMm(), feret(g, ends, outline));
  }

  /** The corners of a solid's convex hull are corners of its slices' hulls. */
  private static Feret feret(Geometry g, RowEnds ends, Outline outline) {
    Points points = new Points(g, ends.axis());
    for (int s = 0; s < ends.slices(); s++) {
      int slice = ends.firstSlice() + s;
      points.add(PlaneHull.of(ends, s, outline), slice);
      if (outline == Outline.HALF_WAY) {
        PlaneHull centres = PlaneHull.of(ends, s, Outline.CENTRES);
        points.add(centres, slice - 0.5);
        points.add(centres, slice + 0.5);
      }
    }
    double[][] two = Farthest.of(points.p, points.count);
    double dx = two[1][0] - two[0][0];
    double dy = two[1][1] - two[0][1];
    double dz = two[1][2] - two[0][2];
    return new Feret(Math.sqrt(dx * dx + dy * dy + dz * dz), List.of(two[0], two[1]));
  }

  /** World positions of hull corners. */
  private static final class Points {
    private final Geometry g;
    private final int axis;
    private double[] p = new double[3 * 256];
    private int count;

    Points(Geometry g, int axis) {
      this.g = g;
      this.axis = axis;
    }

    void add(PlaneHull hull, double slice) {
      if (3 * (count + hull.count()) > p.length) {
        p = Arrays.copyOf(p, 2 * Math.max(p.length, 3 * (count + hull.count())));
      }
      double[] v = new double[3];
      for (int c = 0; c < hull.count(); c++, count++) {
        v[axis] = slice;
        v[axis == 0 ? 1 : 0] = hull.along()[c] / 2.0;
        v[axis == 2 ? 1 : 2] = hull.row()[c] / 2.0;
        System.arraycopy(g.toWorld(v[0], v[1], v[2]), 0, p, 3 * count, 3);
      }
    }
  }
}
