package dev.heliograph.format.dicom;

import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one PET slice says about dose, decay and patient (PS3.3 C.8.9.1, C.8.9.2). */
final class PetTags {

  /** Philips' private factors that turn counts into SUV and into Bq/mL. */
  private static final int PHILIPS_SUV = 0x70531000;

  private static final int PHILIPS_ACTIVITY = 0x70531009;

  private final Map<String, String> values = new TreeMap<>();
  private final @Nullable LocalDateTime series;
  private final @Nullable LocalDateTime acquired;
  private final @Nullable LocalDateTime injected;

  private PetTags(DataSet d) {
    for (int tag :
        new int[] {
          Tags.UNITS,
          Tags.DECAY_CORRECTION,
          Tags.CORRECTED_IMAGE,
          Tags.SUV_TYPE,
          Tags.PATIENT_WEIGHT,
          Tags.PATIENT_SIZE,
          Tags.PATIENT_SEX
        }) {
      keep(d, tag);
    }
    DataSet dose = d.item(Tags.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE);
    if (dose != null) {
      keep(dose, Tags.RADIONUCLIDE_TOTAL_DOSE);
      keep(dose, Tags.RADIONUCLIDE_HALF_LIFE);
    }
    keepPrivate(d, PHILIPS_SUV, "PhilipsSuvFactor");
    keepPrivate(d, PHILIPS_ACTIVITY, "PhilipsActivityFactor");
    series = DicomTimes.of(d.text(Tags.SERIES_DATE), d.text(Tags.SERIES_TIME));
    LocalDateTime whole = DicomTimes.of(d.text(Tags.ACQUISITION_DATE_TIME));
    acquired =
        whole == null
            ? DicomTimes.of(d.text(Tags.ACQUISITION_DATE), d.text(Tags.ACQUISITION_TIME))
            : whole;
    injected = dose == null ? null : injected(d, dose);
  }

  static @Nullable PetTags of(DataSet d) {
    return d.text(Tags.MODALITY).equals("PT") ? new PetTags(d) : null;
  }

  /**
   * The values by keyword as an image keeps them, with {@code DecaySeconds} in place of every date:
   * from injection to the moment to which the values are decay corrected (the scan's start for
   * DecayCorrection START, as in QIBA's vendor-neutral SUV calculation; 0 for ADMIN; missing where
   * the files do not say it).
   */
  static Map<String, String> attributes(List<PetTags> slices) {
    if (slices.isEmpty()) {
      return Map.of();
    }
    PetTags first = slices.get(0);
    Map<String, String> out = new TreeMap<>(first.values);
    @Nullable LocalDateTime start =
        slices.stream()
            .map(s -> s.acquired)
            .filter(Objects::nonNull)
            .min(LocalDateTime::compareTo)
            .orElse(null);
    // A series time after the scan's start is that of some later processing.
    if (first.series != null && (start == null || !first.series.isAfter(start))) {
      start = first.series;
    }
    String correction = first.values.getOrDefault("DecayCorrection", "");
    if (correction.equals("ADMIN")) {
      out.put("DecaySeconds", "0");
    } else if (start != null && first.injected != null && correction.equals("START")) {
      double seconds = Duration.between(first.injected, start).toMillis() / 1000.0;
      if (seconds >= 0) {
        out.put("DecaySeconds", Double.toString(seconds));
      }
    }
    return out;
  }

  /**
   * RadiopharmaceuticalStartDateTime, else its time on the scan's day or, if later, the day before.
   */
  private @Nullable LocalDateTime injected(DataSet d, DataSet dose) {
    LocalDateTime whole = DicomTimes.of(dose.text(Tags.RADIOPHARMACEUTICAL_START_DATE_TIME));
    if (whole != null) {
      return whole;
    }
    LocalDateTime scan = series == null ? acquired : series;
    if (scan == null) {
      return null;
    }
    String day = d.text(series == null ? Tags.ACQUISITION_DATE : Tags.SERIES_DATE);
    LocalDateTime at = DicomTimes.of(day, dose.text(Tags.RADIOPHARMACEUTICAL_START_TIME));
    return at != null && at.isAfter(scan) ? at.minusDays(1) : at;
  }

  private void keep(DataSet d, int tag) {
    String value = d.humanText(tag, 64);
    if (!value.isEmpty()) {
      values.put(dev.heliograph.format.dicom.data.Dictionary.keyword(tag), value);
    }
  }

  private void keepPrivate(DataSet d, int tag, String name) {
    DataElement creator = d.get(0x70530010);
    DataElement e = d.get(tag);
    if (creator != null && e != null && d.text(0x70530010).startsWith("Philips PET")) {
      byte[] bytes = new byte[Math.min(64, e.length())];
      e.bytes().get(bytes);
      values.put(name, new String(bytes, StandardCharsets.US_ASCII).trim());
    }
  }
}
