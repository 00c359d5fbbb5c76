package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The JSON Schemas of Heliograph's contracts: manifest, plan, result, event, case, model card.
 * References resolve among these only; nothing is ever fetched.
 */
public final class Schemas {

  /** One thing that a document gets wrong: a JSON-path-like place and a sentence. */
  public record Problem(String path, String message) {}

  private static final List<String> NAMES =
      List.of("manifest", "plan", "result", "event", "case", "card");
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder -> builder.schemaLoaders(l -> l.schemas(texts())));
  private static final Map<String, JsonSchema> LOADED = new ConcurrentHashMap<>();

  private Schemas() {}

  /**
   * Everything {@code document} gets wrong, in a stable order; empty if it is valid.
   *
   * @param name manifest, plan, result, event or case
   */
  public static List<Problem> validate(String name, JsonNode document) {
    JsonSchema schema =
        LOADED.computeIfAbsent(
            name,
            n ->
                FACTORY.getSchema(
                    SchemaLocation.of("urn:heliograph:schema:" + n),
                    SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build()));
    return schema.validate(document).stream()
        .map(Schemas::problem)
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  /** The text of a contract's schema, as it is served and documented. */
  public static String text(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + name + ".schema.json")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no schema '" + name + "'; there are " + NAMES);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::path).thenComparing(Problem::message);

  /** {@code /steps/0/args} becomes {@code steps[0].args}, the way plans name their places. */
  private static Problem problem(ValidationMessage m) {
    String pointer = m.getInstanceLocation().toString();
    String path =
        pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace("/", ".").replaceFirst("^[$.]+", "");
    String text = m.getMessage().replaceFirst("^/\\S*: |^: ", "");
    return new Problem(path.isEmpty() ? "(root)" : path, text);
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    for (String name : NAMES) {
      texts.put("urn:heliograph:schema:" + name, text(name));
    }
    return texts;
  }
}
