package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;

/**
 * A box of voxels of a grid: smaller than it (cropping), reaching beyond it (padding), or both. No
 * value is interpolated, every voxel keeps its world position.
 */
public final class Window {

  private final Geometry from;
  private final int[] first;
  private final Geometry to;

  /**
   * @param first the voxel of {@code from} that becomes (0, 0, 0); may be negative
   * @param size voxels along x, y, z, at least 1 each
   */
  public Window(Geometry from, int[] first, int[] size) {
    this.from = from;
    this.first = first.clone();
    double[] a = from.affine();
    double[] origin = from.toWorld(first[0], first[1], first[2]);
    for (int r = 0; r < 3; r++) {
      a[4 * r + 3] = origin[r];
    }
    this.to = new Geometry(size[0], size[1], size[2], a);
  }

  /** The voxels of an extent and {@code margin} more on each side, but none outside of its grid. */
  public static Window around(Extent extent, int margin) {
    Geometry g = extent.geometry();
    int[] n = {g.nx(), g.ny(), g.nz()};
    int[] first = new int[3];
    int[] size = new int[3];
    for (int c = 0; c < 3; c++) {
      first[c] = Math.max(0, extent.min()[c] - margin);
      size[c] = Math.min(n[c] - 1, extent.max()[c] + margin) - first[c] + 1;
    }
    return new Window(g, first, size);
  }

  /** The grid of the box. */
  public Geometry geometry() {
    return to;
  }

  /**
   * The volume's part in the box.
   *
   * @param outside value of voxels that it doesn't have
   */
  public Volume of(Volume volume, float outside) {
    check(volume.geometry());
    Memory.require("a box of " + to, 4L * from.voxels(), 4L * to.voxels());
    float[] out = new float[to.voxels()];
    if (outside != 0) {
      Arrays.fill(out, outside);
    }
    eachRow((box, grid, n) -> System.arraycopy(volume.values(), grid, out, box, n));
    return new Volume(to, out, volume.unit());
  }

  /** The labels in the box; 0 outside of the map. */
  public LabelMap of(LabelMap map) {
    check(map.geometry());
    Memory.require("a box of " + to, 2L * from.voxels(), 2L * to.voxels());
    short[] out = new short[to.voxels()];
    eachRow((box, grid, n) -> System.arraycopy(map.labels(), grid, out, box, n));
    return new LabelMap(to, out, map.structures());
  }

  /** A voxel of the whole grid in the box's indices. */
  int[] toBox(int[] voxel) {
    return new int[] {voxel[0] - first[0], voxel[1] - first[1], voxel[2] - first[2]};
  }

  /** The linear index in the whole grid of a voxel that both have. */
  int toGrid(int i, int j, int k) {
    return from.index(i + first[0], j + first[1], k + first[2]);
  }

  /** The last voxel of the whole grid. */
  int[] lastVoxel() {
    return new int[] {from.nx() - 1, from.ny() - 1, from.nz() - 1};
  }

  /** Takes the linear indices of the same voxel in the box and in the whole grid. */
  interface Voxel {
    void at(int box, int grid);
  }

  /** Visits the voxels that the box and the grid have in common. */
  void each(Voxel voxel) {
    eachRow(
        (box, grid, n) -> {
          for (int i = 0; i < n; i++) {
            voxel.at(box + i, grid + i);
          }
        });
  }

  private void check(Geometry g) {
    if (!g.equals(from)) {
      throw new IllegalArgumentException("the box was made for another grid: " + from);
    }
  }

  /** Takes {@code n} voxels of one row. */
  private interface Row {
    void at(int box, int grid, int n);
  }

  private void eachRow(Row row) {
    int i = Math.max(0, -first[0]);
    int n = Math.min(to.nx(), from.nx() - first[0]) - i;
    for (int k = 0; k < to.nz(); k++) {
      for (int j = 0; j < to.ny() && n > 0; j++) {
        int y = j + first[1];
        int z = k + first[2];
        if (y >= 0 && z >= 0 && y < from.ny() && z < from.nz()) {
          row.at(to.index(i, j, k), from.index(i + first[0], y, z), n);
        }
      }
    }
  }
}
