package dev.heliograph.format;

import java.io.IOException;

/**
 * Bytes that cannot be read as an image: what is wrong with them and what the user can do.
 *
 * <p>It is an {@link IOException}, so code that merely passes bytes on needs to know one exception;
 * any other {@code IOException} from a reader means that the bytes could not be fetched at all.
 */
public class FormatException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * @param cause what is wrong, for people: "the file ends 120 bytes early"
   * @param fix what to do about it: "copy the file again from its source"
   */
  public FormatException(String cause, String fix) {
    super(cause);
    this.fix = fix;
  }

  /** What the user can do about it. */
  public String fix() {
    return fix;
  }

  /** The same failure with the name of the file it was found in. */
  public FormatException in(String file) {
    return new FormatException(CleanText.of(file, 100) + ": " + getMessage(), fix);
  }
}
