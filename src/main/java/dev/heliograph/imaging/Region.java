package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;

/**
 * The voxels of one label, cropped to their bounding box, with the axis nearest to
 * inferior–superior last: its steps are the axial slices, whatever the memory order of the image.
 *
 * <p>{@code values} and {@code inside} have length nx·ny·nz, x fastest.
 *
 * @param geometry the cropped, permuted grid (RAS millimetres)
 * @param values the image's values, everywhere in the box
 * @param inside which voxels belong to the region: those with the label and a finite value
 * @param voxels how many they are
 * @param notFinite voxels with the label and no finite value
 */
public record Region(
    Geometry geometry, float[] values, boolean[] inside, int voxels, int notFinite) {

  private static final double SAME_GRID_MM = 0.01;

  /**
   * @throws IllegalArgumentException if the grids differ or no voxel with a finite value has the
   *     label
   */
  public static Region of(Volume volume, LabelMap map, int label, Checkpoint checkpoint) {
    Geometry g = volume.geometry();
    if (!g.sameGrid(map.geometry(), SAME_GRID_MM)) {
      throw new IllegalArgumentException("image and mask lie on different grids");
    }
    Extent extent = Extent.of(map, label, checkpoint);
    if (extent.empty()) {
      throw new IllegalArgumentException("no voxel has the label " + label);
    }
    int[] order = order(g);
    Geometry box = cropped(g, extent, order);
    int[] stride = {1, g.nx(), g.nx() * g.ny()};
    float[] values = new float[box.voxels()];
    boolean[] inside = new boolean[box.voxels()];
    int count = 0;
    int notFinite = 0;
    int start = g.index(extent.min()[0], extent.min()[1], extent.min()[2]);
    int o = 0;
    for (int k = 0; k < box.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < box.ny(); j++) {
        int p = start + k * stride[order[2]] + j * stride[order[1]];
        for (int i = 0; i < box.nx(); i++, o++, p += stride[order[0]]) {
          values[o] = volume.values()[p];
          boolean labelled = (map.labels()[p] & 0xffff) == label;
          inside[o] = labelled && Float.isFinite(values[o]);
          count += inside[o] ? 1 : 0;
          notFinite += labelled && !inside[o] ? 1 : 0;
        }
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("no voxel with a finite value has the label " + label);
    }
    return new Region(box, values, inside, count, notFinite);
  }

  /** The values inside, in memory order. */
  public double[] valuesInside() {
    double[] found = new double[voxels];
    int n = 0;
    for (int p = 0; p < values.length; p++) {
      if (inside[p]) {
        found[n++] = values[p];
      }
    }
    return found;
  }

  /** Voxel axes of the image in the order of the region's: the axial one last. */
  private static int[] order(Geometry g) {
    int[] world = g.closestAxes();
    int axial = world[0] == 2 ? 0 : world[1] == 2 ? 1 : 2;
    return new int[] {axial == 0 ? 1 : 0, axial == 2 ? 1 : 2, axial};
  }

  private static Geometry cropped(Geometry g, Extent e, int[] order) {
    double[] a = g.affine();
    double[] b = new double[12];
    double[] origin = g.toWorld(e.min()[0], e.min()[1], e.min()[2]);
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        b[4 * r + c] = a[4 * r + order[c]];
      }
      b[4 * r + 3] = origin[r];
    }
    return new Geometry(
        e.max()[order[0]] - e.min()[order[0]] + 1,
        e.max()[order[1]] - e.min()[order[1]] + 1,
        e.max()[order[2]] - e.min()[order[2]] + 1,
        b);
  }
}
