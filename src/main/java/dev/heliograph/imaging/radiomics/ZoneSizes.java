package dev.heliograph.imaging.radiomics;

import dev.heliograph.imaging.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * Features of the grey level size zone matrix (Thibault et al. 2014, IEEE Trans Biomed Eng
 * 61:630–637; IBSI reference manual, 9SAK): connected voxels of one level, by 8 neighbours in a
 * slice or 26 in the volume.
 */
public final class ZoneSizes {

  private static final List<String> NAMES =
      List.of(
          "small_zone_emphasis",
          "large_zone_emphasis",
          "low_grey_level_zone_emphasis",
          "high_grey_level_zone_emphasis",
          "small_zone_low_grey_level_emphasis",
          "small_zone_high_grey_level_emphasis",
          "large_zone_low_grey_level_emphasis",
          "large_zone_high_grey_level_emphasis",
          "grey_level_non_uniformity",
          "normalised_grey_level_non_uniformity",
          "zone_size_non_uniformity",
          "normalised_zone_size_non_uniformity",
          "zone_percentage",
          "grey_level_variance",
          "zone_size_variance",
          "zone_size_entropy");

  private final Levels levels;
  private final boolean volumetric;
  private final boolean[] seen;
  private int[] stack = new int[256];

  private ZoneSizes(Levels levels, boolean volumetric) {
    this.levels = levels;
    this.volumetric = volumetric;
    this.seen = new boolean[levels.level().length];
  }

  /** The 16 features, {@code glszm_…}. */
  public static List<Feature> features(
      Levels levels, Aggregation aggregation, Checkpoint checkpoint) {
    ZoneSizes zones = new ZoneSizes(levels, aggregation.volumetric());
    Averaged averaged = new Averaged();
    int slice = levels.nx() * levels.ny();
    SizeMatrix matrix = new SizeMatrix(levels.count());
    long voxels = 0;
    for (int k = 0; k < levels.nz(); k++) {
      checkpoint.check();
      for (int p = k * slice; p < (k + 1) * slice; p++) {
        if (levels.level()[p] > 0 && !zones.seen[p]) {
          int size = zones.size(p);
          matrix.add(levels.level()[p], size);
          voxels += size;
        }
      }
      if (aggregation.bySlice() && !matrix.empty()) {
        averaged.add(matrix.features("glszm_", NAMES, voxels));
        matrix = new SizeMatrix(levels.count());
        voxels = 0;
      }
    }
    if (!matrix.empty()) {
      averaged.add(matrix.features("glszm_", NAMES, voxels));
    }
    return averaged.features();
  }

  /** Voxels of the zone of voxel {@code start}, which are marked as seen. */
  private int size(int start) {
    short level = levels.level()[start];
    int top = 0;
    stack[top++] = start;
    seen[start] = true;
    int size = 0;
    while (top > 0) {
      int p = stack[--top];
      size++;
      if (stack.length < top + 26) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
      }
      int i = p % levels.nx();
      int j = p / levels.nx() % levels.ny();
      int k = p / levels.nx() / levels.ny();
      int reach = volumetric ? 1 : 0;
      for (int c = Math.max(0, k - reach); c <= Math.min(levels.nz() - 1, k + reach); c++) {
        for (int b = Math.max(0, j - 1); b <= Math.min(levels.ny() - 1, j + 1); b++) {
          for (int a = Math.max(0, i - 1); a <= Math.min(levels.nx() - 1, i + 1); a++) {
            int q = a + levels.nx() * (b + levels.ny() * c);
            if (!seen[q] && levels.level()[q] == level) {
              seen[q] = true;
              stack[top++] = q;
            }
          }
        }
      }
    }
    return size;
  }
}
