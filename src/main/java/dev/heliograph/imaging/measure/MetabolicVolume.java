package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Statistics;

/**
 * The part of a region with uptake at or above a threshold: metabolic tumour volume, and its volume
 * times its mean uptake, total lesion glycolysis (Larson et al. 1999, Clin Positron Imaging
 * 2:159–171).
 *
 * @param threshold in the unit of the values
 * @param voxels at or above it
 * @param volumeMl of those voxels
 * @param mean of those voxels; 0 if there is none
 */
public record MetabolicVolume(double threshold, long voxels, double volumeMl, double mean) {

  /**
   * Share of the maximum of EANM's guideline (Boellaard et al. 2015, Eur J Nucl Med Mol Imaging
   * 42:328–354, "41 % isocontour").
   */
  public static final double EANM_SHARE = 0.41;

  /**
   * @param region all values of the region
   * @param voxelMm3 volume of a voxel
   */
  public static MetabolicVolume above(Statistics region, double threshold, double voxelMm3) {
    float[] sorted = region.sorted();
    int first = sorted.length;
    double total = 0;
    while (first > 0 && sorted[first - 1] >= threshold) {
      first--;
      total += sorted[first];
    }
    int n = sorted.length - first;
    return new MetabolicVolume(threshold, n, n * voxelMm3 / 1000, n == 0 ? 0 : total / n);
  }

  /**
   * PERCIST's threshold for a measurable lesion at baseline (Wahl et al. 2009): 1.5 × mean + 2 × SD
   * of the liver.
   */
  public static double percist(double liverMean, double liverSd) {
    return 1.5 * liverMean + 2 * liverSd;
  }

  /** Volume × mean: grams for an SUV in g/mL. */
  public double totalLesionGlycolysis() {
    return volumeMl * mean;
  }
}
