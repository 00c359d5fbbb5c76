package dev.heliograph.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One named configuration, {@code agents/<name>.yaml}: what a conversation talks to and what the
 * benchmark scores.
 *
 * @param planner {@code embedded}, {@code model}, or a name a benchmark registers (gold, null,
 *     refuse-all)
 * @param model for {@code model}: settings by key (baseUrl, name, style, temperature); secrets by
 *     the name of their environment variable
 * @param tools names of tools it may use, or {@code ["*"]}
 * @param prompts names under {@code prompts/}
 */
public record AgentConfig(
    String name,
    String description,
    String planner,
    Map<String, String> model,
    List<String> tools,
    List<String> prompts,
    Limits limits) {

  /** What one turn may use: planner moves, tool calls, wall time. */
  public record Limits(int moves, int toolCalls, Duration time) {
    public static final Limits DEFAULT = new Limits(12, 24, Duration.ofMinutes(10));
  }

  public AgentConfig {
    model = Map.copyOf(model);
    tools = List.copyOf(tools);
    prompts = List.copyOf(prompts);
  }

  public boolean allows(String tool) {
    return tools.contains("*") || tools.contains(tool);
  }
}
