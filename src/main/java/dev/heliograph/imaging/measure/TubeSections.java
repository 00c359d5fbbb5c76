package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-sections of a tube at a right angle to its centreline, as guidelines for the aorta ask for
 * (Isselbacher et al. 2022 ACC/AHA Guideline, Circulation 146:e334–e482, section 2.2). The wall of
 * a section is where rays from the centreline leave the mask (trilinear, at ½), averaged over a
 * voxel to each side.
 *
 * @param sections those that count, along the line; those near to an end are left out, because the
 *     end cuts them
 * @param lengthMm length of the whole centreline
 */
public record TubeSections(List<Section> sections, double lengthMm) {

  private static final int RAYS = 180;

  /** A ray longer than this many times the median ray runs into a branch. */
  private static final double BRANCH = 2;

  /**
   * @param centreMm where the section lies, RAS millimetres
   * @param maxDiameterMm the longest distance of two points of the wall
   * @param equivalentMm diameter of the circle of the same area
   * @param areaMm2 area within the wall
   * @param ends of the longest diameter, RAS millimetres
   * @param cut whether a ray leaves the image
   */
  public record Section(
      double[] centreMm,
      double maxDiameterMm,
      double equivalentMm,
      double areaMm2,
      List<double[]> ends,
      boolean cut) {}

  public static TubeSections of(LabelMap map, int label, Centreline line, Checkpoint checkpoint) {
    List<Section> all = new ArrayList<>();
    for (int n = 0; n < line.points().size(); n++) {
      checkpoint.check();
      all.add(section(map, label, line.points().get(n), line.tangents().get(n)));
    }
    List<Section> inner = new ArrayList<>();
    for (int n = 0; n < all.size(); n++) {
      double toEnd = Math.min(n, all.size() - 1 - n) * Centreline.STEP_MM;
      if (all.get(n).areaMm2() > 0 && toEnd >= line.radiusMm() / 2) {
        inner.add(all.get(n));
      }
    }
    return new TubeSections(List.copyOf(inner), line.lengthMm());
  }

  private static Section section(LabelMap map, int label, double[] centre, double[] tangent) {
    double[] helper = Math.abs(tangent[0]) < 0.6 ? new double[] {1, 0, 0} : new double[] {0, 1, 0};
    double[] u = Vectors.unit(Vectors.cross(tangent, helper));
    double[] v = Vectors.cross(tangent, u);
    Wall wall = new Wall(map, label);
    double[] length = new double[RAYS];
    double[][] direction = new double[RAYS][];
    for (int r = 0; r < RAYS; r++) {
      double angle = 2 * Math.PI * r / RAYS;
      direction[r] =
          Vectors.plus(Vectors.plus(new double[3], Math.cos(angle), u), Math.sin(angle), v);
      length[r] = wall.distance(centre, direction[r]);
    }
    double[] sorted = length.clone();
    Arrays.sort(sorted);
    double median = (sorted[RAYS / 2 - 1] + sorted[RAYS / 2]) / 2;
    for (int r = 0; r < RAYS; r++) {
      length[r] = length[r] > BRANCH * median ? median : length[r];
    }
    length = smoothed(length, (int) Math.round(wall.voxelMm() / median * RAYS / (2 * Math.PI)));
    double[][] points = new double[RAYS][];
    double area = 0;
    for (int r = 0; r < RAYS; r++) {
      points[r] = Vectors.plus(centre, length[r], direction[r]);
    }
    double sine = Math.sin(2 * Math.PI / RAYS);
    double longest = 0;
    int[] ends = {0, 0};
    for (int r = 0; r < RAYS; r++) {
      area += length[r] * length[(r + 1) % RAYS] * sine / 2;
      for (int s = r + 1; s < RAYS; s++) {
        double d = Vectors.distance(points[r], points[s]);
        if (d > longest) {
          longest = d;
          ends = new int[] {r, s};
        }
      }
    }
    return new Section(
        centre,
        longest,
        2 * Math.sqrt(area / Math.PI),
        area,
        List.of(points[ends[0]], points[ends[1]]),
        wall.left);
  }

  /**
   * Mean over the neighbouring rays, so that the longest one is no step of the voxels' staircase.
   */
  private static double[] smoothed(double[] length, int reach) {
    int r = Math.min(reach, RAYS / 12);
    double[] out = new double[RAYS];
    for (int n = 0; n < RAYS; n++) {
      for (int m = -r; m <= r; m++) {
        out[n] += length[Math.floorMod(n + m, RAYS)] / (2 * r + 1);
      }
    }
    return out;
  }

  /** The mask as a field between 0 and 1, and where a ray leaves it. */
  private static final class Wall {
    private final LabelMap map;
    private final Geometry g;
    private final int label;
    private final double stepMm;
    private boolean left;

    Wall(LabelMap map, int label) {
      this.map = map;
      this.g = map.geometry();
      this.label = label;
      double[] s = g.spacingMm();
      this.stepMm = Math.min(s[0], Math.min(s[1], s[2])) / 4;
    }

    double voxelMm() {
      return Math.cbrt(g.voxelVolumeMm3());
    }

    /** How far from a point inside the field falls below ½; 0 from a point outside. */
    double distance(double[] from, double[] direction) {
      double before = field(from);
      if (before < 0.5) {
        return 0;
      }
      // Beyond the grid the field is 0, so every ray ends.
      for (double t = stepMm; ; t += stepMm) {
        double[] p = Vectors.plus(from, t, direction);
        double now = field(p);
        if (now < 0.5) {
          return t - stepMm + stepMm * (before - 0.5) / (before - now);
        }
        before = now;
      }
    }

    private double field(double[] p) {
      double[] q = g.toVoxel(p[0], p[1], p[2]);
      int i = (int) Math.floor(q[0]);
      int j = (int) Math.floor(q[1]);
      int k = (int) Math.floor(q[2]);
      double total = 0;
      for (int corner = 0; corner < 8; corner++) {
        int a = i + (corner & 1);
        int b = j + (corner >> 1 & 1);
        int c = k + (corner >> 2);
        if (a < 0 || b < 0 || c < 0 || a >= g.nx() || b >= g.ny() || c >= g.nz()) {
          left = true;
        } else if ((map.labels()[g.index(a, b, c)] & 0xffff) == label) {
          total +=
              ((corner & 1) == 1 ? q[0] - i : 1 - q[0] + i)
                  * ((corner >> 1 & 1) == 1 ? q[1] - j : 1 - q[1] + j)
                  * (corner >> 2 == 1 ? q[2] - k : 1 - q[2] + k);
        }
      }
      return total;
    }
  }

  /** The section with the longest diameter. */
  public Section widest() {
    Section widest = sections.get(0);
    for (Section s : sections) {
      widest = s.maxDiameterMm() > widest.maxDiameterMm() ? s : widest;
    }
    return widest;
  }

  /** Median of the longest diameters of all sections: how wide the tube mostly is. */
  public double medianMm() {
    double[] all = sections.stream().mapToDouble(Section::maxDiameterMm).sorted().toArray();
    int n = all.length;
    return n % 2 == 1 ? all[n / 2] : (all[n / 2 - 1] + all[n / 2]) / 2;
  }
}
