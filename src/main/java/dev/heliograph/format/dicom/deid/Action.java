package dev.heliograph.format.dicom.deid;

/**
 * What is done to an attribute. The table's combined actions leave a choice to who knows the
 * object's definition; taken is the one that keeps every object valid.
 */
enum Action {
  /** X: removed. */
  REMOVE,
  /** Z and X/Z: emptied. */
  EMPTY,
  /** D, Z/D, X/D and X/Z/D: replaced by a dummy. */
  DUMMY,
  /** U: replaced by another unique identifier, the same one wherever it occurs. */
  UID,
  /** X/Z/U*: the items stay, with what they hold treated in turn. */
  CLEAN;

  static Action of(String code) {
    return switch (code) {
      case "X" -> REMOVE;
      case "Z", "X/Z" -> EMPTY;
      case "U" -> UID;
      case "X/Z/U*" -> CLEAN;
      case "D", "Z/D", "X/D", "X/Z/D" -> DUMMY;
      default -> throw new IllegalArgumentException(code);
    };
  }
}
