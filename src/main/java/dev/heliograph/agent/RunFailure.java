package dev.heliograph.agent;

/** A run cannot go on; becomes its {@code failed} event. */
final class RunFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String fix;
  private final boolean retryable;

  RunFailure(String cause, String fix, boolean retryable) {
    super(cause, null, false, false);
    this.fix = fix;
    this.retryable = retryable;
  }

  String fix() {
    return fix;
  }

  boolean retryable() {
    return retryable;
  }
}
