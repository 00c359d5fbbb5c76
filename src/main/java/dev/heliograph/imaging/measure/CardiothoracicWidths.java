package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.List;

/**
 * Widths of heart and chest on a frontal chest radiograph (Danzer 1919, Am J Med Sci 157:513–554):
 * the transverse diameter of the heart from its rightmost to its leftmost border, at whatever
 * heights they lie, over the inner diameter of the chest at its widest level, wall to wall. A
 * mask's chest is bounded by the outer borders of the lungs.
 *
 * @param heartMm width of the heart, in the grid's millimetres
 * @param chestMm width from the outer border of one lung to that of the other in the widest row
 * @param heartLine the heart's width as a line at the height of its middle, RAS millimetres
 * @param chestLine the widest row
 */
public record CardiothoracicWidths(
    double heartMm, double chestMm, List<double[]> heartLine, List<double[]> chestLine) {

  /** Which labels belong to a structure. */
  @FunctionalInterface
  public interface Labels {
    boolean contain(int label);
  }

  /**
   * @param map a grid of one slice; width runs along the voxel axis nearest to left–right
   * @throws IllegalArgumentException if there is no single slice to look at, or no heart or lung
   */
  public static CardiothoracicWidths of(
      LabelMap map, Labels heart, Labels lungs, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    int[] n = {g.nx(), g.ny(), g.nz()};
    int[] world = g.closestAxes();
    int across = world[0] == 0 ? 0 : world[1] == 0 ? 1 : 2;
    int flat = n[0] == 1 ? 0 : n[1] == 1 ? 1 : 2;
    if (n[flat] != 1 || flat == across) {
      throw new IllegalArgumentException(
          "the mask is no single frontal picture but " + n[0] + "×" + n[1] + "×" + n[2]);
    }
    int down = 3 - across - flat;
    int[] heartSpan = {Integer.MAX_VALUE, -1};
    int[] heartRows = {Integer.MAX_VALUE, -1};
    int[] chest = {0, -1, -1};
    int[] p = new int[3];
    for (p[down] = 0; p[down] < n[down]; p[down]++) {
      checkpoint.check();
      int first = -1;
      int last = -1;
      for (p[across] = 0; p[across] < n[across]; p[across]++) {
        int label = map.at(p[0], p[1], p[2]);
        if (label != 0 && lungs.contain(label)) {
          first = first < 0 ? p[across] : first;
          last = p[across];
        }
        if (label != 0 && heart.contain(label)) {
          widen(heartSpan, p[across]);
          widen(heartRows, p[down]);
        }
      }
      if (first >= 0 && last - first > chest[1] - chest[0]) {
        chest = new int[] {first, last, p[down]};
      }
    }
    if (heartSpan[1] < 0 || chest[1] < 0) {
      throw new IllegalArgumentException("there is no heart or no lung in the picture");
    }
    double step = g.spacingMm()[across];
    double middle = (heartRows[0] + heartRows[1]) / 2.0;
    return new CardiothoracicWidths(
        (heartSpan[1] - heartSpan[0] + 1) * step,
        (chest[1] - chest[0] + 1) * step,
        line(g, across, down, heartSpan[0], heartSpan[1], middle),
        line(g, across, down, chest[0], chest[1], chest[2]));
  }

  public double ratio() {
    return heartMm / chestMm;
  }

  private static void widen(int[] span, int at) {
    span[0] = Math.min(span[0], at);
    span[1] = Math.max(span[1], at);
  }

  /** From outer border to outer border of two voxels of a row. */
  private static List<double[]> line(
      Geometry g, int across, int down, int first, int last, double row) {
    double[] a = new double[3];
    a[down] = row;
    double[] b = a.clone();
    a[across] = first - 0.5;
    b[across] = last + 0.5;
    return List.of(g.toWorld(a[0], a[1], a[2]), g.toWorld(b[0], b[1], b[2]));
  }
}
