package dev.heliograph.imaging.radiomics;

import dev.heliograph.imaging.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * Features of the grey level co-occurrence matrix (Haralick et al. 1973, IEEE Trans Syst Man Cybern
 * 3:610–621; IBSI reference manual, LFYI): how often two levels are neighbours, both ways round, at
 * Chebyshev distance 1 and without distance weighting.
 */
public final class Cooccurrence {

  private Cooccurrence() {}

  /** The 25 features, {@code glcm_…}; empty if no voxel of the region has a neighbour in it. */
  public static List<Feature> features(
      Levels levels, Aggregation aggregation, Checkpoint checkpoint) {
    List<int[]> directions = Directions.of(aggregation);
    long[] pairs = new long[levels.count() * levels.count()];
    Averaged averaged = new Averaged();
    int groups = aggregation.bySlice() ? levels.nz() : 1;
    for (int s = 0; s < groups; s++) {
      int from = aggregation.bySlice() ? s : 0;
      int to = aggregation.bySlice() ? s + 1 : levels.nz();
      long found = 0;
      for (int[] d : directions) {
        checkpoint.check();
        found += count(levels, d, from, to, pairs);
        if (aggregation.byDirection()) {
          flush(pairs, found, levels.count(), averaged);
          found = 0;
        }
      }
      flush(pairs, found, levels.count(), averaged);
    }
    return averaged.features();
  }

  private static void flush(long[] pairs, long found, int count, Averaged averaged) {
    if (found > 0) {
      averaged.add(CooccurrenceFeatures.of(symmetric(pairs, count, found), count));
      Arrays.fill(pairs, 0);
    }
  }

  /** Adds the pairs of one direction that start in slices {@code from} to {@code to}. */
  private static long count(Levels l, int[] d, int from, int to, long[] pairs) {
    long found = 0;
    int step = d[0] + l.nx() * (d[1] + l.ny() * d[2]);
    int lowI = Math.max(0, -d[0]);
    int highI = Math.min(l.nx(), l.nx() - d[0]);
    int lowJ = Math.max(0, -d[1]);
    int highJ = Math.min(l.ny(), l.ny() - d[1]);
    for (int k = from; k < Math.min(to, l.nz() - d[2]); k++) {
      for (int j = lowJ; j < highJ; j++) {
        int row = l.nx() * (j + l.ny() * k);
        for (int p = row + lowI; p < row + highI; p++) {
          int a = l.level()[p];
          int b = a == 0 ? 0 : l.level()[p + step];
          if (b > 0) {
            pairs[(a - 1) * l.count() + b - 1]++;
            found++;
          }
        }
      }
    }
    return found;
  }

  /** Probabilities of the matrix plus its transpose. */
  private static double[] symmetric(long[] pairs, int count, long found) {
    double[] p = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        p[i * count + j] = (pairs[i * count + j] + pairs[j * count + i]) / (2.0 * found);
      }
    }
    return p;
  }
}
