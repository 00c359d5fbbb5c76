package dev.heliograph.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every example in the docs that names its schema is valid, and the schemas do refuse what is not.
 */
class ContractExamplesTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- schema: (\\w+) -->\\s*```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  record Example(Path file, String schema, String text) {
    JsonNode document() throws IOException {
      return YAML.readTree(text); // JSON is YAML
    }
  }

  static List<Example> examples() throws IOException {
    List<Example> found = new ArrayList<>();
    try (Stream<Path> files =
        Stream.concat(Files.walk(Path.of("docs")), Stream.of(Path.of("README.md")))) {
      for (Path file :
          files.filter(f -> f.toString().endsWith(".md") && Files.exists(f)).toList()) {
        Matcher m = EXAMPLE.matcher(Files.readString(file));
        while (m.find()) {
          found.add(new Example(file, m.group(1), m.group(3)));
        }
      }
    }
    return found;
  }

  @TestFactory
  Stream<DynamicTest> everyExampleInTheDocsIsValid() throws IOException {
    List<Example> examples = examples();
    assertThat(examples.stream().map(Example::schema).distinct())
        .contains("manifest", "plan", "result", "event", "case");
    return examples.stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.file() + " " + e.schema() + " " + Integer.toHexString(e.text().hashCode()),
                    () -> assertThat(Schemas.validate(e.schema(), e.document())).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleWithoutOneOfItsRequiredFieldsIsRefused() throws IOException {
    return examples().stream()
        .flatMap(
            e -> {
              try {
                ObjectNode document = (ObjectNode) e.document();
                return requiredBy(e.schema()).stream()
                    .map(
                        field ->
                            DynamicTest.dynamicTest(
                                e.schema() + " without " + field,
                                () -> {
                                  ObjectNode damaged = document.deepCopy();
                                  damaged.remove(field);
                                  assertThat(Schemas.validate(e.schema(), damaged)).isNotEmpty();
                                }));
              } catch (IOException x) {
                throw new java.io.UncheckedIOException(x);
              }
            });
  }

  @Test
  void anEventWithAnotherTypesPayloadIsRefused() throws IOException {
    JsonNode event =
        JSON.readTree(
            """
            {"run": "r", "seq": 1, "type": "answer", "at": "2026-11-24T12:00:00Z", "payload": {"position": 3}}
            """);
    assertThat(Schemas.validate("event", event))
        .extracting(Schemas.Problem::path)
        .contains("payload");
  }

  @Test
  void aPlanStepIsACallOrALoopNotBoth() throws IOException {
    JsonNode plan =
        JSON.readTree(
            "{\"steps\":[{\"id\":\"a\",\"tool\":\"t\",\"forEach\":\"$x.y\",\"as\":\"z\",\"do\":[{\"id\":\"b\",\"tool\":\"t\"}]}]}");
    assertThat(Schemas.validate("plan", plan)).isNotEmpty();
  }

  private static List<String> requiredBy(String schema) throws IOException {
    List<String> required = new ArrayList<>();
    JSON.readTree(Schemas.text(schema)).path("required").forEach(r -> required.add(r.asText()));
    return required;
  }
}
