package dev.heliograph.imaging.radiomics;

import dev.heliograph.imaging.Checkpoint;
import java.util.List;

/**
 * Features of the grey level run length matrix (Galloway 1975, Comput Graph Image Process
 * 4:172–179; IBSI reference manual, TP0I): runs of one level along a direction.
 */
public final class RunLengths {

  private static final List<String> NAMES =
      List.of(
          "short_runs_emphasis",
          "long_runs_emphasis",
          "low_grey_level_run_emphasis",
          "high_grey_level_run_emphasis",
          "short_run_low_grey_level_emphasis",
          "short_run_high_grey_level_emphasis",
          "long_run_low_grey_level_emphasis",
          "long_run_high_grey_level_emphasis",
          "grey_level_non_uniformity",
          "normalised_grey_level_non_uniformity",
          "run_length_non_uniformity",
          "normalised_run_length_non_uniformity",
          "run_percentage",
          "grey_level_variance",
          "run_length_variance",
          "run_entropy");

  private RunLengths() {}

  /** The 16 features, {@code glrlm_…}. */
  public static List<Feature> features(
      Levels levels, Aggregation aggregation, Checkpoint checkpoint) {
    Averaged averaged = new Averaged();
    int groups = aggregation.bySlice() ? levels.nz() : 1;
    for (int s = 0; s < groups; s++) {
      int from = aggregation.bySlice() ? s : 0;
      int to = aggregation.bySlice() ? s + 1 : levels.nz();
      SizeMatrix matrix = new SizeMatrix(levels.count());
      long voxels = 0;
      for (int[] d : Directions.of(aggregation)) {
        checkpoint.check();
        voxels += count(levels, d, from, to, matrix);
        if (aggregation.byDirection()) {
          flush(matrix, voxels, averaged);
          matrix = new SizeMatrix(levels.count());
          voxels = 0;
        }
      }
      flush(matrix, voxels, averaged);
    }
    return averaged.features();
  }

  private static void flush(SizeMatrix matrix, long voxels, Averaged averaged) {
    if (!matrix.empty()) {
      averaged.add(matrix.features("glrlm_", NAMES, voxels));
    }
  }

  /** Adds the runs that start in slices {@code from} to {@code to}; the voxels in them. */
  private static long count(Levels l, int[] d, int from, int to, SizeMatrix matrix) {
    long voxels = 0;
    for (int k = from; k < to; k++) {
      for (int j = 0; j < l.ny(); j++) {
        for (int i = 0; i < l.nx(); i++) {
          int level = l.at(i, j, k);
          if (level > 0 && l.at(i - d[0], j - d[1], k - d[2]) != level) {
            int length = 1;
            while (l.at(i + length * d[0], j + length * d[1], k + length * d[2]) == level) {
              length++;
            }
            matrix.add(level, length);
            voxels += length;
          }
        }
      }
    }
    return voxels;
  }
}
