package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the surfaces of the structures of two maps agree: normalized surface Dice and Hausdorff
 * distance, as Nikolov et al. 2021 (J Med Internet Res 23:e26151) and their {@code
 * surface-distance} define them. Surface elements lie at the corners of voxels and count by their
 * area (see {@link SurfaceElement}); distances go from element to element. The grid's edge is
 * surface where a structure touches it. A grid of one slice is a picture: contours count by length.
 * As there, voxel axes are taken to be at right angles.
 *
 * <p>Memory: four bits a voxel of the structure's box, for each thread.
 */
public final class SurfaceOverlap {

  /** The box of a label that has no voxel. */
  private static final int[][] NOWHERE = {
    {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, {-1, -1, -1}
  };

  private final Geometry geometry;
  private final LabelRuns a;
  private final LabelRuns b;
  private final Parallel threads;
  private final Checkpoint checkpoint;
  private final double[] spacingMm;
  private final double[] areas;

  private SurfaceOverlap(
      Geometry geometry, LabelRuns a, LabelRuns b, Parallel threads, Checkpoint checkpoint) {
    this.geometry = geometry;
    this.a = a;
    this.b = b;
    this.threads = threads;
    this.checkpoint = checkpoint;
    this.spacingMm = geometry.spacingMm();
    double[] s = spacingMm.clone();
    s[2] = geometry.nz() == 1 ? 1 : s[2];
    this.areas = SurfaceElement.areasMm2(s);
  }

  /**
   * Reads both maps once; then any structures can be compared.
   *
   * @throws IllegalArgumentException if the maps lie on different grids
   */
  public static SurfaceOverlap of(LabelMap a, LabelMap b, Parallel threads, Checkpoint checkpoint) {
    Overlap.requireSameGrid(a, b);
    return new SurfaceOverlap(
        a.geometry(),
        LabelRuns.of(a, threads, checkpoint),
        LabelRuns.of(b, threads, checkpoint),
        threads,
        checkpoint);
  }

  /**
   * Normalized surface Dice: the share of both surfaces that lies within {@code toleranceMm} of the
   * other one. 1 if both structures are empty, 0 if one is.
   */
  public double surfaceDice(int labelA, int labelB, double toleranceMm) {
    return pair(labelA, labelB).map(p -> p.surfaceDice(toleranceMm, checkpoint)).orElse(1.0);
  }

  /**
   * {@link #surfaceDice(int, int, double)} of each label with itself.
   *
   * @param tolerancesMm by label
   * @return by label
   */
  public Map<Integer, Double> surfaceDice(Map<Integer, Double> tolerancesMm) {
    // The largest first, so that no thread is left with it at the end.
    List<Integer> labels =
        tolerancesMm.keySet().stream()
            .sorted(Comparator.comparingInt((Integer l) -> -a.from(l).length - b.from(l).length))
            .toList();
    Map<Integer, Double> dice = new ConcurrentHashMap<>();
    threads.each(
        labels.size(),
        checkpoint,
        n -> {
          int label = labels.get(n);
          double tolerance = tolerancesMm.getOrDefault(label, Double.NaN);
          // The checkpoint belongs to the caller's thread, which asks before each label.
          dice.put(
              label,
              pair(label, label).map(p -> p.surfaceDice(tolerance, Checkpoint.NONE)).orElse(1.0));
        });
    return new TreeMap<>(dice);
  }

  /**
   * The 95th percentile Hausdorff distance in mm: the larger of the two distances within which 95 %
   * of one surface's area lies from the other surface. 0 if both structures are empty, infinite if
   * one is.
   */
  public double hausdorff95Mm(int labelA, int labelB) {
    return pair(labelA, labelB).map(p -> p.hausdorffMm(0.95, threads, checkpoint)).orElse(0.0);
  }

  private Optional<SurfacePair> pair(int labelA, int labelB) {
    int[][] boxA = a.box(labelA).orElse(NOWHERE);
    int[][] boxB = b.box(labelB).orElse(NOWHERE);
    int[] min = new int[3];
    int[] max = new int[3];
    for (int c = 0; c < 3; c++) {
      min[c] = Math.min(boxA[0][c], boxB[0][c]);
      max[c] = Math.max(boxA[1][c], boxB[1][c]);
    }
    if (max[0] < 0) {
      return Optional.empty();
    }
    LabelSurface.Box box = LabelSurface.Box.of(min, max, geometry.nz() == 1);
    Memory.require("a comparison of surfaces", 4L * geometry.voxels(), 4 * box.bytes());
    return Optional.of(
        new SurfacePair(
            LabelSurface.of(box, a.from(labelA), a.to(labelA), geometry.nx(), geometry.ny()),
            LabelSurface.of(box, b.from(labelB), b.to(labelB), geometry.nx(), geometry.ny()),
            spacingMm,
            areas));
  }
}
