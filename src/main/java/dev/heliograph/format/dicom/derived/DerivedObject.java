package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.Uids;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * What every object made here has in common: patient and study of its source, its own series and
 * instance, equipment (PS3.3 A.1.4).
 *
 * @param key names the object: equal keys give equal identifiers
 * @param sopClass its SOP class
 * @param modality SEG or SR
 * @param description for people
 * @param at when its content was made
 * @param software version of Heliograph
 */
record DerivedObject(
    String key, String sopClass, String modality, String description, Instant at, String software) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss").withZone(ZoneId.systemDefault());

  static String instance(String key) {
    return Uids.derived("instance " + key);
  }

  static String series(String key) {
    return Uids.derived("series " + key);
  }

  DataSetBuilder builder(SourceImages source) {
    DataSet h = source.header();
    DataSetBuilder b = new DataSetBuilder();
    b.copy(h, Tags.SPECIFIC_CHARACTER_SET);
    b.text(Tags.INSTANCE_CREATION_DATE, DATE.format(at));
    b.text(Tags.INSTANCE_CREATION_TIME, TIME.format(at));
    b.item(Tags.CODING_SCHEME_IDENTIFICATION_SEQUENCE, Code.ownScheme());
    b.text(Tags.SOP_CLASS_UID, sopClass);
    b.text(Tags.SOP_INSTANCE_UID, instance(key));
    b.copyOrEmpty(h, Tags.STUDY_DATE).copyOrEmpty(h, Tags.STUDY_TIME);
    b.text(Tags.SERIES_DATE, DATE.format(at)).text(Tags.SERIES_TIME, TIME.format(at));
    b.text(Tags.CONTENT_DATE, DATE.format(at)).text(Tags.CONTENT_TIME, TIME.format(at));
    b.copyOrEmpty(h, Tags.ACCESSION_NUMBER);
    b.text(Tags.MODALITY, modality);
    b.text(Tags.MANUFACTURER, "Heliograph");
    b.copyOrEmpty(h, Tags.REFERRING_PHYSICIAN_NAME);
    b.copy(h, Tags.STUDY_DESCRIPTION);
    b.text(Tags.SERIES_DESCRIPTION, description);
    b.text(Tags.MANUFACTURER_MODEL_NAME, "Heliograph");
    b.text(Tags.DEVICE_SERIAL_NUMBER, "none").text(Tags.SOFTWARE_VERSIONS, software);
    b.copyOrEmpty(h, Tags.PATIENT_NAME).copyOrEmpty(h, Tags.PATIENT_ID);
    b.copyOrEmpty(h, Tags.PATIENT_BIRTH_DATE).copyOrEmpty(h, Tags.PATIENT_SEX);
    b.copy(h, Tags.PATIENT_AGE).copy(h, Tags.PATIENT_SIZE).copy(h, Tags.PATIENT_WEIGHT);
    b.copy(h, Tags.PATIENT_IDENTITY_REMOVED).copy(h, Tags.DEIDENTIFICATION_METHOD);
    b.copy(h, Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE);
    b.copy(h, Tags.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED);
    b.copy(h, Tags.STUDY_INSTANCE_UID).copyOrEmpty(h, Tags.STUDY_ID);
    b.text(Tags.SERIES_INSTANCE_UID, series(key));
    // Above what scanners give their own series, so that a viewer lists ours last.
    b.text(Tags.SERIES_NUMBER, modality.equals("SEG") ? "900" : "901");
    b.text(Tags.INSTANCE_NUMBER, "1");
    return b;
  }

  static String dateTime(Instant at) {
    return DATE.format(at) + TIME.format(at);
  }
}
