package dev.heliograph.benchmark.scorer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one judge says of a trial.
 *
 * @param status how it went
 * @param value what was measured, 0 to 1 unless the scorer says otherwise; null if nothing was
 * @param notes why, for people; in a stable order
 */
public record Score(Status status, @Nullable Double value, List<String> notes) {

  /** Whether a criterion holds; MEASURED is a number that decides nothing. */
  public enum Status {
    PASS,
    FAIL,
    MEASURED,
    NOT_EVALUATED,
    INFRA_ERROR
  }

  public Score {
    notes = List.copyOf(notes);
  }

  public static final Score NOT_EVALUATED = new Score(Status.NOT_EVALUATED, null, List.of());

  /** Passes if nothing is wrong. */
  static Score of(List<String> wrong, double value) {
    return new Score(wrong.isEmpty() ? Status.PASS : Status.FAIL, value, wrong);
  }

  static Score measured(double value, List<String> notes) {
    return new Score(Status.MEASURED, value, notes);
  }

  public boolean failed() {
    return status == Status.FAIL;
  }
}
