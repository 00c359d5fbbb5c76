package dev.heliograph.agent;

/**
 * Chooses the next move. One interface for the embedded planner and for every chat model, so the
 * loop has one path.
 */
public interface Planner {

  /** {@code embedded}, or the model's name. */
  String name();

  /**
   * The next move. Called again after each proposed plan has run (or was rejected), with the
   * outcomes in the state. May block (a model call); polls {@code state.cancelled()} and throws
   * {@link java.util.concurrent.CancellationException} when it says so.
   *
   * @throws PlannerException if the provider fails for good
   */
  Move next(PlannerState state);

  /** The provider behind a planner failed. */
  final class PlannerException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String fix;
    private final boolean retryable;

    public PlannerException(String cause, String fix, boolean retryable) {
      super(cause);
      this.fix = fix;
      this.retryable = retryable;
    }

    public String fix() {
      return fix;
    }

    public boolean retryable() {
      return retryable;
    }
  }
}
