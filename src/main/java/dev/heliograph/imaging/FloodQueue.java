package dev.heliograph.imaging;

import java.util.Arrays;

/**
 * Voxels by height, highest first; of equal heights the one added first. A binary heap of two
 * numbers each: the height's bits, turned so that high ones come first, with the place in the order
 * of addition; and the voxel. Memory follows what waits, the front of a flood, and not what has
 * passed: at most 24 bytes for each voxel of the longest front.
 */
final class FloodQueue {

  private long[] keys = new long[1024];
  private int[] voxels = new int[1024];
  private int size;
  private int added;

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * @param height 0 or more
   */
  void add(float height, int voxel) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      voxels = Arrays.copyOf(voxels, 2 * size);
    }
    // Bits of numbers that are not negative are in the numbers' order.
    long key = (long) (Integer.MAX_VALUE - Float.floatToRawIntBits(height)) << 32 | added++;
    int n = size++;
    while (n > 0 && keys[(n - 1) >> 1] > key) {
      put(n, (n - 1) >> 1);
      n = (n - 1) >> 1;
    }
    keys[n] = key;
    voxels[n] = voxel;
  }

  /** Takes the first voxel out; there must be one. */
  int remove() {
    int first = voxels[0];
    long key = keys[--size];
    int voxel = voxels[size];
    int n = 0;
    for (int child = 1; child < size; child = 2 * n + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= key) {
        break;
      }
      put(n, child);
      n = child;
    }
    keys[n] = key;
    voxels[n] = voxel;
    return first;
  }

  private void put(int to, int from) {
    keys[to] = keys[from];
    voxels[to] = voxels[from];
  }
}
