package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Holes;
import dev.heliograph.imaging.Morphology;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * Areas of fat and muscle in one axial CT slice, by the usual windows: fat −190 to −30 HU, muscle
 * −29 to 150 HU (Mitsiopoulos et al. 1998, J Appl Physiol 85:115–122; Mourtzakis et al. 2008, Appl
 * Physiol Nutr Metab 33:997–1006).
 *
 * <p>The body is the largest part from −190 HU on, filled. The abdominal wall is, in each degree
 * around the body's middle, the outermost lean tissue (from −29 HU on, more than 5 mm under the
 * skin, in parts of at least 2 cm²), with gaps of up to 40° closed: fat beyond it is subcutaneous,
 * fat within it counts as visceral, that between the wall's muscles included. (After the separation
 * mask of Kim et al. 2013, J Digit Imaging 26:155–162.)
 *
 * @param subcutaneousMm2 subcutaneous fat
 * @param visceralMm2 fat within the wall
 * @param muscleMm2 muscle within the muscles' outline, empty if there is none
 * @param bodyAtEdge whether the body reaches the edge of the slice, so that some fat is missing
 */
public record BodyComposition(
    double subcutaneousMm2, double visceralMm2, OptionalDouble muscleMm2, boolean bodyAtEdge) {

  public static final int FAT_LOW = -190;
  public static final int FAT_HIGH = -30;
  public static final int MUSCLE_LOW = -29;
  public static final int MUSCLE_HIGH = 150;
  private static final double SKIN_MM = 5;
  private static final double LEAST_LEAN_MM2 = 200;
  private static final int GAP_DEGREES = 20;

  /** Which labels are skeletal muscle. */
  @FunctionalInterface
  public interface Muscle {
    boolean is(int label);
  }

  /**
   * @param slice index along the voxel axis nearest to inferior–superior
   * @param muscle labels of the map that outline the skeletal muscles; none if there is no outline
   * @throws IllegalArgumentException if the slice holds no body, or its axes are not at right
   *     angles
   */
  public static BodyComposition of(
      Volume volume, LabelMap map, int slice, Muscle muscle, Checkpoint checkpoint) {
    Geometry g = volume.geometry();
    int[] world = g.closestAxes();
    int axis = world[0] == 2 ? 0 : world[1] == 2 ? 1 : 2;
    int a = axis == 0 ? 1 : 0;
    int b = axis == 2 ? 1 : 2;
    int[] n = {g.nx(), g.ny(), g.nz()};
    double[] s = g.spacingMm();
    Geometry plane = Geometry.axisAligned(n[a], n[b], 1, s[a], s[b], 1);
    int[] source = new int[plane.voxels()];
    int[] p = new int[3];
    p[axis] = slice;
    for (p[b] = 0; p[b] < n[b]; p[b]++) {
      for (p[a] = 0; p[a] < n[a]; p[a]++) {
        source[p[a] + n[a] * p[b]] = g.index(p[0], p[1], p[2]);
      }
    }
    // HU are whole numbers; after resampling they are not, and no value may fall between windows.
    int[] hu = new int[source.length];
    for (int q = 0; q < hu.length; q++) {
      hu[q] = Math.round(volume.values()[source[q]]);
    }
    double pixel = s[a] * s[b];
    boolean[] body = body(plane, hu, checkpoint);
    boolean[] inside = withinWall(plane, hu, body, checkpoint);
    long under = 0;
    long within = 0;
    long muscles = 0;
    boolean outlined = false;
    boolean any = false;
    boolean edge = false;
    for (int q = 0; q < hu.length; q++) {
      any |= body[q];
      int x = q % n[a];
      int y = q / n[a];
      edge |= body[q] && (x == 0 || y == 0 || x == n[a] - 1 || y == n[b] - 1);
      boolean fat = body[q] && hu[q] >= FAT_LOW && hu[q] <= FAT_HIGH;
      under += fat && !inside[q] ? 1 : 0;
      within += fat && inside[q] ? 1 : 0;
      int label = map.labels()[source[q]] & 0xffff;
      if (label != 0 && muscle.is(label)) {
        outlined = true;
        muscles += hu[q] >= MUSCLE_LOW && hu[q] <= MUSCLE_HIGH ? 1 : 0;
      }
    }
    if (!any) {
      throw new IllegalArgumentException("the slice holds no body");
    }
    return new BodyComposition(
        under * pixel,
        within * pixel,
        outlined ? OptionalDouble.of(muscles * pixel) : OptionalDouble.empty(),
        edge);
  }

  private static boolean[] body(Geometry plane, int[] hu, Checkpoint checkpoint) {
    LabelMap dense = map(plane, q -> hu[q] >= FAT_LOW);
    LabelMap largest = Morphology.largestPart(dense, 1, Connectivity.FACES_6, checkpoint);
    return set(Holes.fillSlices(largest, 1, 2, Parallel.ONE, checkpoint));
  }

  /**
   * What lies within the abdominal wall of one axial slice.
   *
   * @param hu of the slice, x fastest
   * @param body the body's pixels
   */
  static boolean[] withinWall(Geometry plane, int[] hu, boolean[] body, Checkpoint checkpoint) {
    return within(plane, body, lean(plane, hu, body, checkpoint));
  }

  /** Lean tissue under the skin, without small parts such as vessels in the fat. */
  private static boolean[] lean(Geometry plane, int[] hu, boolean[] body, Checkpoint checkpoint) {
    boolean[] deep =
        set(Morphology.erode(map(plane, q -> body[q]), 1, SKIN_MM, Parallel.ONE, checkpoint));
    LabelMap lean = map(plane, q -> deep[q] && hu[q] >= MUSCLE_LOW);
    Components parts = Components.of(lean, 1, Connectivity.FACES_6, checkpoint);
    double least = LEAST_LEAN_MM2 / plane.voxelVolumeMm3();
    short[] large = new short[hu.length];
    // Largest first.
    for (int n = 0; n < parts.parts().size() && parts.parts().get(n).voxels() >= least; n++) {
      parts.paint(n, large, (short) 1);
    }
    return set(new LabelMap(plane, large, Map.of(1, "lean")));
  }

  private static LabelMap map(Geometry plane, IntPredicate inside) {
    short[] labels = new short[plane.voxels()];
    for (int q = 0; q < labels.length; q++) {
      labels[q] = (short) (inside.test(q) ? 1 : 0);
    }
    return new LabelMap(plane, labels, Map.of(1, "set"));
  }

  private static boolean[] set(LabelMap map) {
    boolean[] set = new boolean[map.labels().length];
    for (int q = 0; q < set.length; q++) {
      set[q] = map.labels()[q] == 1;
    }
    return set;
  }

  /** What lies nearer to the body's middle than the outermost lean tissue in its direction. */
  private static boolean[] within(Geometry plane, boolean[] body, boolean[] lean) {
    double[] s = plane.spacingMm();
    double[] middle = new double[2];
    long n = 0;
    for (int q = 0; q < body.length; q++) {
      if (body[q]) {
        middle[0] += q % plane.nx();
        middle[1] += q / plane.nx();
        n++;
      }
    }
    int[] degree = new int[body.length];
    double[] radius = new double[body.length];
    double[] wall = new double[360];
    for (int q = 0; q < body.length; q++) {
      double x = (q % plane.nx() - middle[0] / n) * s[0];
      double y = (q / plane.nx() - middle[1] / n) * s[1];
      degree[q] = Math.floorMod((int) Math.floor(Math.toDegrees(Math.atan2(y, x))), 360);
      radius[q] = Math.hypot(x, y);
      if (lean[q]) {
        wall[degree[q]] = Math.max(wall[degree[q]], radius[q]);
      }
    }
    double[] closed = around(around(wall, 1), -1);
    boolean[] inside = new boolean[body.length];
    for (int q = 0; q < body.length; q++) {
      inside[q] = radius[q] <= closed[degree[q]];
    }
    return inside;
  }

  /** For each degree the greatest ({@code sign} 1) or least (−1) within the gap to either side. */
  private static double[] around(double[] wall, int sign) {
    double[] out = new double[360];
    for (int d = 0; d < 360; d++) {
      double best = wall[d];
      for (int e = d - GAP_DEGREES; e <= d + GAP_DEGREES; e++) {
        double w = wall[Math.floorMod(e, 360)];
        best = sign * w > sign * best ? w : best;
      }
      out[d] = best;
    }
    return out;
  }
}
