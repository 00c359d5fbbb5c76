package dev.heliograph.web;

import dev.heliograph.agent.AgentConfig;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An agent as the API gives it; what its model is reached with stays with the operator. */
@Schema(name = "Agent")
public record AgentJson(
    @Schema(examples = "default") String name,
    String description,
    @Schema(examples = "embedded") String planner,
    @Schema(description = "Tools it may use; * for all.") List<String> tools,
    List<String> prompts,
    LimitsJson limits) {

  /** What one turn may use. */
  @Schema(name = "Limits")
  public record LimitsJson(int moves, int toolCalls, long seconds) {}

  public static AgentJson of(AgentConfig a) {
    return new AgentJson(
        a.name(),
        a.description(),
        a.planner(),
        a.tools(),
        a.prompts(),
        new LimitsJson(a.limits().moves(), a.limits().toolCalls(), a.limits().time().toSeconds()));
  }
}
