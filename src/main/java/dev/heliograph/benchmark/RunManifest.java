package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.AgentConfig;
import dev.heliograph.benchmark.scorer.Scoring;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** {@code manifest.json}: everything that decides the results of a run, and its hash. */
public final class RunManifest {

  private final ObjectNode json;

  /**
   * @param commit of the project, or empty if it is not known
   * @param prompts folder of the prompts
   * @param epochs 0 for what each case says
   */
  public RunManifest(
      String commit,
      CaseSet set,
      AgentConfig agent,
      ToolRegistry tools,
      Path prompts,
      int epochs,
      long seed)
      throws IOException {
    json = JsonNodeFactory.instance.objectNode();
    json.put("commit", commit).put("caseSet", set.sha256());
    ObjectNode cases = json.putObject("cases");
    set.cases().forEach(c -> cases.put(c.id(), c.sha256()));
    ObjectNode a =
        json.putObject("agent").put("name", agent.name()).put("planner", agent.planner());
    ObjectNode model = a.putObject("model");
    new TreeMap<>(agent.model()).forEach(model::put);
    ArrayNode allowed = a.putArray("tools");
    agent.tools().forEach(allowed::add);
    a.put("moves", agent.limits().moves())
        .put("toolCalls", agent.limits().toolCalls())
        .put("seconds", agent.limits().time().toSeconds());
    ObjectNode hashes = json.putObject("prompts");
    for (String name : agent.prompts()) {
      hashes.put(name, Hashes.of(Files.readString(prompts.resolve(name + ".md"))));
    }
    ArrayNode ids = json.putArray("tools");
    List<String> named =
        set.cases().stream().flatMap(c -> c.tools().allow().stream()).distinct().toList();
    tools.tools().forEach(t -> ids.add(t.manifest().id()));
    // Oracles stand in for segmenters that cannot run here, so these decide results too.
    for (String name : named.stream().sorted().toList()) {
      tools
          .find(name)
          .filter(t -> t.unavailable() != null)
          .map(Tool::manifest)
          .ifPresent(m -> ids.add(m.id() + " (oracle only)"));
    }
    json.put("epochs", epochs).put("seed", seed).put("scoring", Scoring.VERSION);
    json.put("configuration", Hashes.of(json));
  }

  public ObjectNode json() {
    return json;
  }

  public String hash() {
    return json.path("configuration").asText();
  }
}
