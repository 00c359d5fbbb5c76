package dev.heliograph.inference;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The grid that the network sees. Sizes and lengths along x, y, z. */
public sealed interface Grid {

  /**
   * The scan at a fixed voxel size, seen through a sliding window.
   *
   * @param spacingMm voxel size
   * @param patch voxels of a window
   * @param overlap share of a window that the next one covers again, at least
   */
  record Spacing(double[] spacingMm, int[] patch, double overlap) implements Grid {}

  /**
   * The whole scan, or its body, resized to a fixed number of voxels.
   *
   * @param size voxels
   * @param bodyCrop whether the box of the trunk is resized instead of the whole scan
   * @param window a second pass on a part of a long scan, or null
   */
  record Resize(int[] size, boolean bodyCrop, @Nullable Window window) implements Grid {}

  /**
   * The second pass: if the box is longer than {@code whenLongerThanMm} along z and the first pass
   * found at least {@code minVolumeMl} of the label, the box is cut to {@code lengthMm}, reaching
   * {@code aboveMm} above the label.
   */
  record Window(
      int label, double whenLongerThanMm, double lengthMm, double aboveMm, double minVolumeMl) {}

  default <T> T fold(Function<Spacing, T> spacing, Function<Resize, T> resize) {
    return this instanceof Spacing s ? spacing.apply(s) : resize.apply((Resize) this);
  }
}
