package dev.heliograph.study;

import java.util.Locale;
import java.util.Optional;

/**
 * DICOM modality codes (PS3.3 C.7.3.1.1.1) that Heliograph knows; {@link #UNKNOWN} where nothing
 * says it.
 */
public enum Modality {
  CT,
  MR,
  PT,
  CR,
  DX,
  US,
  SM,
  XC,
  OT,
  UNKNOWN;

  /** The modality with this DICOM code; "PET" and "MRI" are understood as PT and MR. */
  public static Optional<Modality> of(String code) {
    String c = code.trim().toUpperCase(Locale.ROOT);
    return switch (c) {
      case "PET" -> Optional.of(PT);
      case "MRI" -> Optional.of(MR);
      case "CT", "MR", "PT", "CR", "DX", "US", "SM", "XC", "OT", "UNKNOWN" ->
          Optional.of(valueOf(c));
      default -> Optional.empty();
    };
  }
}
