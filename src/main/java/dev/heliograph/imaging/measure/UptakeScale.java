package dev.heliograph.imaging.measure;

/** From activity concentration to standardized uptake value. */
public final class UptakeScale {

  private UptakeScale() {}

  /**
   * SUV for each Bq/mL: mass in grams over the dose that is left when values are decay corrected
   * (QIBA FDG-PET/CT Profile, vendor-neutral pseudo-code for SUV calculation, "happy path"; 1 mL of
   * tissue weighs 1 g).
   *
   * @param doseBq injected activity at the time of injection
   * @param halfLifeSeconds physical half-life of the nuclide: 6586.2 s for ¹⁸F
   * @param decaySeconds from injection to the time to which the image is corrected: the start of
   *     the scan for DecayCorrection START, 0 for ADMIN
   * @param massKg body weight for SUVbw, lean body mass for SUVlbm
   * @throws IllegalArgumentException if a number is not positive (the time: not negative)
   */
  public static double perBecquerelPerMillilitre(
      double doseBq, double halfLifeSeconds, double decaySeconds, double massKg) {
    if (!(doseBq > 0) || !(halfLifeSeconds > 0) || !(massKg > 0) || !(decaySeconds >= 0)) {
      throw new IllegalArgumentException(
          "dose, half-life and mass must be positive and the time not negative: "
              + doseBq
              + " Bq, "
              + halfLifeSeconds
              + " s, "
              + massKg
              + " kg, "
              + decaySeconds
              + " s");
    }
    return 1000 * massKg / (doseBq * Math.pow(2, -decaySeconds / halfLifeSeconds));
  }
}
