package dev.heliograph.study;

import dev.heliograph.format.CleanText;
import dev.heliograph.format.FormatException;

/** Uploaded bytes that make no study: what is wrong, and what the user can do about it. */
public final class ImportException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * @param cause what is wrong
   * @param fix what to do about it
   */
  public ImportException(String cause, String fix) {
    super(cause);
    this.fix = fix;
  }

  /** A failure to read one named file. */
  static ImportException of(String file, FormatException e) {
    return new ImportException(CleanText.of(file, 100) + ": " + e.getMessage(), e.fix());
  }

  /** What the user can do about it. */
  public String fix() {
    return fix;
  }
}
