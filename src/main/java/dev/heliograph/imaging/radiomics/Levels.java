package dev.heliograph.imaging.radiomics;

import dev.heliograph.imaging.Region;

/**
 * A region in grey levels (IBSI reference manual, "Intensity discretisation").
 *
 * @param nx voxels along x, and so on; x is the fastest
 * @param level 1 to {@code count} inside of the region, 0 outside
 * @param count number of grey levels, N_g
 * @param voxels voxels inside
 */
public record Levels(int nx, int ny, int nz, short[] level, int count, int voxels) {

  /** A co-occurrence matrix has count² entries. */
  public static final int MOST = 1024;

  /**
   * Bins of a fixed width, the first of which starts at {@code lowest} (code Q3RU): ⌊(value −
   * lowest) / width⌋ + 1. Values below fall into the first bin.
   *
   * @param lowest in the image's unit; IBSI: the lower end of the range that was re-segmented, else
   *     the lowest value of the region
   * @param width in the image's unit
   * @throws IllegalArgumentException if the width is not positive or gives more than {@link #MOST}
   *     levels
   */
  public static Levels fixedWidth(Region region, double lowest, double width) {
    if (!(width > 0) || !Double.isFinite(width) || !Double.isFinite(lowest)) {
      throw new IllegalArgumentException("a bin needs a width above 0, not " + width);
    }
    double highest = lowest;
    for (double v : region.valuesInside()) {
      highest = Math.max(highest, v);
    }
    double bins = Math.floor((highest - lowest) / width) + 1;
    if (bins > MOST) {
      throw new IllegalArgumentException(
          "bins of width "
              + width
              + " give "
              + (long) bins
              + " grey levels, and at most "
              + MOST
              + " are possible");
    }
    return of(region, (int) bins, v -> Math.floor((v - lowest) / width));
  }

  /**
   * A fixed number of bins between the lowest and the highest value (code K15C).
   *
   * @throws IllegalArgumentException if the number is not 1 to {@link #MOST}
   */
  public static Levels fixedNumber(Region region, int bins) {
    if (bins < 1 || bins > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " bins are possible, not " + bins);
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double v : region.valuesInside()) {
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    double low = min;
    double range = max - min;
    return range == 0
        ? of(region, 1, v -> 0)
        : of(region, bins, v -> Math.floor(bins * (v - low) / range));
  }

  private static Levels of(
      Region region, int count, java.util.function.DoubleUnaryOperator binFromZero) {
    short[] level = new short[region.values().length];
    for (int p = 0; p < level.length; p++) {
      if (region.inside()[p]) {
        double bin = binFromZero.applyAsDouble(region.values()[p]);
        level[p] = (short) (Math.max(0, Math.min(count - 1, bin)) + 1);
      }
    }
    return new Levels(
        region.geometry().nx(),
        region.geometry().ny(),
        region.geometry().nz(),
        level,
        count,
        region.voxels());
  }

  /** The level of a voxel; 0 outside of the box. */
  int at(int i, int j, int k) {
    return i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz
        ? 0
        : level[i + nx * (j + ny * k)];
  }

  /** The levels inside as numbers, in memory order. */
  double[] inside() {
    double[] found = new double[voxels];
    int n = 0;
    for (short l : level) {
      if (l > 0) {
        found[n++] = l;
      }
    }
    return found;
  }
}
