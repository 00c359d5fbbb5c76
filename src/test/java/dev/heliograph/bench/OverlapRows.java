package dev.heliograph.bench;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Overlap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.SurfaceOverlap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Agreement of 13 organs with a prediction. */
final class OverlapRows {

  /** FLARE's tolerances in mm, of labels 1 to 13. */
  private static final double[] TOLERANCES = {5, 3, 3, 5, 2, 2, 2, 2, 2, 3, 5, 7, 3};

  private OverlapRows() {}

  static Object dice(Scan scan, Parallel threads, boolean warm) {
    Overlap o = Overlap.of(scan.truth, scan.prediction, threads, Checkpoint.NONE);
    return IntStream.rangeClosed(1, 13).mapToDouble(l -> o.dice(l, l)).toArray();
  }

  static Object surfaceDice(Scan scan, Parallel threads, boolean warm) {
    Map<Integer, Double> tolerances = new TreeMap<>();
    for (int l = 1; l <= 13; l++) {
      tolerances.put(l, TOLERANCES[l - 1]);
    }
    return SurfaceOverlap.of(scan.truth, scan.prediction, threads, Checkpoint.NONE)
        .surfaceDice(tolerances)
        .values()
        .stream()
        .mapToDouble(d -> d)
        .toArray();
  }

  static Object hausdorff95(Scan scan, Parallel threads, boolean warm) {
    SurfaceOverlap o = SurfaceOverlap.of(scan.truth, scan.prediction, threads, Checkpoint.NONE);
    return IntStream.rangeClosed(1, 13).mapToDouble(l -> o.hausdorff95Mm(l, l)).toArray();
  }
}
