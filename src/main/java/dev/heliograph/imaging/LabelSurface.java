package dev.heliograph.imaging;

import java.util.Arrays;

/**
 * The surface of one label in a box of the grid, as bits. Surface elements sit at the corners of
 * voxels: corner (i, j, k) lies between voxels (i − 1, j − 1, k − 1) and (i, j, k), and has an
 * element if not all of its eight voxels are alike. Outside of the box no voxel has the label. A
 * box of a picture has one layer of corners, and its elements are pieces of contour (as if the
 * voxels were 1 mm long and infinitely many).
 */
final class LabelSurface {

  /** Takes one surface element: its corner and which of its voxels are inside. */
  interface Sink {
    void element(int i, int j, int k, int code);
  }

  private final Box box;

  /** Voxels, rows of {@code words} along x. */
  private final long[] mask;

  /** Corners with a surface element, rows of {@code words} along x. */
  private final long[] border;

  /**
   * Corners from {@code min} on along each axis; one more than voxels, but for a picture's z.
   *
   * @param ni corners along x
   * @param words 64-bit words in a row of corners
   */
  record Box(int[] min, int ni, int nj, int nk, int words, boolean flat) {

    static Box of(int[] min, int[] max, boolean flat) {
      int ni = max[0] - min[0] + 2;
      return new Box(
          min.clone(),
          ni,
          max[1] - min[1] + 2,
          flat ? 1 : max[2] - min[2] + 2,
          (ni + 63) >> 6,
          flat);
    }

    /** Of one set of bits; a surface has two. */
    long bytes() {
      return 8L * words * nj * nk;
    }
  }

  private LabelSurface(Box box) {
    this.box = box;
    this.mask = new long[Math.toIntExact(box.bytes() / 8)];
    this.border = new long[mask.length];
  }

  /**
   * @param from linear indices of the first voxels of the label's runs
   * @param to linear indices after their last
   * @param nx voxels of the grid along x
   * @param ny along y
   */
  static LabelSurface of(Box box, int[] from, int[] to, int nx, int ny) {
    LabelSurface s = new LabelSurface(box);
    for (int r = 0; r < from.length; r++) {
      int row = from[r] / nx;
      int first = from[r] - row * nx - box.min[0];
      int at = s.row(row % ny - box.min[1], row / ny - box.min[2]);
      s.set(at, first, first + to[r] - from[r]);
    }
    s.findBorder();
    return s;
  }

  private int row(int j, int k) {
    return (j + box.nj * k) * box.words;
  }

  private void set(int row, int first, int end) {
    int a = first >> 6;
    int b = (end - 1) >> 6;
    long head = -1L << first;
    long tail = -1L >>> -end;
    if (a == b) {
      mask[row + a] |= head & tail;
    } else {
      mask[row + a] |= head;
      Arrays.fill(mask, row + a + 1, row + b, -1L);
      mask[row + b] |= tail;
    }
  }

  private void findBorder() {
    for (int k = 0; k < box.nk; k++) {
      for (int j = 0; j < box.nj; j++) {
        int out = row(j, k);
        long anyBefore = 0;
        long allBefore = 0;
        for (int w = 0; w < box.words; w++) {
          long a = voxels(j - 1, k - 1, w);
          long b = voxels(j, k - 1, w);
          long c = voxels(j - 1, k, w);
          long d = voxels(j, k, w);
          long any = a | b | c | d;
          long all = a & b & c & d;
          border[out + w] = (any | any << 1 | anyBefore) & ~(all & (all << 1 | allBefore));
          anyBefore = any >>> 63;
          allBefore = all >>> 63;
        }
      }
    }
  }

  /** One word of a row of voxels; the last row and layer of bits hold corners only and are zero. */
  private long voxels(int j, int k, int w) {
    if (j < 0 || (k < 0 && !box.flat)) {
      return 0;
    }
    return mask[row(j, Math.max(k, 0)) + w];
  }

  /** The same, moved one to the right: bit i is voxel i − 1. */
  private long shifted(int j, int k, int w) {
    return voxels(j, k, w) << 1 | (w > 0 ? voxels(j, k, w - 1) >>> 63 : 0);
  }

