package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

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
    return of(map, label, Parallel.ONE, checkpoint);
  }

  /**
   * @param label 1 to 65535
   */
  public static Extent of(LabelMap map, int label, Parallel threads, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    int slice = g.nx() * g.ny();
    Growing all = new Growing(g, (short) label);
    threads.eachWith(
        g.nz(),
        checkpoint,
        () -> {
          Growing part = new Growing(g, (short) label);
          return (IntConsumer)
              k -> {
                part.clear();
                RunScan.scan(map.labels(), k * slice, (k + 1) * slice, g.nx(), part);
                synchronized (all) {
                  all.join(part);
                }
              };
        });
    return new Extent(g, all.voxels, all.min, all.max);
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

  /** The extent of the runs seen so far. */
  private static final class Growing implements RunScan.Sink {
    private final Geometry g;
    private final short label;
    private long voxels;
    private final int[] min = new int[3];
    private final int[] max = new int[3];

    Growing(Geometry g, short label) {
      this.g = g;
      this.label = label;
      clear();
    }

    void clear() {
      voxels = 0;
      Arrays.fill(min, Integer.MAX_VALUE);
      Arrays.fill(max, -1);
    }

    @Override
    public void run(int from, int to, short value) {
      if (value != label) {
        return;
      }
      voxels += to - from;
      int row = from / g.nx();
      int i = from - row * g.nx();
      grow(0, i, i + to - from - 1);
      grow(1, row % g.ny(), row % g.ny());
      grow(2, row / g.ny(), row / g.ny());
    }

    void join(Growing other) {
      voxels += other.voxels;
      for (int c = 0; c < 3; c++) {
        grow(c, other.min[c], other.max[c]);
      }
    }

    private void grow(int c, int low, int high) {
      min[c] = Math.min(min[c], low);
      max[c] = Math.max(max[c], high);
    }
  }
}
