package dev.heliograph.inference;

import dev.heliograph.imaging.Taps;
import dev.heliograph.volume.Geometry;
import java.util.Arrays;

/**
 * Makes labels on the scan's grid of logits on the network's, which come plane by plane in the
 * order of z. Only two planes of logits are held, whatever the size of the scan.
 *
 * <p>Linear logits are interpolated along z, then y, then x, in float32; of equal ones the lowest
 * label wins.
 */
final class LabelPainter {

  private final ModelCard.Upsample upsample;
  private final int channels;
  private final int nx;
  private final int plane;
  private final Geometry grid;
  private final int[] offset;
  private final Taps x;
  private final Taps y;
  private final Taps z;
  private final short[] labels;
  private float[] previous;
  private float[] current;
  private int next;

  /**
   * @param nx voxels of a plane along x
   * @param ny voxels of a plane along y
   * @param grid the scan's grid
   * @param offset first voxel (x, y, z) of the box of the scan that is painted; the rest stays 0
   * @param x where the box's voxels lie in the network's grid, along x
   */
  LabelPainter(
      ModelCard.Upsample upsample,
      int channels,
      int nx,
      int ny,
      Geometry grid,
      int[] offset,
      Taps x,
      Taps y,
      Taps z) {
    this.upsample = upsample;
    this.channels = channels;
    this.nx = nx;
    this.plane = nx * ny;
    this.grid = grid;
    this.offset = offset;
    this.x = x;
    this.y = y;
    this.z = z;
    this.labels = new short[grid.voxels()];
    this.previous = new float[channels * plane];
    this.current = new float[channels * plane];
  }

  /** Where the next plane's logits go: (channel, y, x), x fastest; then call {@link #painted}. */
  float[] buffer() {
    return current;
  }

  /** The buffer holds plane {@code k}. Planes must come in order, without gaps. */
  void painted(int k) {
    while (next < z.size() && needed(next) <= k) {
      if (upsample == ModelCard.Upsample.NEAREST) {
        nearest(next);
      } else {
        linear(next, z.low()[next] == k ? current : previous);
      }
      next++;
    }
    float[] swap = previous;
    previous = current;
    current = swap;
  }

  /** The labels, x fastest; complete after the last plane. */
  short[] labels() {
    return labels;
  }

  private int needed(int k) {
    return upsample == ModelCard.Upsample.NEAREST ? z.nearest(k) : z.high()[k];
  }

  private void nearest(int k) {
    byte[] best = new byte[plane];
    float[] value = Arrays.copyOf(current, plane);
    for (int c = 1; c < channels; c++) {
      for (int p = 0; p < plane; p++) {
        if (current[c * plane + p] > value[p]) {
          value[p] = current[c * plane + p];
          best[p] = (byte) c;
        }
      }
    }
    for (int j = 0; j < y.size(); j++) {
      int row = y.nearest(j) * nx;
      int out = grid.index(offset[0], offset[1] + j, offset[2] + k);
      for (int i = 0; i < x.size(); i++) {
        labels[out + i] = (short) (best[row + x.nearest(i)] & 0xff);
      }
    }
  }

  private void linear(int k, float[] low) {
    float wz = z.weight()[k];
    float[] mixed = new float[channels * plane];
    for (int p = 0; p < mixed.length; p++) {
      mixed[p] = Taps.mix(low[p], current[p], wz);
    }
    float[] row = new float[nx];
    float[] best = new float[x.size()];
    for (int j = 0; j < y.size(); j++) {
      int out = grid.index(offset[0], offset[1] + j, offset[2] + k);
      Arrays.fill(best, Float.NEGATIVE_INFINITY);
      for (int c = 0; c < channels; c++) {
        int r0 = c * plane + y.low()[j] * nx;
        int r1 = c * plane + y.high()[j] * nx;
        float wy = y.weight()[j];
        for (int i = 0; i < nx; i++) {
          row[i] = Taps.mix(mixed[r0 + i], mixed[r1 + i], wy);
        }
        for (int i = 0; i < best.length; i++) {
          float v = Taps.mix(row[x.low()[i]], row[x.high()[i]], x.weight()[i]);
          if (v > best[i]) {
            best[i] = v;
            labels[out + i] = (short) c;
          }
        }
      }
    }
  }
}
