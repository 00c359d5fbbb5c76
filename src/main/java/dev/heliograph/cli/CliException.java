package dev.heliograph.cli;

/** Ends a command with a cause, a fix and an exit code. */
final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String fix;
  private final int exitCode;

  private CliException(String cause, String fix, int exitCode) {
    super(cause);
    this.fix = fix;
    this.exitCode = exitCode;
  }

  /** The work failed. */
  static CliException failed(String cause, String fix) {
    return new CliException(cause, fix, 1);
  }

  /** The words were wrong. */
  static CliException wrongUse(String cause, String fix) {
    return new CliException(cause, fix, 2);
  }

  String fix() {
    return fix;
  }

  int exitCode() {
    return exitCode;
  }
}
