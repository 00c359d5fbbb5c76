package dev.heliograph.imaging.measure;

/**
 * RECIST 1.1's class of response of target lesions (Eisenhauer et al. 2009, Eur J Cancer
 * 45:228–247, section 4.3.1).
 */
public enum Response {
  COMPLETE_RESPONSE,
  PARTIAL_RESPONSE,
  STABLE_DISEASE,
  PROGRESSIVE_DISEASE;

  /** A lymph node below this short axis is no longer pathological. */
  public static final double NODE_MM = 10;

  private static final double SHRINKAGE = 0.30;
  private static final double GROWTH = 0.20;
  private static final double LEAST_GROWTH_MM = 5;

  /**
   * Progression (at least 20 % and 5 mm over the nadir, or a new lesion) goes before response (at
   * least 30 % below the baseline).
   *
   * @param baselineMm sum of the targets' diameters before treatment, above 0
   * @param nadirMm the smallest sum so far, the baseline included
   * @param currentMm the sum now
   * @param gone whether no target is left: none found, and every nodal target below {@link
   *     #NODE_MM}
   * @param newLesions whether there is an unequivocal new lesion
   */
  public static Response of(
      double baselineMm, double nadirMm, double currentMm, boolean gone, boolean newLesions) {
    if (!(baselineMm > 0) || nadirMm < 0 || nadirMm > baselineMm || currentMm < 0) {
      throw new IllegalArgumentException(
          "a baseline above 0, a nadir not above it and no negative sum are needed, not "
              + baselineMm
              + ", "
              + nadirMm
              + " and "
              + currentMm
              + " mm");
    }
    double growth = currentMm - nadirMm;
    // Sums are measured to a fraction of a millimetre; the limits belong to the class they name.
    if (newLesions || (!gone && growth >= LEAST_GROWTH_MM && growth >= GROWTH * nadirMm)) {
      return PROGRESSIVE_DISEASE;
    }
    if (gone) {
      return COMPLETE_RESPONSE;
    }
    return baselineMm - currentMm >= SHRINKAGE * baselineMm ? PARTIAL_RESPONSE : STABLE_DISEASE;
  }

  /**
   * Time in which a volume that grows exponentially doubles (Schwartz 1961, Cancer 14:1272–1294):
   * days × ln 2 / ln(now / before); negative (a half-life) if it shrinks, infinite if it stays.
   */
  public static double doublingDays(double beforeMl, double nowMl, double days) {
    if (!(beforeMl > 0) || !(nowMl > 0) || !(days > 0)) {
      throw new IllegalArgumentException("volumes and time must be positive");
    }
    return days * Math.log(2) / Math.log(nowMl / beforeMl);
  }
}
