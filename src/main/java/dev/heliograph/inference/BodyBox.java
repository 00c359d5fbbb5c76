package dev.heliograph.inference;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.List;
import java.util.Map;

/**
 * A box of voxels.
 *
 * @param first first voxel along x, y, z
 * @param end past the last voxel
 */
record BodyBox(int[] first, int[] end) {

  /** Between lung (−800 HU) and fat (−100 HU). */
  private static final float BODY_HU = -300;

  static BodyBox whole(Geometry g) {
    return new BodyBox(new int[3], new int[] {g.nx(), g.ny(), g.nz()});
  }

  /**
   * The trunk in a CT, without the table's edges and arms that stand off: of the largest
   * face-connected part above −300 HU, the sagittal (x) and coronal (y) planes from the first to
   * the last that hold at least a quarter of the fullest plane's voxels. All of z. Without such a
   * voxel the whole scan.
   */
  static BodyBox of(Volume hu, Checkpoint checkpoint) {
    Geometry g = hu.geometry();
    short[] mask = new short[g.voxels()];
    for (int p = 0; p < mask.length; p++) {
      mask[p] = (short) (hu.values()[p] > BODY_HU ? 1 : 0);
    }
    Components body =
        Components.of(
            new LabelMap(g, mask, Map.of()), 1, Components.Connectivity.FACES_6, checkpoint);
    BodyBox box = whole(g);
    List<Components.Part> parts = body.parts();
    if (parts.isEmpty()) {
      return box;
    }
    body.paint(0, mask, (short) 2);
    long[][] counts = {new long[g.nx()], new long[g.ny()]};
    int p = 0;
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++) {
          if (mask[p++] == 2) {
            counts[0][i]++;
            counts[1][j]++;
          }
        }
      }
    }
    for (int a = 0; a < 2; a++) {
      long fullest = java.util.Arrays.stream(counts[a]).max().orElse(0);
      int first = 0;
      while (4 * counts[a][first] < fullest) {
        first++;
      }
      int last = counts[a].length - 1;
      while (4 * counts[a][last] < fullest) {
        last--;
      }
      box.first[a] = first;
      box.end[a] = last + 1;
    }
    return box;
  }

  int size(int axis) {
    return end[axis] - first[axis];
  }

  /** The box between two planes of z. */
  BodyBox alongZ(int from, int to) {
    return new BodyBox(new int[] {first[0], first[1], from}, new int[] {end[0], end[1], to});
  }
}
