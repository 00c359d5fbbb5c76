package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import dev.heliograph.volume.Geometry;

/**
 * Coronary calcium in one region of a CT without contrast medium.
 *
 * <p>Agatston et al. 1990 (J Am Coll Cardiol 15:827–832): in each axial slice, pixels of at least
 * 130 HU that touch (8 neighbours) are a lesion if it covers at least 1 mm²; it scores its area in
 * mm² times 1, 2, 3 or 4 for a peak of 130–199, 200–299, 300–399, 400 HU or more. The score is that
 * of 3 mm slices; others are scaled by spacing / 3 mm (McCollough et al. 2007, Radiology
 * 243:527–538). The volume score is that of all voxels in such lesions (Callister et al. 1998,
 * Radiology 208:807–814, without interpolation).
 *
 * @param score Agatston score
 * @param volumeMm3 volume score, cubic millimetres
 * @param sliceMm distance between slices, at a right angle to them
 * @param lesions lesions, counted in each slice for itself
 */
public record AgatstonScore(double score, double volumeMm3, double sliceMm, int lesions) {

  public static final double THRESHOLD_HU = 130;
  public static final double LEAST_AREA_MM2 = 1;
  public static final double SLICE_MM = 3;

  /**
   * @param region values in HU
   */
  public static AgatstonScore of(Region region, Checkpoint checkpoint) {
    Geometry g = region.geometry();
    double pixelMm2 = pixelArea(g);
    double sliceMm = g.voxelVolumeMm3() / pixelMm2;
    boolean[] open = new boolean[region.values().length];
    for (int p = 0; p < open.length; p++) {
      open[p] = region.inside()[p] && region.values()[p] >= THRESHOLD_HU;
    }
    double weighted = 0;
    long pixels = 0;
    int lesions = 0;
    int[] stack = new int[g.nx() * g.ny()];
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int p = k * stack.length; p < (k + 1) * stack.length; p++) {
        if (!open[p]) {
          continue;
        }
        float peak = 0;
        int size = 0;
        int top = 0;
        stack[top++] = p;
        open[p] = false;
        while (top > 0) {
          int q = stack[--top];
          size++;
          peak = Math.max(peak, region.values()[q]);
          top = spread(g, q, open, stack, top);
        }
        if (size * pixelMm2 >= LEAST_AREA_MM2) {
          lesions++;
          pixels += size;
          weighted += size * pixelMm2 * Math.min(4, Math.floor(peak / 100));
        }
      }
    }
    return new AgatstonScore(
        weighted * sliceMm / SLICE_MM, pixels * g.voxelVolumeMm3(), sliceMm, lesions);
  }

  /** Puts the open neighbours of a pixel in its slice on the stack and closes them. */
  private static int spread(Geometry g, int q, boolean[] open, int[] stack, int top) {
    int i = q % g.nx();
    int j = q / g.nx() % g.ny();
    int n = top;
    for (int b = Math.max(0, j - 1); b <= Math.min(g.ny() - 1, j + 1); b++) {
      for (int a = Math.max(0, i - 1); a <= Math.min(g.nx() - 1, i + 1); a++) {
        int r = q + a - i + g.nx() * (b - j);
        if (open[r]) {
          open[r] = false;
          stack[n++] = r;
        }
      }
    }
    return n;
  }

  /** Area of one pixel of an axial slice: the parallelogram of its two steps. */
  static double pixelArea(Geometry g) {
    double[] a = g.affine();
    double x = a[4] * a[9] - a[8] * a[5];
    double y = a[8] * a[1] - a[0] * a[9];
    double z = a[0] * a[5] - a[4] * a[1];
    return Math.sqrt(x * x + y * y + z * z);
  }
}
