package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;

/** Receives the stored voxels of a file in order, by one thread at a time. */
interface VoxelSink {

  /**
   * @param bytes {@code count} voxels from index 0, as the file has them
   * @param at the first one's index in the grid
   */
  void accept(byte[] bytes, int at, int count);

  /** Called between the parts and at the end, to refuse what was accepted. */
  void check() throws FormatException;
}
