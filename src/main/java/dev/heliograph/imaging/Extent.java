package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a grid one label takes, where, and whether the grid's edge cuts it.
 *
 * @param geometry the grid
 * @param voxels number of voxels with the label
 * @param min lowest index along x, y, z; meaningless if there is no voxel
 * @param max highest index along x, y, z, inclusive
 */
public record Extent(Geometry geometry, long voxels, int[] min, int[] max) {

  /**
   * @param label 1 to 65535
   */
  public static Extent of(LabelMap map, int label, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    short[] labels = map.labels();
    short wanted = (short) label;
    int[] min = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] max = {-1, -1, -1};
    long count = 0;
    int p = 0;
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < g.nx(); i++, p++) {
          if (labels[p] == wanted) {
            first = first < 0 ? i : first;
            last = i;
            count++;
          }
        }
        if (first >= 0) {
          min[0] = Math.min(min[0], first);
          max[0] = Math.max(max[0], last);
          min[1] = Math.min(min[1], j);
          max[1] = Math.max(max[1], j);
          min[2] = Math.min(min[2], k);
          max[2] = k;
        }
      }
    }
    return new Extent(g, count, min, max);
  }

  public boolean empty() {
    return voxels == 0;
  }

  /** Number of voxels times the volume of one (|det| of the affine), cubic millimetres. */
  public double volumeMm3() {
    return voxels * geometry.voxelVolumeMm3();
  }

  /**
   * The faces of the grid that the label touches, by the direction in which they lie ("right",
   * "left", "anterior", "posterior", "superior", "inferior"; nearest direction for oblique grids).
   * A structure that touches one may go on outside of the scan. The only slice of a single-slice
   * grid touches both its faces.
   */
  public List<String> touchedFaces() {
    List<String> faces = new ArrayList<>();
    if (empty()) {
      return faces;
    }
    int[] size = {geometry.nx(), geometry.ny(), geometry.nz()};
    String codes = geometry.orientation();
    for (int c = 0; c < 3; c++) {
      if (min[c] == 0) {
        faces.add(direction(codes.charAt(c), false));
      }
      if (max[c] == size[c] - 1) {
        faces.add(direction(codes.charAt(c), true));
      }
    }
    return faces;
  }

  private static String direction(char growsTo, boolean last) {
    int n = "RLAPSI".indexOf(growsTo);
    return List.of("right", "left", "anterior", "posterior", "superior", "inferior")
        .get(last ? n : n ^ 1);
  }
}
