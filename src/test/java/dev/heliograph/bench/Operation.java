package dev.heliograph.bench;

import dev.heliograph.imaging.Parallel;

/** What one row of the table measures. */
@FunctionalInterface
interface Operation {

  /**
   * Does the work once; only this is timed.
   *
   * @param warm may write into a buffer of the last time, where the operation can
   * @return a float[], short[], int[] or double[] that is compared with the peers'
   */
  Object run(Scan scan, Parallel threads, boolean warm);
}