  /** Hands over the elements of one layer in memory order. */
  void elements(int k, Sink sink) {
    for (int j = 0; j < box.nj; j++) {
      for (int w = 0; w < box.words; w++) {
        long left = border[row(j, k) + w];
        if (left == 0) {
          continue;
        }
        long a0 = shifted(j - 1, k - 1, w);
        long a1 = voxels(j - 1, k - 1, w);
        long b0 = shifted(j, k - 1, w);
        long b1 = voxels(j, k - 1, w);
        long c0 = shifted(j - 1, k, w);
        long c1 = voxels(j - 1, k, w);
        long d0 = shifted(j, k, w);
        long d1 = voxels(j, k, w);
        while (left != 0) {
          int s = Long.numberOfTrailingZeros(left);
          left &= left - 1;
          long code =
              (a0 >>> s & 1)
                  | (a1 >>> s & 1) << 1
                  | (b0 >>> s & 1) << 2
                  | (b1 >>> s & 1) << 3
                  | (c0 >>> s & 1) << 4
                  | (c1 >>> s & 1) << 5
                  | (d0 >>> s & 1) << 6
                  | (d1 >>> s & 1) << 7;
          sink.element((w << 6) + s, j, k, (int) code);
        }
      }
    }
  }

  Box box() {
    return box;
  }

  /** Whether there is no surface at all. */
  boolean empty() {
    return Arrays.stream(border).allMatch(w -> w == 0);
  }

  /** Whether an element of this surface lies as near to a corner as {@code nearby} was made for. */
  boolean reaches(Nearby nearby, int i, int j, int k) {
    for (int r = 0; r < nearby.rows(); r++) {
      int y = j + nearby.dj()[r];
      int z = k + nearby.dk()[r];
      if (y >= 0 && y < box.nj && z >= 0 && z < box.nk && any(row(y, z), i, nearby.reach()[r])) {
        return true;
      }
    }
    return false;
  }

  private boolean any(int row, int i, int reach) {
    int low = Math.max(0, i - reach);
    int high = Math.min(box.ni - 1, i + reach);
    int a = low >> 6;
    int b = high >> 6;
    long head = -1L << low;
    long tail = -1L >>> ~high;
    if (a == b) {
      return (border[row + a] & head & tail) != 0;
    }
    if ((border[row + a] & head) != 0 || (border[row + b] & tail) != 0) {
      return true;
    }
    for (int w = a + 1; w < b; w++) {
      if (border[row + w] != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Distance in mm from a corner to the nearest element of this surface, or infinity if none lies
   * in the rows of {@code nearby} as near as those reach.
   */
  double distanceMm(Nearby nearby, double spacingX, int i, int j, int k) {
    double best = Double.POSITIVE_INFINITY;
    int reach = Integer.MAX_VALUE;
    for (int r = 0; r < nearby.rows(); r++) {
      double squared = nearby.squared()[r];
      if (squared >= best * best) {
        break;
      }
      int y = j + nearby.dj()[r];
      int z = k + nearby.dk()[r];
      if (y < 0 || y >= box.nj || z < 0 || z >= box.nk) {
        continue;
      }
      int di = nearest(row(y, z), i, Math.min(reach, nearby.reach()[r]));
      if (di >= 0) {
        best = Math.min(best, Nearby.mm(spacingX, di, squared));
        reach = di;
      }
    }
    return best;
  }

  /** Steps along x to the nearest element in a row, or −1 if none is within reach. */
  private int nearest(int row, int i, int reach) {
    int best = Integer.MAX_VALUE;
    int low = Math.max(0, i - reach) >> 6;
    for (int w = i >> 6; w >= low; w--) {
      long bits = border[row + w] & (w == i >> 6 ? -1L >>> ~i : -1L);
      if (bits != 0) {
        best = i - ((w << 6) + 63 - Long.numberOfLeadingZeros(bits));
        break;
      }
    }
    int high = (int) Math.min(box.ni - 1L, (long) i + Math.min(reach, best)) >> 6;
    for (int w = i >> 6; w <= high; w++) {
      long bits = border[row + w] & (w == i >> 6 ? -1L << i : -1L);
      if (bits != 0) {
        best = Math.min(best, (w << 6) + Long.numberOfTrailingZeros(bits) - i);
        break;
      }
    }
    return best <= reach ? best : -1;
  }
}
