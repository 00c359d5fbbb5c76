package dev.heliograph.imaging;

import dev.heliograph.imaging.Components.Connectivity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The steps to a voxel's neighbours. */
final class Neighbours {

  private Neighbours() {}

  /** x, y and z of each step, nearest first, then by x, y, z. */
  static int[] steps(Connectivity connectivity) {
    int most =
        switch (connectivity) {
          case FACES_6 -> 1;
          case EDGES_18 -> 2;
          case CORNERS_26 -> 3;
        };
    List<int[]> steps = new ArrayList<>();
    for (int x = -1; x <= 1; x++) {
      for (int y = -1; y <= 1; y++) {
        for (int z = -1; z <= 1; z++) {
          int far = x * x + y * y + z * z;
          if (far > 0 && far <= most) {
            steps.add(new int[] {x, y, z, far});
          }
        }
      }
    }
    steps.sort(Comparator.comparingInt(s -> s[3]));
    return steps.stream().flatMapToInt(s -> Arrays.stream(s, 0, 3)).toArray();
  }
}
