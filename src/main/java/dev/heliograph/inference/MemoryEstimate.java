package dev.heliograph.inference;

import dev.heliograph.imaging.Resample;
import dev.heliograph.volume.Geometry;

/** How much memory a segmentation will take, from sizes alone, before anything is allocated. */
final class MemoryEstimate {

  /**
   * Where the card has no measured value: input, output and activations of a network are taken as
   * this many float32 numbers per voxel of its patch. Measured peaks of the U-Nets at hand are
   * below.
   */
  private static final long FLOATS_PER_PATCH_VOXEL = 96;

  /** The largest array that fits into Java's index. */
  private static final long MAX_FLOATS = Integer.MAX_VALUE - 8;

  private MemoryEstimate() {}

  /**
   * @param ras the scan, oriented as the network wants it
   * @return bytes at the peak, without the scan itself
   * @throws RefusedException if one array would be larger than Java can index
   */
  static long bytes(ModelCard card, Geometry ras) {
    int[] patch = card.preprocessing().grid().fold(Grid.Spacing::patch, Grid.Resize::size);
    long patchVoxels = (long) patch[0] * patch[1] * patch[2];
    long runtime =
        card.network().memoryMiB() > 0
            ? (long) card.network().memoryMiB() << 20
            : 4 * patchVoxels * FLOATS_PER_PATCH_VOXEL;
    // Turned copy of the scan, labels, cleaned labels, mask of the body or labels turned back.
    long scan = (long) ras.voxels() * (4 + 2 + 2 + 2);
    long network =
        card.preprocessing().grid().fold(s -> spacing(card, s, ras), r -> 4 * patchVoxels * 2);
    return scan + network + runtime;
  }

  private static long spacing(ModelCard card, Grid.Spacing grid, Geometry ras) {
    Geometry g = Resample.spaced(ras, grid.spacingMm());
    long plane = (long) Math.max(g.nx(), grid.patch()[0]) * Math.max(g.ny(), grid.patch()[1]);
    long held = plane * grid.patch()[2] * (card.channels() + 1L);
    if (plane * grid.patch()[2] * card.channels() > MAX_FLOATS) {
      throw new RefusedException(
          "the scan is too wide for one pass: "
              + plane * grid.patch()[2] * card.channels()
              + " logits would be held at once",
          "crop the scan to the part of interest");
    }
    // Resampled values (and, for percentiles, their sorted copy) and the window's logits.
    return 4 * (2L * g.voxels() + held);
  }
}
