package dev.heliograph.benchmark.statistics;

/** pass^k: the chance that k trials of a case, drawn from n of which c passed, all pass. */
public final class PassAt {

  private PassAt() {}

  /**
   * C(c, k) / C(n, k) (Yao et al. 2024, τ-bench, arXiv:2406.12045); pass@1 is {@code k = 1}.
   *
   * @throws IllegalArgumentException unless 0 ≤ c ≤ n and 1 ≤ k ≤ n
   */
  public static double hat(int n, int c, int k) {
    if (c < 0 || c > n || k < 1 || k > n) {
      throw new IllegalArgumentException("no pass^" + k + " of " + c + " in " + n);
    }
    double p = 1;
    for (int i = 0; i < k; i++) {
      p *= Math.max(0, (double) (c - i) / (n - i));
    }
    return p;
  }
}
