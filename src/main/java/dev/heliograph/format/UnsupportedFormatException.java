package dev.heliograph.format;

/** The bytes are sound but hold something that Heliograph does not read. */
public final class UnsupportedFormatException extends FormatException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause what it is that is not read
   * @param fix how to turn it into something that is
   */
  public UnsupportedFormatException(String cause, String fix) {
    super(cause, fix);
  }

  @Override
  public UnsupportedFormatException in(String file) {
    return new UnsupportedFormatException(CleanText.of(file, 100) + ": " + getMessage(), fix());
  }
}
