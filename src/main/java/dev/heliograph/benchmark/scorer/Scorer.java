package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;

/** Judges one thing about a finished trial, from its log alone. Keeps no state. */
public interface Scorer {

  /** Its key in results, stable: scores of old runs are compared by it. */
  String name();

  /** {@link Score#NOT_EVALUATED} where the case does not ask. May throw; that is no fail. */
  Score judge(Case theCase, Trial trial);
}
