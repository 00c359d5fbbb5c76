package dev.heliograph.inference;

/** The scan or the model cannot be used; nothing was computed. The message says why. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final String fix;

  public RefusedException(String reason, String fix) {
    super(reason, null, false, false);
    this.fix = fix;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }
}
