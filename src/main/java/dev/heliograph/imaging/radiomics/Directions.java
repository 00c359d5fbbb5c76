package dev.heliograph.imaging.radiomics;

import java.util.ArrayList;
import java.util.List;

/** The directions to neighbours at Chebyshev distance 1, one of each opposite pair. */
final class Directions {

  private static final List<int[]> IN_SLICE = make(0);
  private static final List<int[]> IN_VOLUME = make(1);

  private Directions() {}

  /** 4 in a slice, 13 in a volume, as steps (i, j, k). */
  static List<int[]> of(Aggregation aggregation) {
    return aggregation.volumetric() ? IN_VOLUME : IN_SLICE;
  }

  private static List<int[]> make(int reach) {
    List<int[]> found = new ArrayList<>();
    for (int k = 0; k <= reach; k++) {
      for (int j = -1; j <= 1; j++) {
        for (int i = -1; i <= 1; i++) {
          if (k > 0 || j > 0 || (j == 0 && i > 0)) {
            found.add(new int[] {i, j, k});
          }
        }
      }
    }
    return List.copyOf(found);
  }
}
