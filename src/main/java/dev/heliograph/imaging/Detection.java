package dev.heliograph.imaging;

/**
 * How many things were found, out of what was there and what was claimed.
 *
 * @param truths how many are there
 * @param found how many of them were found
 * @param claims how many were claimed
 * @param right how many of the claims are right
 */
public record Detection(int truths, int found, int claims, int right) {

  /**
   * Part of what is there that was found; 1 if nothing is there and nothing was claimed, else 0.
   */
  public double recall() {
    return ratio(found, truths);
  }

  /** Part of the claims that are right; 1 if nothing is there and nothing was claimed, else 0. */
  public double precision() {
    return ratio(right, claims);
  }

  /** Harmonic mean of recall and precision; a false alarm on an empty case is 0. */
  public double f1() {
    double sum = recall() + precision();
    return sum == 0 ? 0 : 2 * recall() * precision() / sum;
  }

  private double ratio(int part, int whole) {
    return whole > 0 ? (double) part / whole : truths + claims == 0 ? 1 : 0;
  }
}
