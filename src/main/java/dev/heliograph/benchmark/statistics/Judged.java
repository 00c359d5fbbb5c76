package dev.heliograph.benchmark.statistics;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Score;
import dev.heliograph.benchmark.scorer.Scoring;
import java.util.Map;
import java.util.Optional;

/**
 * A trial's verdicts, without its events.
 *
 * @param theCase as it was run
 * @param millis wall time
 */
public record Judged(Case theCase, int epoch, Map<String, Score> scores, long millis) {

  /** Empty if the benchmark itself failed. */
  public Optional<Boolean> success() {
    return Scoring.success(scores);
  }
}
