package dev.heliograph.web;

/** Ends a request with an RFC 9457 problem that names the cause and the fix. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String fix;

  /**
   * @param status HTTP status, 4xx or 5xx
   * @param cause what is wrong
   * @param fix what to do about it
   */
  public ProblemException(int status, String cause, String fix) {
    super(cause);
    this.status = status;
    this.fix = fix;
  }

  static ProblemException notFound(String what, String id, String list) {
    return new ProblemException(
        404, "there is no " + what + " " + id, "GET " + list + " lists what there is");
  }

  static ProblemException badRequest(String cause, String fix) {
    return new ProblemException(400, cause, fix);
  }

  int status() {
    return status;
  }

  String fix() {
    return fix;
  }

  String cause() {
    return String.valueOf(getMessage());
  }
}
