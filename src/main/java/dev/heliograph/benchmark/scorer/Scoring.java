package dev.heliograph.benchmark.scorer;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All scorers, each kept from spoiling the others. */
public final class Scoring {

  /** Raised when a change makes scores incomparable with those of older runs. */
  public static final int VERSION = 1;

  private static final List<Scorer> ALL =
      List.of(
          new BehaviourScorer(),
          new MilestoneScorer(),
          new MinefieldScorer(),
          new AnswerScorer(),
          new GroundingScorer(),
          new StateScorer(),
          new MentionScorer(),
          new ToolChoiceScorer(),
          new ArgumentScorer(),
          new RedundancyScorer(),
          new MalformedScorer(),
          new UnderCallScorer(),
          new RecoveryScorer(),
          new ToolCallsScorer(),
          new TokensScorer());

  private Scoring() {}

  public static List<String> names() {
    return ALL.stream().map(Scorer::name).toList();
  }

  /** Scores by name, in a fixed order. */
  public static Map<String, Score> judge(Case theCase, Trial trial) {
    return judge(theCase, trial, ALL);
  }

  static Map<String, Score> judge(Case theCase, Trial trial, List<Scorer> scorers) {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Scorer s : scorers) {
      scores.put(s.name(), one(s, theCase, trial));
    }
    return scores;
  }

  private static Score one(Scorer scorer, Case theCase, Trial trial) {
    if (trial.error() != null) {
      return new Score(Score.Status.INFRA_ERROR, null, List.of(trial.error()));
    }
    try {
      return scorer.judge(theCase, trial);
    } catch (RuntimeException e) {
      return new Score(
          Score.Status.INFRA_ERROR,
          null,
          List.of("the scorer crashed: " + e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  /**
   * Whether every criterion that the case names holds; empty if the benchmark itself failed, which
   * is no fail of the agent.
   */
  public static Optional<Boolean> success(Map<String, Score> scores) {
    boolean fail = scores.values().stream().anyMatch(Score::failed);
    boolean broken = scores.values().stream().anyMatch(s -> s.status() == Score.Status.INFRA_ERROR);
    return fail ? Optional.of(false) : broken ? Optional.empty() : Optional.of(true);
  }
}
