package dev.heliograph.volume;

import java.util.Arrays;
import java.util.Optional;

/**
 * Units by their UCUM code (<a href="https://ucum.org/ucum">The Unified Code for Units of
 * Measure</a>), the units DICOM measurements use. Conversion is linear within one dimension; there
 * is none between dimensions.
 */
public enum Unit {
  CUBIC_MILLIMETRE("mm3", "mm³", Dimension.VOLUME, 1),
  MILLILITRE("mL", "mL", Dimension.VOLUME, 1e3),
  CUBIC_CENTIMETRE("cm3", "cm³", Dimension.VOLUME, 1e3),
  LITRE("L", "L", Dimension.VOLUME, 1e6),
  MILLIMETRE("mm", "mm", Dimension.LENGTH, 1),
  CENTIMETRE("cm", "cm", Dimension.LENGTH, 10),
  METRE("m", "m", Dimension.LENGTH, 1000),
  INCH("[in_i]", "inch", Dimension.LENGTH, 25.4),
  PER_MILLIMETRE("/mm", "/mm", Dimension.RECIPROCAL_LENGTH, 1),
  SQUARE_MILLIMETRE("mm2", "mm²", Dimension.AREA, 1),
  SQUARE_CENTIMETRE("cm2", "cm²", Dimension.AREA, 100),
  HOUNSFIELD("[hnsf'U]", "HU", Dimension.ATTENUATION, 1),
  HOUNSFIELD_SQUARED("[hnsf'U]2", "HU²", Dimension.ATTENUATION_SQUARED, 1),
  SUV_BODY_WEIGHT("g/ml{SUVbw}", "SUVbw", Dimension.UPTAKE, 1),
  SUV_BODY_WEIGHT_SQUARED("g2/ml2{SUVbw}", "SUVbw²", Dimension.UPTAKE_SQUARED, 1),
  /** By lean body mass: no other patient-independent factor leads to {@link #SUV_BODY_WEIGHT}. */
  SUV_LEAN_BODY_MASS("g/ml{SUVlbm}", "SUVlbm", Dimension.UPTAKE_LEAN, 1),
  BECQUEREL("Bq", "Bq", Dimension.ACTIVITY, 1),
  MEGABECQUEREL("MBq", "MBq", Dimension.ACTIVITY, 1e6),
  BECQUEREL_PER_MILLILITRE("Bq/mL", "Bq/mL", Dimension.ACTIVITY_CONCENTRATION, 1),
  GRAM("g", "g", Dimension.MASS, 1),
  KILOGRAM("kg", "kg", Dimension.MASS, 1000),
  /** Area of muscle over the square of the body's height. */
  SQUARE_CENTIMETRE_PER_SQUARE_METRE("cm2/m2", "cm²/m²", Dimension.AREA_INDEX, 1),
  DEGREE("deg", "°", Dimension.ANGLE, 1),
  SECOND("s", "s", Dimension.TIME, 1),
  MINUTE("min", "min", Dimension.TIME, 60),
  DAY("d", "d", Dimension.TIME, 86_400),
  RATIO("1", "", Dimension.NUMBER, 1),
  PERCENT("%", "%", Dimension.NUMBER, 0.01),
  COUNT("{count}", "", Dimension.COUNT, 1),
  /** A value whose scale has no physical meaning, such as MR signal. */
  ARBITRARY("[arb'U]", "a.u.", Dimension.SIGNAL, 1);

  /** What a unit measures; only units of one dimension convert into each other. */
  public enum Dimension {
    VOLUME,
    LENGTH,
    RECIPROCAL_LENGTH,
    AREA,
    AREA_INDEX,
    ATTENUATION,
    ATTENUATION_SQUARED,
    UPTAKE,
    UPTAKE_SQUARED,
    UPTAKE_LEAN,
    ACTIVITY,
    ACTIVITY_CONCENTRATION,
    MASS,
    ANGLE,
    TIME,
    NUMBER,
    COUNT,
    SIGNAL
  }

  private final String ucum;
  private final String symbol;
  private final Dimension dimension;
  private final double toBase;

  Unit(String ucum, String symbol, Dimension dimension, double toBase) {
    this.ucum = ucum;
    this.symbol = symbol;
    this.dimension = dimension;
    this.toBase = toBase;
  }

  /** The UCUM code, case sensitive: "mL", "mm", "[hnsf'U]". */
  public String ucum() {
    return ucum;
  }

  /** What people read: "mL", "HU"; empty for a bare number. */
  public String symbol() {
    return symbol;
  }

  public Dimension dimension() {
    return dimension;
  }

  /** The unit with this UCUM code or symbol. */
  public static Optional<Unit> of(String code) {
    return Arrays.stream(values())
        .filter(u -> u.ucum.equals(code) || (!u.symbol.isEmpty() && u.symbol.equals(code)))
        .findFirst();
  }

  /**
   * @throws IllegalArgumentException if the units measure different things
   */
  public double convert(double value, Unit to) {
    if (dimension != to.dimension) {
      throw new IllegalArgumentException(
          "cannot convert "
              + ucum
              + " to "
              + to.ucum
              + ": one is a "
              + dimension
              + ", the other a "
              + to.dimension);
    }
    return this == to ? value : value * toBase / to.toBase;
  }
}
