package dev.heliograph.inference;

import java.util.Locale;

/** Whether a picture looks like those that a network was made for, before it has run. */
final class PictureDomain {

  private PictureDomain() {}

  /**
   * Mean of red, green and blue, their standard deviations, and the mean chroma (largest minus
   * smallest of the three), all of 1.
   */
  static double[] colours(Raster r) {
    double[] f = new double[7];
    for (int i = 0; i < r.rgb().length; i++) {
      int min = 255;
      int max = 0;
      for (int c = 0; c < 3; c++) {
        int v = r.channel(i, 2 - c);
        f[c] += v;
        f[3 + c] += (double) v * v;
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
      f[6] += max - min;
    }
    double n = r.rgb().length;
    for (int c = 0; c < 3; c++) {
      double mean = f[c] / n;
      f[3 + c] = Math.sqrt(Math.max(0, f[3 + c] / n - mean * mean)) / 255;
      f[c] = mean / 255;
    }
    f[6] /= n * 255;
    return f;
  }

  /** Mahalanobis distance of the picture's colours from those of the training pictures. */
  static double distance(PictureRules.Colours rule, double[] found) {
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < found.length; j++) {
        sum += (found[i] - rule.mean()[i]) * rule.precision()[i][j] * (found[j] - rule.mean()[j]);
      }
    }
    return Math.sqrt(Math.max(0, sum));
  }

  /**
   * @return what the reader must know, or an empty text
   * @throws RefusedException if the picture's colours are not those of the card's domain
   */
  static String check(ModelCard card, PictureRules rules, Raster raster) {
    double[] found = colours(raster);
    if (found[6] > rules.domain().maxChroma()) {
      throw new RefusedException(
          "this is a colour picture, and '"
              + card.name()
              + "' looks at grey pictures of the "
              + card.domain().anatomy(),
          "choose " + wanted(card));
    }
    PictureRules.Colours rule = rules.domain().colours();
    if (rule == null) {
      return "";
    }
    double distance = distance(rule, found);
    if (distance > rule.refuse()) {
      throw new RefusedException(
          String.format(
              Locale.ROOT,
              "this does not look like %s: its colours are %.0f standard deviations away from those"
                  + " of the pictures that '%s' was trained on, %.0f are allowed",
              wanted(card),
              distance,
              card.name(),
              rule.refuse()),
          "choose " + wanted(card));
    }
    return distance <= rule.warn()
        ? ""
        : String.format(
            Locale.ROOT,
            "the colours are unlike those of the pictures that '%s' was trained on (distance %.1f,"
                + " usual up to %.1f)",
            card.name(),
            distance,
            rule.warn());
  }

  static String wanted(ModelCard card) {
    return "a picture of the " + card.domain().anatomy() + " " + card.domain().modality();
  }
}
