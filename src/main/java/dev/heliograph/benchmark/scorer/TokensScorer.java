package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.Trial;
import java.util.List;

/** Tokens in and out of chat models; not evaluated if none was called or none was counted. */
final class TokensScorer implements Scorer {

  @Override
  public String name() {
    return "tokens";
  }

  @Override
  public Score judge(Case theCase, Trial trial) {
    List<JsonNode> calls =
        trial.exchanges().stream()
            .flatMap(x -> x.of(RunEvent.Type.MODEL_CALLED))
            .map(e -> (JsonNode) e.payload())
            .filter(p -> p.path("inputTokens").asInt(-1) >= 0)
            .toList();
    return calls.isEmpty()
        ? Score.NOT_EVALUATED
        : Score.measured(
            calls.stream()
                .mapToLong(p -> p.path("inputTokens").asLong() + p.path("outputTokens").asLong(0))
                .sum(),
            List.of());
  }
}
