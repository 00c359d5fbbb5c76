package dev.heliograph.tool.builtin;

import static dev.heliograph.tool.builtin.ToolRun.call;
import static dev.heliograph.tool.builtin.ToolRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest;
import dev.heliograph.tool.ToolContractTest.Fixture;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Uptake of a phantom, from SUVs, from Bq/mL, by weight and by lean body mass; and what is refused.
 */
class MeasureUptakeTest {

  private static final double VOXEL_ML = 0.064;

  private final InMemoryContext context = new InMemoryContext();

  private JsonNode measure(Fixture f, String more) {
    return call(
        context,
        "measure_uptake",
        "{'image': '"
            + f.image()
            + "', 'mask': '"
            + f.mask()
            + "', 'structure': 'lesion'"
            + more
            + "}");
  }

  @Nested
  class Contract extends ToolContractTest {
    Contract() {
      super("measure_uptake");
    }

    @Override
    protected Fixture fixture(InMemoryContext context) {
      return PetPhantom.in(context, 1, Map.of());
    }
  }

  @ParameterizedTest
  @CsvSource({"41%,480,4.92", "50%,480,6", "2.5,480,2.5", "4.0,480,4", "percist,64,9.2"})
  void metabolicVolumeByEachThreshold(String rule, int voxels, double threshold) {
    JsonNode r =
        measure(
            PetPhantom.in(context, 1, Map.of()),
            ", 'values': 'already_suv', 'threshold': '"
                + rule
                + "', 'liver_mean': {'kind': 'suv_mean', 'value': 4.8, 'unit': 'g/ml{SUVbw}'},"
                + " 'liver_sd': {'kind': 'suv_sd', 'value': 1, 'unit': 'g/ml{SUVbw}'}");
    assertThat(r.path("status").asText()).as(r.toString()).isEqualTo("completed");
    assertThat(value(r, "threshold")).isCloseTo(threshold, within(1e-9));
    assertThat(value(r, "metabolic_volume")).isCloseTo(voxels * VOXEL_ML, within(1e-9));
    double sum = 6.0 * (voxels - 64) + 630 + 12;
    assertThat(value(r, "total_lesion_glycolysis")).isCloseTo(sum * VOXEL_ML, within(1e-6));
    assertThat(value(r, "suv_max")).isEqualTo(12);
    assertThat(value(r, "suv_mean")).isCloseTo((6.0 * 416 + 630 + 12) / 480, within(1e-9));
    // Around the hottest voxel the sphere of 6.2 mm has 19 voxels of 4 mm; all of them lie in the
    // cube.
    assertThat(value(r, "suv_peak")).isCloseTo((18 * 10 + 12) / 19.0, within(1e-6));
  }

  @Test
  void fromBecquerelsPerMillilitreByWeightAndByLeanBodyMass() {
    double perSuv = 370e6 * Math.pow(2, -3600 / 6586.2) / 80_000;
    Fixture f = PetPhantom.in(context, (float) perSuv, PetPhantom.FDG);
    JsonNode r = measure(f, "");
    assertThat(value(r, "suv_max")).isCloseTo(12, within(1e-5));
    assertThat(r.path("outputs").path("suv_max").path("unit").asText()).isEqualTo("g/ml{SUVbw}");
    JsonNode lean = measure(f, ", 'normalise_by': 'lean_body_mass'");
    assertThat(value(lean, "suv_max")).isCloseTo(12 * 56.3654 / 80, within(1e-4));
    assertThat(lean.path("outputs").path("suv_max").path("unit").asText())
        .isEqualTo("g/ml{SUVlbm}");
    JsonNode said =
        measure(
            f,
            ", 'weight': {'kind': 'weight', 'value': 40, 'unit': 'kg'},"
                + " 'dose': {'kind': 'dose', 'value': 185, 'unit': 'MBq'}");
    assertThat(value(said, "suv_max")).isCloseTo(12, within(1e-5));
    JsonNode decayed = measure(f, ", 'delay': {'kind': 'delay', 'value': 0, 'unit': 'min'}");
    assertThat(value(decayed, "suv_max")).isCloseTo(12 * Math.pow(2, -3600 / 6586.2), within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "PatientWeight,'',SUV needs the body weight",
    "RadionuclideTotalDose,'',SUV needs the dose",
    "DecaySeconds,'',time from injection",
    "CorrectedImage,NORM,decay and attenuation",
    "Units,CNTS,are counts",
    "PatientWeight,0,must be positive"
  })
  void whatIsMissingIsNamed(String attribute, String value, String reason) {
    Map<String, String> files = new TreeMap<>(PetPhantom.FDG);
    files.put(attribute, value);
    JsonNode r = measure(PetPhantom.in(context, 1000, files), "");
    assertThat(r.path("status").asText()).isEqualTo("rejected");
    assertThat(r.path("reason").asText()).contains(reason);
    assertThat(r.path("fix").asText()).isNotBlank();
  }

  @Test
  void valuesThatNobodyNamesAreNotGuessed() {
    JsonNode r = measure(PetPhantom.in(context, 1, Map.of()), "");
    assertThat(r.path("reason").asText()).contains("SUV or Bq/mL");
    JsonNode percist =
        measure(
            PetPhantom.in(context, 1, Map.of()),
            ", 'values': 'already_suv', 'threshold': 'percist'");
    assertThat(percist.path("reason").asText()).contains("liver_mean is not given");
    JsonNode against =
        measure(PetPhantom.in(context, 1, PetPhantom.FDG), ", 'values': 'already_suv'");
    assertThat(against.path("reason").asText()).contains("say becquerel_per_ml");
  }
}
