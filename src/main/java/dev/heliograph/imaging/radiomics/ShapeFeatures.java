package dev.heliograph.imaging.radiomics;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.ConvexHull3;
import dev.heliograph.imaging.PrincipalAxes;
import dev.heliograph.imaging.Region;
import dev.heliograph.imaging.SurfaceMesh;
import dev.heliograph.imaging.radiomics.Feature.Scale;
import dev.heliograph.volume.Geometry;
import java.util.ArrayList;
import java.util.List;

/** Morphological features (IBSI reference manual, HCUG): mesh, voxels, axes, densities. */
public final class ShapeFeatures {

  private ShapeFeatures() {}

  /**
   * {@code shape_…}. Of the manual's features those without consensus (oriented boxes, minimum
   * volume ellipsoid) and the spatial autocorrelations (Moran, Geary: quadratic time) are left out.
   */
  public static List<Feature> of(Region region, Checkpoint checkpoint) {
    Geometry g = region.geometry();
    SurfaceMesh mesh = SurfaceMesh.of(g, region.inside(), checkpoint);
    double v = mesh.volumeMm3();
    double a = mesh.areaMm2();
    double cubed = 36 * Math.PI * v * v;
    PrincipalAxes axes = PrincipalAxes.of(g, p -> region.inside()[p], checkpoint);
    double[] length = new double[3];
    for (int e = 0; e < 3; e++) {
      length[e] = 4 * Math.sqrt(axes.variancesMm2()[e]);
    }
    ConvexHull3 hull = ConvexHull3.of(outermost(region), checkpoint);
    double[] s = g.spacingMm();
    double[] box = {g.nx() * s[0], g.ny() * s[1], g.nz() * s[2]};
    double boxVolume = g.voxels() * g.voxelVolumeMm3();
    double boxArea = 2 * (box[0] * box[1] + box[1] * box[2] + box[2] * box[0]);
    double ellipsoid = Math.PI / 6 * length[0] * length[1] * length[2];
    double mean = 0;
    for (double value : region.valuesInside()) {
      mean += value / region.voxels();
    }
    List<Feature> f = new ArrayList<>();
    f.add(new Feature("shape_volume", v, Scale.CUBIC_MILLIMETRE));
    f.add(
        new Feature(
            "shape_voxel_volume", region.voxels() * g.voxelVolumeMm3(), Scale.CUBIC_MILLIMETRE));
    f.add(new Feature("shape_surface_area", a, Scale.SQUARE_MILLIMETRE));
    f.add(new Feature("shape_surface_to_volume_ratio", a / v, Scale.PER_MILLIMETRE));
    f.add(none("compactness_1", v / (Math.sqrt(Math.PI) * Math.pow(a, 1.5))));
    f.add(none("compactness_2", cubed / (a * a * a)));
    f.add(none("spherical_disproportion", a / Math.cbrt(cubed)));
    f.add(none("sphericity", Math.cbrt(cubed) / a));
    f.add(none("asphericity", a / Math.cbrt(cubed) - 1));
    f.add(new Feature("shape_centre_of_mass_shift", shift(region, axes), Scale.MILLIMETRE));
    f.add(new Feature("shape_maximum_diameter", hull.diameter(), Scale.MILLIMETRE));
    f.add(new Feature("shape_major_axis_length", length[0], Scale.MILLIMETRE));
    f.add(new Feature("shape_minor_axis_length", length[1], Scale.MILLIMETRE));
    f.add(new Feature("shape_least_axis_length", length[2], Scale.MILLIMETRE));
    f.add(none("elongation", length[1] / length[0]));
    f.add(none("flatness", length[2] / length[0]));
    f.add(none("volume_density_bounding_box", v / boxVolume));
    f.add(none("area_density_bounding_box", a / boxArea));
    f.add(none("volume_density_ellipsoid", v / ellipsoid));
    f.add(none("area_density_ellipsoid", a / ellipsoidArea(length)));
    f.add(none("volume_density_convex_hull", v / hull.volume()));
    f.add(none("area_density_convex_hull", a / hull.area()));
    f.add(new Feature("shape_integrated_intensity", mean * v, Scale.NONE));
    return f;
  }

  private static Feature none(String name, double value) {
    return new Feature("shape_" + name, value, Scale.NONE);
  }

  /** Distance between the centre of the voxels and that of their values. */
  private static double shift(Region region, PrincipalAxes axes) {
    Geometry g = region.geometry();
    double total = 0;
    double[] sum = new double[3];
    for (int p = 0; p < region.values().length; p++) {
      if (region.inside()[p]) {
        double w = region.values()[p];
        total += w;
        sum[0] += w * (p % g.nx());
        sum[1] += w * (p / g.nx() % g.ny());
        sum[2] += w * (p / g.nx() / g.ny());
      }
    }
    double[] c = g.toWorld(sum[0] / total, sum[1] / total, sum[2] / total);
    double[] d = axes.centreMm();
    return Math.sqrt(
        (c[0] - d[0]) * (c[0] - d[0])
            + (c[1] - d[1]) * (c[1] - d[1])
            + (c[2] - d[2]) * (c[2] - d[2]));
  }

  /**
   * 4πab Σ (αβ)^ν / (1 − 4ν²) · P_ν((α² + β²) / 2αβ), up to ν = 20, by the recurrence of the
   * Legendre polynomials times (αβ)^ν, which has no 0/0 where two axes are equal. α² = 1 − b²/a²
   * and β² = 1 − c²/a² are the manual's, which its consensus values follow; the area of an
   * ellipsoid has c²/b² in the second, so of a long one this is not the area.
   *
   * @param length of the axes (twice a, b, c), longest first
   */
  static double ellipsoidArea(double[] length) {
    double alpha2 = 1 - length[1] * length[1] / (length[0] * length[0]);
    double beta2 = 1 - length[2] * length[2] / (length[0] * length[0]);
    double x = (alpha2 + beta2) / 2;
    double before = 0;
    double now = 1;
    double total = 0;
    for (int n = 0; n <= 20; n++) {
      total += now / (1 - 4.0 * n * n);
      double next = ((2 * n + 1) * x * now - n * alpha2 * beta2 * before) / (n + 1);
      before = now;
      now = next;
    }
    return Math.PI * length[0] * length[1] * total;
  }

  /**
   * Half-way points between the outermost voxels of each row and their neighbours outside, along
   * each axis, RAS millimetres: the convex hull of them is that of the mesh.
   */
  static List<double[]> outermost(Region region) {
    Geometry g = region.geometry();
    int[] n = {g.nx(), g.ny(), g.nz()};
    List<double[]> points = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      int b = axis == 0 ? 1 : 0;
      int c = axis == 2 ? 1 : 2;
      int[] p = new int[3];
      for (p[c] = 0; p[c] < n[c]; p[c]++) {
        for (p[b] = 0; p[b] < n[b]; p[b]++) {
          int first = -1;
          int last = -1;
          for (p[axis] = 0; p[axis] < n[axis]; p[axis]++) {
            if (region.inside()[g.index(p[0], p[1], p[2])]) {
              first = first < 0 ? p[axis] : first;
              last = p[axis];
            }
          }
          if (first >= 0) {
            points.add(at(g, p, axis, first - 0.5));
            points.add(at(g, p, axis, last + 0.5));
          }
        }
      }
    }
    return points;
  }

  private static double[] at(Geometry g, int[] p, int axis, double place) {
    double[] q = {p[0], p[1], p[2]};
    q[axis] = place;
    return g.toWorld(q[0], q[1], q[2]);
  }
}
