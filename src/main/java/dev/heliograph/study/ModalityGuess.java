package dev.heliograph.study;

import dev.heliograph.volume.Volume;

/**
 * A careful guess of what a NIfTI volume is. Only CT has a scale that can be recognised: whole
 * Hounsfield numbers with air near -1000 and soft tissue around 0. Everything else stays unknown.
 */
final class ModalityGuess {

  private ModalityGuess() {}

  static ImageModality of(Volume volume) {
    long air = 0;
    long soft = 0;
    long below = 0;
    long above = 0;
    float[] values = volume.values();
    for (float v : values) {
      if (!Float.isFinite(v)) {
        return ImageModality.UNKNOWN;
      }
      air += v >= -1100 && v <= -900 ? 1 : 0;
      soft += v >= -150 && v <= 150 ? 1 : 0;
      // Scanners pad with values down to about -3000.
      below += v < -4096 ? 1 : 0;
      above += v > 20_000 ? 1 : 0;
    }
    double n = values.length;
    boolean hounsfield = air / n >= 0.005 && soft / n >= 0.02 && below == 0 && above / n < 0.001;
    return hounsfield
        ? new ImageModality(Modality.CT, ImageModality.Source.INFERRED)
        : ImageModality.UNKNOWN;
  }
}
