package dev.heliograph.inference;

import ai.onnxruntime.OrtException;
import dev.heliograph.volume.Geometry;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Runs a network over windows of a volume and averages their logits with Gaussian weights. Windows
 * go along x, then y, then z; planes that no further window reaches are handed on at once, so what
 * is held is one window deep.
 */
final class SlidingWindow {

  private static final double SMALLEST_WEIGHT = 1e-4;

  private final Grid.Spacing grid;
  private final int channels;
  private final float outside;
  private final int[] size;
  private final int[] padded = new int[3];
  private final int[] before = new int[3];
  private final float[] weight;
  private final float[] total;
  private final float[] weights;

  /**
   * @param size voxels of the volume
   * @param outside value of the padding where the volume is smaller than a window
   */
  SlidingWindow(Grid.Spacing grid, int channels, Geometry size, float outside) {
    this.grid = grid;
    this.channels = channels;
    this.outside = outside;
    this.size = new int[] {size.nx(), size.ny(), size.nz()};
    for (int a = 0; a < 3; a++) {
      int missing = Math.max(0, grid.patch()[a] - this.size[a]);
      before[a] = missing / 2;
      padded[a] = this.size[a] + missing;
    }
    this.weight = gaussian(grid.patch());
    int held = Math.multiplyExact(padded[0] * padded[1], grid.patch()[2]);
    this.weights = new float[held];
    this.total = new float[Math.multiplyExact(channels, held)];
  }

  /** How many windows there are. */
  int windows() {
    return starts(0).length * starts(1).length * starts(2).length;
  }

  /**
   * @param values the volume, x fastest
   * @param to receives the planes of the volume
   */
  void run(float[] values, Network network, LabelPainter to, Monitor monitor) throws OrtException {
    int[] zs = starts(2);
    int done = 0;
    for (int n = 0; n < zs.length; n++) {
      for (int y : starts(1)) {
        for (int x : starts(0)) {
          monitor.progress((double) done / windows(), "window " + (done + 1) + " of " + windows());
          fill(values, network.input(), x, y, zs[n]);
          add(network.run(monitor), x, y, zs[n]);
          done++;
        }
      }
      handOn(zs[n], n + 1 < zs.length ? zs[n + 1] : padded[2], to);
    }
  }

  private void fill(float[] values, FloatBuffer input, int x, int y, int z) {
    int[] patch = grid.patch();
    float[] row = new float[patch[0]];
    int from = Math.max(0, before[0] - x);
    int to = Math.min(patch[0], size[0] + before[0] - x);
    for (int k = 0; k < patch[2]; k++) {
      for (int j = 0; j < patch[1]; j++) {
        int vz = z + k - before[2];
        int vy = y + j - before[1];
        Arrays.fill(row, outside);
        if (vz >= 0 && vz < size[2] && vy >= 0 && vy < size[1]) {
          int start = (vz * size[1] + vy) * size[0] + x + from - before[0];
          System.arraycopy(values, start, row, from, to - from);
        }
        input.put((k * patch[1] + j) * patch[0], row);
      }
    }
  }

  private void add(FloatBuffer logits, int x, int y, int z) {
    int[] patch = grid.patch();
    float[] row = new float[patch[0]];
    for (int k = 0; k < patch[2]; k++) {
      for (int j = 0; j < patch[1]; j++) {
        int at = at(x, y + j, z + k);
        int w = (k * patch[1] + j) * patch[0];
        for (int i = 0; i < patch[0]; i++) {
          weights[at + i] += weight[w + i];
        }
        for (int c = 0; c < channels; c++) {
          logits.get(c * weight.length + w, row);
          int t = c * weights.length + at;
          for (int i = 0; i < patch[0]; i++) {
            total[t + i] += row[i] * weight[w + i];
          }
        }
      }
    }
  }

  /** Planes from {@code first} to before {@code end} are complete. */
  private void handOn(int first, int end, LabelPainter to) {
    for (int k = first; k < end; k++) {
      int z = k - before[2];
      if (z >= 0 && z < size[2]) {
        float[] plane = to.buffer();
        int o = 0;
        for (int c = 0; c < channels; c++) {
          for (int j = 0; j < size[1]; j++) {
            int at = at(before[0], before[1] + j, k);
            for (int i = 0; i < size[0]; i++) {
              plane[o++] = total[c * weights.length + at + i] / weights[at + i];
            }
          }
        }
        to.painted(z);
      }
      int at = at(0, 0, k);
      int plane = padded[0] * padded[1];
      Arrays.fill(weights, at, at + plane, 0);
      for (int c = 0; c < channels; c++) {
        Arrays.fill(total, c * weights.length + at, c * weights.length + at + plane, 0);
      }
    }
  }

  /** Planes are held in a ring. */
  private int at(int x, int y, int z) {
    return x + padded[0] * (y + padded[1] * (z % grid.patch()[2]));
  }

  /** Evenly spread window starts: as many as steps of {@code patch · (1 − overlap)} need. */
  private int[] starts(int axis) {
    int patch = grid.patch()[axis];
    int room = padded[axis] - patch;
    int count = (int) Math.ceil(room / (patch * (1 - grid.overlap()))) + 1;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) Math.floor((double) i * room / Math.max(count - 1, 1) + 0.5);
    }
    return starts;
  }

  /** Product of Gaussians of sigma = size / 8 about the centre, at least 1e-4. */
  private static float[] gaussian(int[] patch) {
    double[][] axes = new double[3][];
    for (int a = 0; a < 3; a++) {
      axes[a] = new double[patch[a]];
      for (int i = 0; i < patch[a]; i++) {
        double d = (i - (patch[a] - 1) / 2.0) / (patch[a] / 8.0);
        axes[a][i] = Math.exp(-0.5 * d * d);
      }
    }
    float[] weight = new float[patch[0] * patch[1] * patch[2]];
    int o = 0;
    for (int k = 0; k < patch[2]; k++) {
      for (int j = 0; j < patch[1]; j++) {
        for (int i = 0; i < patch[0]; i++) {
          weight[o++] = (float) Math.max(axes[0][i] * axes[1][j] * axes[2][k], SMALLEST_WEIGHT);
        }
      }
    }
    return weight;
  }
}
