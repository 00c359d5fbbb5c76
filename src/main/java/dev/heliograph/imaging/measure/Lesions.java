package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.AxialDiameter;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The separate parts (26 neighbours) of one label, each with volume and RECIST diameters.
 *
 * @param all largest volume first
 */
public record Lesions(List<Lesion> all) {

  /**
   * @param part its voxels and box
   * @param volumeMl its volume
   * @param diameter its longest axial diameter and the short axis across it
   */
  public record Lesion(Part part, double volumeMl, AxialDiameter diameter) {}

  /** Parts beyond this are noise or a wrong mask; measuring each would take minutes. */
  public static final int MOST = 5000;

  private static final double EXTRANODAL_MM = 10;
  private static final double NODE_MM = 15;

  /**
   * @throws IllegalArgumentException if there are more than {@link #MOST} parts
   */
  public static Lesions of(LabelMap map, int label, Checkpoint checkpoint) {
    Components components = Components.of(map, label, Connectivity.CORNERS_26, checkpoint);
    int count = components.parts().size();
    if (count > MOST) {
      throw new IllegalArgumentException(
          "the mask falls into " + count + " parts, and at most " + MOST + " are measured");
    }
    short[] painted = new short[count == 0 ? 0 : map.labels().length];
    for (int p = 0; p < count; p++) {
      checkpoint.check();
      components.paint(p, painted, (short) (p + 1));
    }
    List<Lesion> lesions = new ArrayList<>();
    double voxelMl = map.geometry().voxelVolumeMm3() / 1000;
    for (int p = 0; p < count; p++) {
      Part part = components.parts().get(p);
      LabelMap crop = crop(map.geometry(), painted, part, (short) (p + 1));
      AxialDiameter d = AxialDiameter.of(crop, 1, checkpoint).orElseThrow();
      lesions.add(new Lesion(part, part.voxels() * voxelMl, moved(d, part)));
    }
    return new Lesions(List.copyOf(lesions));
  }

  public double volumeMl() {
    return all.stream().mapToDouble(Lesion::volumeMl).sum();
  }

  /**
   * RECIST 1.1's targets as far as a mask can tell: the largest lesions that are measurable, at
   * most {@code most}. Extranodal ones count by the long axis, from 10 mm on; nodes by the short
   * axis, from 15 mm on (section 3.1.1).
   */
  public List<Lesion> targets(boolean nodes, int most) {
    return largest(nodes, most).stream()
        .filter(l -> sizeMm(l, nodes) >= (nodes ? NODE_MM : EXTRANODAL_MM))
        .toList();
  }

  /** Those with the largest {@link #sizeMm}, largest first. */
  public List<Lesion> largest(boolean nodes, int most) {
    return all.stream()
        .sorted(Comparator.comparingDouble((Lesion l) -> -sizeMm(l, nodes)))
        .limit(most)
        .toList();
  }

  /** What RECIST 1.1 adds up: the long axis, of a node the short axis. */
  public static double sizeMm(Lesion lesion, boolean node) {
    return node ? lesion.diameter().shortAxisMm() : lesion.diameter().longAxisMm();
  }

  /** The box of one part, its voxels labelled 1. */
  private static LabelMap crop(Geometry g, short[] painted, Part part, short wanted) {
    int[] min = part.min();
    int[] size = new int[3];
    for (int c = 0; c < 3; c++) {
      size[c] = part.max()[c] - min[c] + 1;
    }
    double[] a = g.affine();
    double[] origin = g.toWorld(min[0], min[1], min[2]);
    for (int r = 0; r < 3; r++) {
      a[4 * r + 3] = origin[r];
    }
    Geometry box = new Geometry(size[0], size[1], size[2], a);
    short[] labels = new short[box.voxels()];
    for (int k = 0; k < size[2]; k++) {
      for (int j = 0; j < size[1]; j++) {
        int from = g.index(min[0], min[1] + j, min[2] + k);
        int to = box.index(0, j, k);
        for (int i = 0; i < size[0]; i++) {
          labels[to + i] = (short) (painted[from + i] == wanted ? 1 : 0);
        }
      }
    }
    return new LabelMap(box, labels, Map.of(1, "part"));
  }

  /** World points stay; the slice's index is that of the whole grid. */
  private static AxialDiameter moved(AxialDiameter d, Part part) {
    return new AxialDiameter(
        d.longAxisMm(),
        d.shortAxisMm(),
        d.longEnds(),
        d.shortEnds(),
        d.axis(),
        d.slice() + part.min()[d.axis()]);
  }
}
