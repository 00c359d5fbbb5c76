package dev.heliograph.imaging;

import java.util.Arrays;

/** How often pairs of labels occur: a hash table from two 16-bit numbers to a count. */
final class PairCounts {

  private static final short[] ZEROS = new short[2048];

  /** Below this a plain loop is faster than a call. */
  private static final int NEAR = 8;

  private int size;
  private int[] pairs = new int[256];
  private long[] counts = new long[256];

  void add(int pair, long n) {
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

  void clear() {
    Arrays.fill(counts, 0);
    size = 0;
  }

  void addAll(PairCounts other) {
    for (int at = 0; at < other.pairs.length; at++) {
      if (other.counts[at] > 0) {
        add(other.pairs[at], other.counts[at]);
      }
    }
  }

  long get(int labelA, int labelB) {
    return counts[slot(labelA << 16 | labelB)];
  }

  /** Takes one pair of labels that occurs. */
  interface Sink {
    void pair(int labelA, int labelB, long count);
  }

  void each(Sink sink) {
    for (int at = 0; at < pairs.length; at++) {
      if (counts[at] > 0) {
        sink.pair(pairs[at] >>> 16, pairs[at] & 0xffff, counts[at]);
      }
    }
  }

  /**
   * Counts the pairs at indices {@code p} to {@code end} − 1 of two arrays, stretch by stretch of
   * equal pairs; vector instructions find where a stretch ends (see {@link RunScan}).
   */
  void count(short[] a, short[] b, int p, int end) {
    while (p < end) {
      int n = Math.min(end - p, ZEROS.length);
      int same = Arrays.mismatch(a, p, p + n, b, p, p + n);
      same = same < 0 ? n : same;
      // Where both agree, which is almost everywhere, only one of them has to be looked at.
      p = countOne(a, p, p + same);
      while (p < end && a[p] != b[p]) {
        int q = p + 1;
        while (q < end && a[q] == a[p] && b[q] == b[p]) {
          q++;
        }
        add((a[p] & 0xffff) << 16 | (b[p] & 0xffff), q - p);
        p = q;
      }
    }
  }

  private int countOne(short[] a, int p, int end) {
    while (p < end) {
      int q = p + 1;
      int near = end - p > NEAR ? p + NEAR : end;
      while (q < near && a[q] == a[p]) {
        q++;
      }
      if (q == near && q < end) {
        q += same(a, q, end - q);
      }
      add((a[p] & 0xffff) * 0x10001, q - p);
      p = q;
    }
    return end;
  }

  /** How many of the n labels from {@code q} on equal the one before {@code q}. */
  private static int same(short[] labels, int q, int n) {
    // Reading one array is quicker than comparing it with itself, shifted.
    int m =
        labels[q - 1] == 0
            ? Arrays.mismatch(labels, q, q + n, ZEROS, 0, n)
            : Arrays.mismatch(labels, q, q + n, labels, q - 1, q + n - 1);
    return m < 0 ? n : m;
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
