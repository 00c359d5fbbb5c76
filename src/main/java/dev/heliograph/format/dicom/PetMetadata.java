package dev.heliograph.format.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a standardized uptake value needs to know of a PET image, from the attributes that an
 * imported image keeps. A missing number was missing, or no number, in the files. Voxel values have
 * each slice's rescale applied and are in {@code units}.
 *
 * @param units Units: BQML, CNTS, GML …
 * @param decayCorrection DecayCorrection: NONE, START, ADMIN
 * @param correctedImage CorrectedImage as written; must name DECY and ATTN for SUV
 * @param doseBq RadionuclideTotalDose at injection
 * @param halfLifeSeconds RadionuclideHalfLife
 * @param decaySeconds from injection to the moment to which values are decay corrected
 * @param weightKg PatientWeight
 * @param heightM PatientSize
 * @param sex PatientSex: M, F, O, or empty
 * @param suvType SUVType where units are GML: BW, LBM, …; empty means BW
 * @param philipsSuvFactor Philips' private factor from CNTS to SUVbw
 * @param philipsActivityFactor Philips' private factor from CNTS to Bq/mL
 */
public record PetMetadata(
    String units,
    String decayCorrection,
    String correctedImage,
    OptionalDouble doseBq,
    OptionalDouble halfLifeSeconds,
    OptionalDouble decaySeconds,
    OptionalDouble weightKg,
    OptionalDouble heightM,
    String sex,
    String suvType,
    OptionalDouble philipsSuvFactor,
    OptionalDouble philipsActivityFactor) {

  /**
   * @param attributes of an image
   * @return empty if it is no PET image from DICOM
   */
  public static Optional<PetMetadata> of(Map<String, String> attributes) {
    if (!"PT".equals(attributes.get("Modality"))) {
      return Optional.empty();
    }
    return Optional.of(
        new PetMetadata(
            attributes.getOrDefault("Units", ""),
            attributes.getOrDefault("DecayCorrection", ""),
            attributes.getOrDefault("CorrectedImage", ""),
            number(attributes, "RadionuclideTotalDose"),
            number(attributes, "RadionuclideHalfLife"),
            number(attributes, "DecaySeconds"),
            number(attributes, "PatientWeight"),
            number(attributes, "PatientSize"),
            attributes.getOrDefault("PatientSex", ""),
            attributes.getOrDefault("SUVType", ""),
            number(attributes, "PhilipsSuvFactor"),
            number(attributes, "PhilipsActivityFactor")));
  }

  private static OptionalDouble number(Map<String, String> attributes, String name) {
    try {
      double d = Double.parseDouble(attributes.getOrDefault(name, ""));
      return Double.isFinite(d) ? OptionalDouble.of(d) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
