package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.Tags;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A coded concept (PS3.3 8.8).
 *
 * @param value code value
 * @param scheme coding scheme designator: SCT, DCM, UCUM, LN, 99…
 * @param meaning for people
 */
public record Code(String value, String scheme, String meaning) {

  private static final String OWN = "99HELIOGRAPH";

  /** Code of a scheme of ours, for what no public one names. */
  public static Code own(String value, String meaning) {
    return new Code(value.toUpperCase(Locale.ROOT), OWN, meaning);
  }

  public static Code dcm(String value, String meaning) {
    return new Code(value, "DCM", meaning);
  }

  public static Code sct(String value, String meaning) {
    return new Code(value, "SCT", meaning);
  }

  DataSet item() {
    // Values longer than SH holds have an attribute of their own.
    int tag = value.length() > 16 ? Tags.LONG_CODE_VALUE : Tags.CODE_VALUE;
    return new DataSetBuilder(StandardCharsets.US_ASCII)
        .text(tag, value)
        .text(Tags.CODING_SCHEME_DESIGNATOR, scheme)
        .text(Tags.CODE_MEANING, meaning.length() > 64 ? meaning.substring(0, 64) : meaning)
        .build();
  }

  /** Names our scheme where one of its codes may follow (PS3.3 C.12.1.1.6). */
  static DataSetBuilder ownScheme() {
    return new DataSetBuilder(StandardCharsets.US_ASCII)
        .text(Tags.CODING_SCHEME_DESIGNATOR, OWN)
        .text(Tags.CODING_SCHEME_NAME, "Heliograph's names of structures and quantities");
  }

  static Code of(DataSet item) {
    String value = item.text(Tags.CODE_VALUE);
    return new Code(
        value.isEmpty() ? item.text(Tags.LONG_CODE_VALUE) : value,
        item.text(Tags.CODING_SCHEME_DESIGNATOR),
        item.humanText(Tags.CODE_MEANING, 64));
  }
}
