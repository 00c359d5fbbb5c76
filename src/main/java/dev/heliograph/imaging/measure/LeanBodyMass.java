package dev.heliograph.imaging.measure;

/** Lean body mass in kilograms, from weight, height and sex. */
public enum LeanBodyMass {
  /**
   * James 1976 (DHSS/MRC Research on Obesity), as in SUVlbm of PERCIST: male 1.10 W − 128 (W/H)²,
   * female 1.07 W − 148 (W/H)², H in centimetres. Falls again for very heavy people.
   */
  JAMES {
    @Override
    public double kilograms(double weightKg, double heightM, boolean male) {
      double ratio = weightKg / (100 * heightM);
      return male ? 1.10 * weightKg - 128 * ratio * ratio : 1.07 * weightKg - 148 * ratio * ratio;
    }
  },
  /**
   * Janmahasatian et al. 2005 (Clin Pharmacokinet 44:1051–1065): male 9270 W / (6680 + 216 BMI),
   * female 9270 W / (8780 + 244 BMI).
   */
  JANMAHASATIAN {
    @Override
    public double kilograms(double weightKg, double heightM, boolean male) {
      double bmi = weightKg / (heightM * heightM);
      return male ? 9270 * weightKg / (6680 + 216 * bmi) : 9270 * weightKg / (8780 + 244 * bmi);
    }
  };

  /** May be negative where James's formula has left its range. */
  public abstract double kilograms(double weightKg, double heightM, boolean male);
}
