package dev.heliograph.tool.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolMaker;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry.Accuracy;
import dev.heliograph.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRegistryTest {

  private final Path root;

  FolderRegistryTest(@TempDir Path root) {
    this.root = root;
  }

  /** A tool that does nothing; its maker may be used over the network. */
  record Remote(ToolManifest manifest) implements Tool {
    @Override
    public ToolResult call(ToolCall call, ToolContext context) {
      return new ToolResult.Cancelled();
    }
  }

  static final ToolMaker HTTP =
      new ToolMaker() {
        @Override
        public String kind() {
          return "http";
        }

        @Override
        public boolean remote() {
          return true;
        }

        @Override
        public Tool make(ToolManifest manifest, Origin origin) {
          return new Remote(manifest);
        }
      };

  private static final String RUNNER =
      "runner: {kind: java, class: dev.heliograph.tool.builtin.MeasureVolume}";

  private void manifest(String folder, String version, String runner) throws IOException {
    String text = Files.readString(Path.of("tools/measure_volume/tool.yaml"));
    assertThat(text).contains("version: ", RUNNER);
    Path file = root.resolve("tools").resolve(folder).resolve("tool.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        text.replaceFirst("(?m)^version: .*", "version: " + version)
            .replace(RUNNER, runner + "\ncard: models/net/card.yaml"));
  }

  private FolderRegistry registry(ToolMaker... more) {
    List<ToolMaker> makers = new java.util.ArrayList<>(List.of(more));
    makers.add(new JavaToolMaker());
    return new FolderRegistry(root.resolve("tools"), root.resolve("models"), makers);
  }

  @Test
  void everyToolOfTheProjectLoads() {
    FolderRegistry registry =
        new FolderRegistry(Path.of("tools"), Path.of("models"), List.of(new JavaToolMaker()));
    assertThat(registry.problems()).isEmpty();
    assertThat(registry.tools()).extracting(t -> t.manifest().name()).contains("measure_volume");
  }

  @Test
  void versionsLiveSideBySideAndTheNewestAnswersToTheName() throws IOException {
    manifest("a", "1.9.0", RUNNER);
    manifest("b", "1.10.0", RUNNER);
    FolderRegistry registry = registry();
    assertThat(registry.all()).hasSize(2);
    assertThat(registry.tools()).extracting(t -> t.manifest().version()).containsExactly("1.10.0");
    assertThat(registry.find("measure_volume").orElseThrow().manifest().version())
        .isEqualTo("1.10.0");
    assertThat(registry.find("measure_volume@1.9.0").orElseThrow().manifest().version())
        .isEqualTo("1.9.0");
    assertThat(registry.find("measure_volume@2.0.0")).isEmpty();
  }

  @Test
  void manifestsThatCannotRunAreLeftOutAndExplained() throws IOException {
    manifest("good", "1.0.0", RUNNER);
    manifest("twin", "1.0.0", RUNNER);
    manifest("lost", "1.0.1", "runner: {kind: java, class: dev.heliograph.Nowhere}");
    manifest("liar", "1.0.2", "runner: {kind: java, class: java.lang.String}");
    manifest("other", "1.0.3", "runner: {kind: vlm}");
    FolderRegistry registry = registry();
    assertThat(registry.all()).hasSize(1);
    assertThat(registry.problems().get("twin/tool.yaml")).contains("exists already");
    assertThat(registry.problems().get("lost/tool.yaml"))
        .contains("no class dev.heliograph.Nowhere");
    assertThat(registry.problems().get("liar/tool.yaml")).contains("does not implement");
    assertThat(registry.problems().get("other/tool.yaml")).contains("this build runs java tools");
  }

  @Test
  void theFolderIsLookedAtAgain() throws IOException {
    manifest("a", "1.0.0", RUNNER);
    FolderRegistry registry = registry();
    Tool first = registry.find("measure_volume@1.0.0").orElseThrow();
    manifest("b", "1.1.0", RUNNER);
    manifest("twin", "1.1.0", RUNNER);
    await().untilAsserted(() -> assertThat(registry.all()).hasSize(2));
    assertThat(registry.find("measure_volume@1.0.0").orElseThrow()).isSameAs(first);
    assertThat(registry.problems()).containsOnlyKeys("twin/tool.yaml");
    // With the first of two equals gone, the second takes its place.
    Files.delete(root.resolve("tools/b/tool.yaml"));
    await().untilAsserted(() -> assertThat(registry.problems()).isEmpty());
    assertThat(registry.find("measure_volume@1.1.0")).isPresent();
    manifest("twin", "1.2.0", RUNNER);
    await().until(() -> registry.find("measure_volume@1.2.0").isPresent());
    assertThat(registry.find("measure_volume@1.1.0")).isEmpty();
  }

  @Test
  void onlyRemoteRunnersAreRegisteredAtRunTimeAndOnlyTheyAreRemoved() throws IOException {
    manifest("good", "1.0.0", RUNNER);
    FolderRegistry registry = registry(HTTP);
    JsonNode java = BoundedYaml.read(root.resolve("tools/good/tool.yaml"));
    assertThatThrownBy(() -> registry.register(java))
        .hasMessageContaining("a java tool cannot be registered over the network")
        .hasMessageContaining("can register http");
    ObjectNode http = java.deepCopy();
    http.put("name", "remote_volume")
        .putObject("runner")
        .put("kind", "http")
        .put("url", "http://localhost/");
    registry.register(http);
    assertThat(registry.find("remote_volume@1.0.0")).isPresent();
    assertThatThrownBy(() -> registry.register(http)).hasMessageContaining("exists already");
    assertThat(registry.unregister("remote_volume@1.0.0")).isTrue();
    assertThat(registry.find("remote_volume")).isEmpty();
    assertThat(registry.unregister("remote_volume@1.0.0")).isFalse();
    assertThatThrownBy(() -> registry.unregister("measure_volume@1.0.0"))
        .hasMessageContaining("operator's");
  }

  @Test
  void accuracyIsWhatOurEvaluatorMeasured() throws IOException {
    manifest("good", "1.0.0", RUNNER);
    Path card = root.resolve("models/net/card.yaml");
    Files.createDirectories(card.getParent());
    Files.writeString(
        card,
        """
        accuracy:
          - {structure: liver, modality: MR, metric: dsc, mean: 0.88, sd: 0.03, n: 3, data: d, evaluator: heliograph}
          - {structure: liver, modality: CT, metric: dsc, mean: 0.99, sd: 0.01, n: 9, data: d, evaluator: vendor}
        """);
    FolderRegistry registry = registry();
    ToolManifest tool = registry.find("measure_volume").orElseThrow().manifest();
    assertThat(registry.accuracy(tool, "liver", "MR"))
        .contains(new Accuracy("dsc", 0.88, 0.03, 3, "d"));
    assertThat(registry.accuracy(tool, "liver", "CT")).isEmpty();
    assertThat(registry.accuracy(tool, "spleen", "MR")).isEmpty();
  }

  @Test
  void accuracyIsPooledOverDataSetsAndEmptyWhereTheCardDoesNotVouch() {
    FolderRegistry registry =
        new FolderRegistry(Path.of("tools"), Path.of("models"), List.of(new JavaToolMaker()));
    ToolManifest obelisk = registry.find("segment_abdomen_obelisk").orElseThrow().manifest();
    Accuracy spleen = registry.accuracy(obelisk, "spleen", "CT").orElseThrow();
    assertThat(spleen.n()).isEqualTo(2);
    assertThat(spleen.mean()).isCloseTo((0.833 + 0.881) / 2, within(1e-9));
    assertThat(spleen.sd()).isCloseTo((0.881 - 0.833) / 2, within(1e-9));
    assertThat(registry.accuracy(obelisk, "stomach", "CT")).isEmpty();
    assertThat(registry.accuracy(obelisk, "liver", "MR")).isEmpty();
  }
}
