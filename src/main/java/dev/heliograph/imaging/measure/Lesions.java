package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.AxialDiameter;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Diameters;
import dev.heliograph.imaging.Outline;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.LabelMap;
import java.util.Comparator;
import java.util.List;

/**
 * The separate parts (26 neighbours) of one label, each with volume and RECIST diameters.
 *
 * @param all largest volume first
 */
public record Lesions(List<Lesion> all) {

  /**
   * @param lengths its box and diameters
   * @param volumeMl its volume
   */
  public record Lesion(Diameters lengths, double volumeMl) {
    /** Its longest axial diameter and the short axis across it. */
    public AxialDiameter diameter() {
      return lengths.axial();
    }
  }

  /** Parts beyond this are noise or a wrong mask. */
  public static final int MOST = 5000;

  private static final double EXTRANODAL_MM = 10;
  private static final double NODE_MM = 15;

  /**
   * @throws IllegalArgumentException if there are more than {@link #MOST} parts
   */
  public static Lesions of(LabelMap map, int label, Checkpoint checkpoint) {
    int count = Components.of(map, label, Connectivity.CORNERS_26, checkpoint).parts().size();
    if (count > MOST) {
      throw new IllegalArgumentException(
          "the mask falls into " + count + " parts, and at most " + MOST + " are measured");
    }
    double voxelMl = map.geometry().voxelVolumeMm3() / 1000;
    return new Lesions(
        Diameters.ofParts(
                map,
                label,
                Connectivity.CORNERS_26,
                Outline.HALF_WAY,
                Parallel.standard(),
                checkpoint)
            .stream()
            .map(d -> new Lesion(d, d.part().voxels() * voxelMl))
            .toList());
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
}
