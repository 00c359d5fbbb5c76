package dev.heliograph.imaging;

import java.util.Arrays;

/**
 * Voxels by height, highest first; of equal heights the one added first. A binary heap of single
 * numbers: the height's bits, turned so that high ones come first, and then the place in the order
 * of addition, by which the voxel is found.
 */
final class FloodQueue {

  private long[] heap = new long[1024];
  private int size;
  private int[] voxels = new int[1024];
  private int added;

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * @param height 0 or more
   */
  void add(float height, int voxel) {
    if (added == voxels.length) {
      voxels = Arrays.copyOf(voxels, 2 * added);
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    // Bits of numbers that are not negative are in the numbers' order.
    long key = (long) (Integer.MAX_VALUE - Float.floatToRawIntBits(height)) << 32 | added;
    voxels[added++] = voxel;
    int n = size++;
    while (n > 0 && heap[(n - 1) >> 1] > key) {
      heap[n] = heap[(n - 1) >> 1];
      n = (n - 1) >> 1;
    }
    heap[n] = key;
  }

  /** Takes the first voxel out; there must be one. */
  int remove() {
    long first = heap[0];
    long key = heap[--size];
    int n = 0;
    for (int child = 1; child < size; child = 2 * n + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[n] = heap[child];
      n = child;
    }
    heap[n] = key;
    return voxels[(int) first];
  }
}
