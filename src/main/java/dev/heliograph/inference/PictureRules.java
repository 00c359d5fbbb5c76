package dev.heliograph.inference;

import org.jspecify.annotations.Nullable;

/**
 * What a card says of a network that looks at pictures. docs/models.md explains the keys.
 *
 * @param width pixels of the input
 * @param height rows of the input
 * @param channels 1 luminance, 3 red, green and blue; values 0 to 1 before mean and sd
 * @param scale for tiles: the network's pixels to the picture's
 * @param overlap for tiles: share of a tile that the next one covers again, at least
 * @param mean subtracted, by channel
 * @param sd divided by afterwards, by channel
 * @param temperature divides the logits of a classifier
 * @param boxes how a detector's output becomes boxes; null for a classifier
 */
public record PictureRules(
    int width,
    int height,
    int channels,
    Fit fit,
    double scale,
    double overlap,
    double[] mean,
    double[] sd,
    double temperature,
    @Nullable Boxes boxes,
    Domain domain) {

  /** How a picture of any size becomes the input. */
  public enum Fit {
    /** All of it, whatever its shape. */
    STRETCH,
    /** Its middle, cut to the input's shape. */
    CROP,
    /** Scaled by {@code scale} and looked at tile by tile. */
    TILES
  }

  /**
   * @param stride the network's pixels per cell of the output
   * @param unit the network's pixels that a log distance of 0 stands for
   * @param nmsIou of boxes of one label that overlap more, the best is kept
   */
  public record Boxes(int stride, double unit, double nmsIou) {}

  /**
   * What tells that a picture is not what the network was made for.
   *
   * @param maxChroma a picture of more mean chroma is refused; 1 if colours are welcome
   * @param minProbability below it, of the best class, nothing is claimed
   * @param other the label that means "none of these", or empty
   */
  public record Domain(
      double maxChroma,
      double minProbability,
      String other,
      @Nullable Gate gate,
      @Nullable Colours colours,
      @Nullable Width width) {}

  /** The picture must be put into this class by this classifier. */
  public record Gate(String model, String label, double atLeast) {}

  /**
   * Colours of the training pictures, {@link PictureDomain#colours}.
   *
   * @param precision inverse of the covariance
   * @param warn distance from which the reader is warned
   * @param refuse distance from which the picture is refused
   */
  public record Colours(double[] mean, double[][] precision, double warn, double refuse) {}

  /** Plausible median width of a label's boxes, in the picture's pixels. */
  public record Width(String label, double low, double high) {}
}
