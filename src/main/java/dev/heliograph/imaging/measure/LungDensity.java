package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Statistics;
import java.util.Arrays;

/**
 * Density of the lungs in a CT without contrast medium in full inspiration.
 *
 * @param lowAttenuation share of voxels below −950 HU, 0 to 1: LAA-950, the emphysema index
 *     (Gevenois et al. 1995, Am J Respir Crit Care Med 152:653–657)
 * @param percentile15Hu 15th percentile, Perc15 (Dirksen et al. 1999, Am J Respir Crit Care Med
 *     160:1468–1472)
 * @param meanHu mean lung density
 */
public record LungDensity(double lowAttenuation, double percentile15Hu, double meanHu) {

  public static final float THRESHOLD_HU = -950;

  /**
   * @param lungs all values of the lungs, HU
   */
  public static LungDensity of(Statistics lungs) {
    float[] sorted = lungs.sorted();
    // The first value that is not below: equal ones may be several.
    int at = Arrays.binarySearch(sorted, THRESHOLD_HU);
    int below = at < 0 ? -at - 1 : at;
    while (below > 0 && sorted[below - 1] == THRESHOLD_HU) {
      below--;
    }
    return new LungDensity(below / (double) sorted.length, lungs.percentile(15), lungs.mean());
  }
}
