package dev.heliograph.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Dictionary;
import dev.heliograph.format.dicom.data.Tags;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decay time between injection and scan, from what scanners write. */
class PetTagsTest {

  private static DataSet put(DataSet d, int tag, String text) {
    return d.put(
        DataElement.of(
            tag,
            Dictionary.vr(tag),
            text.getBytes(StandardCharsets.US_ASCII),
            ByteOrder.LITTLE_ENDIAN));
  }

  private static DataSet slice(String correction, String series, String acquired, String injected) {
    DataSet dose = new DataSet();
    put(dose, Tags.RADIONUCLIDE_TOTAL_DOSE, "3.7e8");
    put(dose, Tags.RADIONUCLIDE_HALF_LIFE, "6586.2");
    put(dose, Tags.RADIOPHARMACEUTICAL_START_TIME, injected);
    DataSet d = new DataSet();
    put(d, Tags.MODALITY, "PT");
    put(d, Tags.UNITS, "BQML");
    put(d, Tags.DECAY_CORRECTION, correction);
    put(d, Tags.PATIENT_WEIGHT, "70.5");
    put(d, Tags.SERIES_DATE, "20240102");
    put(d, Tags.SERIES_TIME, series);
    put(d, Tags.ACQUISITION_DATE, "20240102");
    put(d, Tags.ACQUISITION_TIME, acquired);
    return d.put(DataElement.of(Tags.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE, List.of(dose)));
  }

  private static PetMetadata read(DataSet... slices) {
    Map<String, String> attributes =
        PetTags.attributes(java.util.Arrays.stream(slices).map(PetTags::of).toList());
    attributes.put("Modality", "PT");
    return PetMetadata.of(attributes).orElseThrow();
  }

  @Test
  void theScanStartsWithTheSeries() {
    PetMetadata m =
        read(
            slice("START", "101500.5", "101501", "091500"),
            slice("START", "101500.5", "102000", "091500"));
    assertThat(m.decaySeconds()).hasValue(3600.5);
    assertThat(m.doseBq()).hasValue(3.7e8);
    assertThat(m.halfLifeSeconds()).hasValue(6586.2);
    assertThat(m.weightKg()).hasValue(70.5);
    assertThat(m.units()).isEqualTo("BQML");
  }

  @Test
  void aSeriesTimeOfLaterProcessingGivesWayToTheFirstAcquisition() {
    PetMetadata m =
        read(
            slice("START", "180000", "102000", "091500"),
            slice("START", "180000", "101500", "091500"));
    assertThat(m.decaySeconds()).hasValue(3600);
  }

  @Test
  void anInjectionBeforeMidnightWasTheDayBefore() {
    assertThat(read(slice("START", "003000", "003100", "233000")).decaySeconds()).hasValue(3600);
  }

  @Test
  void valuesCorrectedToTheInjectionHaveNoDecay() {
    assertThat(read(slice("ADMIN", "101500", "101501", "091500")).decaySeconds()).hasValue(0);
    assertThat(read(slice("NONE", "101500", "101501", "091500")).decaySeconds()).isEmpty();
    assertThat(read(slice("START", "101500", "101501", "nonsense")).decaySeconds()).isEmpty();
  }

  @Test
  void onlyPetHasIt() {
    assertThat(PetMetadata.of(Map.of("Modality", "CT"))).isEmpty();
    assertThat(PetTags.of(put(new DataSet(), Tags.MODALITY, "CT"))).isNull();
  }
}
