package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.BoundedYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code agents/<name>.yaml}:
 *
 * <pre>{@code
 * description: What it is for.
 * planner: embedded              # embedded | model
 * model: {baseUrl: …, name: …}   # for model; secrets by the name of their environment variable
 * tools: ["*"]
 * prompts: [plan]
 * limits: {moves: 12, toolCalls: 24, seconds: 600}
 * }</pre>
 *
 * The name is the file's.
 */
public final class AgentConfigReader {

  /** A configuration that cannot be used, and everything that is wrong with it. */
  public static final class InvalidAgentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidAgentException(String name, List<String> problems) {
      super("agent '" + name + "' cannot be used: " + String.join("; ", problems));
    }
  }

  private static final Set<String> KEYS =
      Set.of("description", "planner", "model", "tools", "prompts", "limits");
  private static final Set<String> LIMITS = Set.of("moves", "toolCalls", "seconds");
  private static final int MAX_MOVES = 100;
  private static final int MAX_CALLS = 1000;
  private static final int MAX_SECONDS = 86_400;

  private AgentConfigReader() {}

  /**
   * @throws InvalidAgentException naming every problem with its place
   */
  public static AgentConfig read(Path file) throws IOException {
    String name = (file.getFileName() + "").replaceFirst("\\.ya?ml$", "");
    try {
      return of(name, BoundedYaml.read(file));
    } catch (InvalidAgentException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidAgentException(name, List.of(e.getMessage() + ""));
    }
  }

  /**
   * @throws InvalidAgentException naming every problem with its place
   */
  public static AgentConfig of(String name, JsonNode yaml) {
    List<String> problems = new ArrayList<>();
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      problems.add("the name must be lower-case letters, digits, _ and -");
    }
    unknown(yaml, "", KEYS, problems);
    if (!yaml.path("planner").isTextual()) {
      problems.add("planner: is missing; write embedded or model");
    }
    Map<String, String> model = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : yaml.path("model").properties()) {
      if (e.getValue().isValueNode()) {
        model.put(e.getKey(), e.getValue().asText());
      } else {
        problems.add("model." + e.getKey() + ": must be a text or a number");
      }
    }
    JsonNode limits = yaml.path("limits");
    unknown(limits, "limits.", LIMITS, problems);
    AgentConfig.Limits d = AgentConfig.Limits.DEFAULT;
    AgentConfig config =
        new AgentConfig(
            name,
            yaml.path("description").asText(""),
            yaml.path("planner").asText(""),
            model,
            yaml.has("tools") ? texts(yaml.path("tools"), "tools", problems) : List.of("*"),
            texts(yaml.path("prompts"), "prompts", problems),
            new AgentConfig.Limits(
                number(limits, "moves", d.moves(), MAX_MOVES, problems),
                number(limits, "toolCalls", d.toolCalls(), MAX_CALLS, problems),
                Duration.ofSeconds(
                    number(limits, "seconds", (int) d.time().toSeconds(), MAX_SECONDS, problems))));
    if (!problems.isEmpty()) {
      throw new InvalidAgentException(name, problems);
    }
    return config;
  }

  private static void unknown(JsonNode node, String at, Set<String> known, List<String> problems) {
    if (!node.isMissingNode() && !node.isObject()) {
      problems.add((at.isEmpty() ? "(root)" : at) + " must be a map");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                problems.add(
                    at + key + ": is not known; " + Nearest.suggestion(key, known, "there are: "));
              }
            });
  }

  private static List<String> texts(JsonNode node, String at, List<String> problems) {
    List<String> texts = new ArrayList<>();
    if (!node.isMissingNode() && !node.isArray()) {
      problems.add(at + ": must be a list");
    }
    for (int i = 0; i < node.size(); i++) {
      if (node.path(i).isTextual()) {
        texts.add(node.path(i).asText());
      } else {
        problems.add(at + "[" + i + "]: must be a text");
      }
    }
    return texts;
  }

  private static int number(
      JsonNode limits, String key, int otherwise, int max, List<String> problems) {
    JsonNode n = limits.path(key);
    if (n.isMissingNode()) {
      return otherwise;
    }
    if (!n.canConvertToInt() || !n.isIntegralNumber() || n.asInt() < 1 || n.asInt() > max) {
      problems.add("limits." + key + ": must be a whole number from 1 to " + max);
      return otherwise;
    }
    return n.asInt();
  }
}
