package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import java.util.Arrays;

/**
 * The first and last voxel of a structure in each row of each of its slices: all that its convex
 * hull depends on. Rows run along the first voxel axis that lies in a slice.
 */
final class RowEnds {

  /** Of a row without a voxel, {@link #first} is this. */
  static final int NONE = Integer.MAX_VALUE;

  private final Geometry g;
  private final int axis;
  private final int firstSlice;
  private final int slices;
  private final int firstRow;
  private final int rows;
  private final int[] first;
  private final int[] last;

  /**
   * @param axis voxel axis that leaves the slices
   * @param min lowest voxel index of the structure along x, y, z
   * @param max highest one, inclusive
   */
  RowEnds(Geometry g, int axis, int[] min, int[] max) {
    this.g = g;
    this.axis = axis;
    int across = axis == 2 ? 1 : 2;
    this.firstSlice = min[axis];
    this.slices = max[axis] - min[axis] + 1;
    this.firstRow = min[across];
    this.rows = max[across] - min[across] + 1;
    this.first = new int[slices * rows];
    this.last = new int[slices * rows];
    Arrays.fill(first, NONE);
    Arrays.fill(last, -1);
  }

  /** Adds the voxels with linear indices {@code from} to below {@code to}, which lie in one row. */
  void add(int from, int to) {
    int i = from % g.nx();
    int j = from / g.nx() % g.ny();
    int k = from / g.nx() / g.ny();
    int end = i + to - from - 1;
    switch (axis) {
      case 2 -> widen(k, j, i, end);
      case 1 -> widen(j, k, i, end);
      default -> {
        for (int s = i; s <= end; s++) {
          widen(s, k, j, j);
        }
      }
    }
  }

  private void widen(int slice, int row, int low, int high) {
    int n = (slice - firstSlice) * rows + row - firstRow;
    first[n] = Math.min(first[n], low);
    last[n] = Math.max(last[n], high);
  }

  int axis() {
    return axis;
  }

  int firstSlice() {
    return firstSlice;
  }

  int slices() {
    return slices;
  }

  int firstRow() {
    return firstRow;
  }

  int rows() {
    return rows;
  }

  /** Index along the row of its first voxel, or {@link #NONE}; slice and row count from 0. */
  int first(int slice, int row) {
    return first[slice * rows + row];
  }

  int last(int slice, int row) {
    return last[slice * rows + row];
  }
}
