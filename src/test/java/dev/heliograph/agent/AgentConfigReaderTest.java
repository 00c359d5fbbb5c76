package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.tool.BoundedYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents and prompts in files. */
class AgentConfigReaderTest {

  @Test
  void theAgentThatShipsCanBeRead() throws IOException {
    AgentConfig agent = AgentConfigReader.read(Path.of("agents/default.yaml"));
    assertThat(agent.name()).isEqualTo("default");
    assertThat(agent.planner()).isEqualTo("embedded");
    assertThat(agent.allows("anything")).isTrue();
    assertThat(agent.limits().time()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void everyProblemIsNamedWithItsPlace() {
    String yaml =
        """
        planer: embedded
        tools: all
        prompts: [3]
        limits: {moves: 0, calls: 3}
        model: {a: [1]}
        """;
    assertThatThrownBy(() -> AgentConfigReader.of("x", BoundedYaml.parse(yaml)))
        .hasMessageContainingAll(
            "planer: is not known; did you mean planner?",
            "planner: is missing",
            "tools: must be a list",
            "prompts[0]: must be a text",
            "limits.moves: must be a whole number from 1 to 100",
            "limits.calls: is not known",
            "model.a: must be");
  }

  @Test
  void aBrokenFileIsLeftOut(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("good.yaml"), "planner: embedded\n");
    Files.writeString(folder.resolve("bad.yaml"), "planner: [\n");
    assertThat(new FolderAgents(folder, List.of()).agents())
        .extracting(AgentConfig::name)
        .containsExactly("good");
  }

  @Test
  void aPromptHasAVersionAndAHash(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("plan.md"), "<!-- version: 3 -->\nPlan well.\n");
    Files.writeString(folder.resolve("none.md"), "Plan well.\n");
    Prompts prompts = new Prompts(folder);
    Prompts.Prompt plan = prompts.load(List.of("plan")).values().iterator().next();
    assertThat(plan.version()).isEqualTo("3");
    assertThat(plan.text()).isEqualTo("Plan well.\n");
    assertThat(plan.sha256()).hasSize(64);
    assertThatThrownBy(() -> prompts.load(List.of("none"))).hasMessageContaining("no version");
    assertThatThrownBy(() -> prompts.load(List.of("../plan"))).hasMessageContaining("no prompt");
  }
}
