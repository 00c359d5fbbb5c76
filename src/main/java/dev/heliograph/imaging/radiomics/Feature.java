package dev.heliograph.imaging.radiomics;

/**
 * One radiomic feature.
 *
 * @param name family and feature, lower_snake_case: {@code glcm_contrast}
 * @param value its value; may be NaN or infinite where the definition divides by zero
 * @param scale what its unit is
 */
public record Feature(String name, double value, Scale scale) {

  /** Unit of a feature, as far as it does not depend on the image. */
  public enum Scale {
    /** A bare number. */
    NONE,
    MILLIMETRE,
    SQUARE_MILLIMETRE,
    CUBIC_MILLIMETRE,
    PER_MILLIMETRE,
    /** The image's unit. */
    INTENSITY,
    /** The square of the image's unit. */
    INTENSITY_SQUARED
  }
}
