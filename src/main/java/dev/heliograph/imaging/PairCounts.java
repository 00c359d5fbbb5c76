package dev.heliograph.imaging;

import java.util.Arrays;

/** How often pairs of labels occur: a hash table from two 16-bit numbers to a count. */
final class PairCounts {

  private static final short[] ZEROS = new short[2048];

  /** Voxels counted one by one where something changes. */
  private static final int NEAR = 8;

  /** Pairs of labels below this have their place in a table. */
  private static final int SMALL = 256;

  private final int[] small = new int[SMALL * SMALL];
  private int size;
  private int[] pairs = new int[256];
  private long[] counts = new long[256];

  void add(int pair, long n) {
    if ((pair & ~0x00ff00ff) == 0) {
      small[(pair >>> 8 | pair) & 0xffff] += (int) n;
      return;
    }
    int at = slot(pair);
    if (counts[at] == 0) {
      pairs[at] = pair;
      if (++size * 2 > pairs.length) {
        grow();
        at = slot(pair);
      }
    }
    counts[at] += n;
  }

  void addAll(PairCounts other) {
    other.each((a, b, n) -> add(a << 16 | b, n));
  }

  long get(int labelA, int labelB) {
    return (labelA | labelB) < SMALL
        ? small[labelA * SMALL + labelB]
        : counts[slot(labelA << 16 | labelB)];
  }

  /** Takes one pair of labels that occurs. */
  interface Sink {
    void pair(int labelA, int labelB, long count);
  }

  void each(Sink sink) {
    for (int at = 0; at < small.length; at++) {
      if (small[at] > 0) {
        sink.pair(at / SMALL, at % SMALL, small[at]);
      }
    }
    for (int at = 0; at < pairs.length; at++) {
      if (counts[at] > 0) {
        sink.pair(pairs[at] >>> 16, pairs[at] & 0xffff, counts[at]);
      }
    }
  }

  /**
   * Counts the pairs at indices {@code p} to {@code end} − 1 of two arrays. Vector instructions
   * find how far both arrays agree and where, within that, the label changes (see {@link RunScan}).
   * Around a change other changes are near, since a prediction's border follows the truth's: there
   * a few voxels are counted one by one, without a branch that the processor would have to guess.
   */
  void count(short[] a, short[] b, int p, int end) {
    int agree = p;
    int looked = p;
    while (p < end) {
      if (agree <= p) {
        looked = Math.min(end, p + ZEROS.length);
        int n = Arrays.mismatch(a, p, looked, b, p, looked);
        agree = n < 0 ? looked : p + n;
      }
      if (p < agree) {
        int n = same(a, p, agree);
        add((a[p] & 0xffff) * 0x10001, n);
        p += n;
        if (p == looked) {
          continue;
        }
      }
      int near = Math.min(end, p + NEAR);
      int high = 0;
      for (int q = p; q < near; q++) {
        high |= a[q] | b[q];
      }
      if ((high & ~(SMALL - 1)) == 0) {
        for (; p < near; p++) {
          small[(a[p] * SMALL + b[p]) & (SMALL * SMALL - 1)]++;
        }
      } else {
        for (; p < near; p++) {
          add((a[p] & 0xffff) << 16 | (b[p] & 0xffff), 1);
        }
      }
    }
  }

  /** How many labels from {@code p} on are the same. */
  private static int same(short[] labels, int p, int end) {
    int n = end - p;
    // Reading one array is quicker than comparing it with itself, shifted.
    int m =
        labels[p] == 0
            ? Arrays.mismatch(labels, p, end, ZEROS, 0, n)
            : Arrays.mismatch(labels, p + 1, end, labels, p, end - 1) + 1;
    return m <= 0 ? n : m;
  }

  private int slot(int pair) {
    int mask = pairs.length - 1;
    int at = (pair * 0x9E3779B9 >>> 16) & mask;
    while (counts[at] != 0 && pairs[at] != pair) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldPairs = pairs;
    long[] oldCounts = counts;
    pairs = new int[2 * oldPairs.length];
    counts = new long[pairs.length];
    for (int i = 0; i < oldPairs.length; i++) {
      if (oldCounts[i] != 0) {
        int at = slot(oldPairs[i]);
        pairs[at] = oldPairs[i];
        counts[at] = oldCounts[i];
      }
    }
  }
}
