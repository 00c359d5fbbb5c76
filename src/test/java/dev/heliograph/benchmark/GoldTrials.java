package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.agent.Prompts;
import dev.heliograph.benchmark.agents.YardstickAgents;
import dev.heliograph.benchmark.trial.FixtureStore;
import dev.heliograph.benchmark.trial.Trial;
import dev.heliograph.benchmark.trial.TrialJson;
import dev.heliograph.benchmark.trial.TrialRunner;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.tool.adapter.FolderRegistry;
import dev.heliograph.tool.adapter.JavaToolMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Real trials of the gold agent on the sample studies, for tests to damage. */
public final class GoldTrials {

  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldTrials() {}

  public static FolderRegistry tools() {
    return new FolderRegistry(Path.of("tools"), Path.of("models"), List.of(new JavaToolMaker()));
  }

  public static Fixtures fixtures() {
    return new Fixtures(List.of(Path.of("samples")));
  }

  public static Case read(String yaml) {
    CaseReader.Read read = CaseReader.of(BoundedYaml.parse(yaml), "test.yaml");
    return read.value().orElseThrow(() -> new AssertionError(read.problems()));
  }

  public static Trial run(Case c) throws IOException {
    try (FixtureStore store = new FixtureStore(fixtures())) {
      return new TrialRunner(tools(), new Prompts(Path.of("prompts")), store)
          .run(c, YardstickAgents.find(YardstickAgents.GOLD).orElseThrow(), 0);
    }
  }

  /** The trial with every match of a pattern in its JSON replaced; it must match. */
  public static Trial changed(Trial trial, String regex, String replacement) {
    String json = TrialJson.write(trial).toString();
    String other = json.replaceAll(regex, replacement);
    if (json.equals(other)) {
      throw new AssertionError("nothing to change by " + regex + " in " + json);
    }
    try {
      return TrialJson.read(JSON.readTree(other));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
