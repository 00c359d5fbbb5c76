package dev.heliograph.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

  private static final String GOOD = read();

  private static String read() {
    try {
      return Files.readString(Path.of("tools/measure_volume/tool.yaml"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<ToolProblem> problems(String text) {
    ManifestReader.InvalidManifestException e =
        catchThrowableOfType(
            ManifestReader.InvalidManifestException.class, () -> ManifestReader.parse(text));
    assertThat(e).as("it was read: %s", text).isNotNull();
    return e.problems();
  }

  @Test
  void readsYamlAndJsonAlike() throws IOException {
    ToolManifest yaml = ManifestReader.parse(GOOD);
    assertThat(ManifestReader.parse(BoundedYaml.parse(GOOD).toString())).isEqualTo(yaml);
    assertThat(yaml.id()).isEqualTo("measure_volume@1.1.0");
    assertThat(yaml.limits().timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(yaml.limits().memoryBytes()).isEqualTo(1L << 30);
    assertThat(yaml.inputs())
        .extracting(p -> p.type().toString())
        .containsExactly("LabelMap[structure]", "Structure");
    assertThat(yaml.outputs().get(0).type().parameters()).containsExactly("volume", "mL");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    List<ToolProblem> problems =
        problems(
            GOOD.replace("name: measure_volume", "name: Measure-Volume")
                .replace("effects: read", "effects: maybe")
                .replace("timeout: 60s", "timeout: soon")
                .replace("Quantity[volume,mL]", "Quantity[volume,pint]")
                .replace("x-type: Structure", "x-type: Organ"));
    assertThat(problems)
        .extracting(ToolProblem::path)
        .contains(
            "name",
            "effects",
            "limits.timeout",
            "output.properties.volume.x-type",
            "input.properties.structure.x-type");
    assertThat(problems).allSatisfy(p -> assertThat(p.fix()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string, $ref: 'https://example.org/s.json'}|holds no references",
        "{type: string, $ref: '#/properties/mask'}|holds no references",
        "{type: string, $dynamicRef: '#x'}|holds no references",
        "{type: string, $schema: 'http://json-schema.org/draft-07/schema'}|is not read",
        "{type: string, $id: 'https://example.org/x'}|has no use here",
        "{type: string, pattern: '('}|Unclosed group",
        "{type: 7}|",
        "{type: string, x-type: Text, x-requires: {modality: [CT]}}|only an image",
      })
  void schemasOfToolsAreSelfContained(String port, String message) {
    List<ToolProblem> problems =
        problems(
            GOOD.replace(
                "properties:\n    mask:", "properties:\n    odd: " + port + "\n    mask:"));
    assertThat(problems).isNotEmpty();
    assertThat(problems.toString()).contains("input").contains(message == null ? "" : message);
  }

  @Test
  void longPatternsAreRefusedAndEvilOnesEnd() throws IOException {
    assertThat(problems(GOOD.replace("x-type: Structure", "pattern: \"" + "a".repeat(600) + "\"")))
        .isNotEmpty();
    ToolManifest evil = ManifestReader.parse(GOOD.replace("x-type: Structure", "pattern: ^(a+)+$"));
    long start = System.nanoTime();
    assertThat(
            ArgumentChecker.problems(
                evil,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("mask", "m")
                    .put("structure", "a".repeat(40) + "b")))
        .extracting(ToolProblem::path)
        .containsExactly("structure");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void yamlIsBounded() {
    assertThat(problems("a: &x [1]\nb: [*x, *x]").toString()).contains("aliases");
    assertThat(problems("a: &x [*x]").toString()).contains("aliases");
    assertThat(problems("a: !!java.io.File [x]").toString()).contains("not readable as YAML");
    assertThat(problems("name: a\nname: b").toString()).contains("duplicate key");
    assertThat(problems("[".repeat(200)).toString()).contains("not readable as YAML");
    assertThat(problems("a: b\n".repeat(100_000)).toString()).contains("larger than 256 KB");
    assertThat(problems("").toString()).contains("object");
    assertThat(problems("just text").toString()).contains("object");
    assertThatThrownBy(() -> BoundedYaml.parse("a: [")).hasMessageContaining("line 1");
  }

  @Test
  void argumentsAreCheckedAgainstSchemaAndTypes() throws IOException {
    ToolManifest size = ManifestReader.read(Path.of("tools/assess_size/tool.yaml"));
    ObjectMapper json = new ObjectMapper();
    assertThat(
            ArgumentChecker.problems(
                size,
                json.readValue(
                    "{\"structure\":\"spleen\",\"volume\":{\"kind\":\"volume\",\"value\":1,\"unit\":\"L\"}}",
                    ObjectNode.class)))
        .isEmpty();
    for (String volume :
        List.of(
            "{\"kind\":\"volume\",\"value\":1,\"unit\":\"mm\"}",
            "{\"kind\":\"length\",\"value\":1,\"unit\":\"mL\"}",
            "{\"kind\":\"volume\",\"value\":1,\"unit\":\"pint\"}",
            "{\"kind\":\"volume\",\"value\":\"1\",\"unit\":\"mL\"}",
            "1")) {
      assertThat(
              ArgumentChecker.problems(
                  size,
                  json.readValue(
                      "{\"structure\":\"spleen\",\"volume\":" + volume + "}", ObjectNode.class)))
          .as(volume)
          .extracting(ToolProblem::path)
          .containsExactly("volume");
    }
  }
}
