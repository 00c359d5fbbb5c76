package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12) that a manifest brought along: checked to be self-contained, and
 * compiled. Nothing is ever fetched.
 */
final class ToolSchema {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /** Keywords that validate nothing, such as {@code x-type}, are passed over in silence. */
  private static final JsonMetaSchema WITH_OWN_KEYWORDS =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
          .build();

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .locale(Locale.ENGLISH)
          .pathType(PathType.JSON_POINTER)
          .regularExpressionFactory(BoundedRegex::new)
          .build();

  private static final ToolSchema META =
      new ToolSchema(factory().getSchema(SchemaLocation.of(DIALECT), CONFIG));

  private final JsonSchema schema;

  private ToolSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * @param schema one for which {@link #problems} found nothing
   */
  static ToolSchema of(JsonNode schema) {
    JsonSchema compiled = factory().getSchema(schema, CONFIG);
    compiled.initializeValidators();
    return new ToolSchema(compiled);
  }

  /** What keeps this from being a self-contained 2020-12 schema; paths start with {@code at}. */
  static List<ToolProblem> problems(JsonNode schema, String at) {
    List<ToolProblem> problems = new ArrayList<>();
    selfContained(schema, at, problems);
    if (problems.isEmpty()) {
      META.validate(schema)
          .forEach(p -> problems.add(new ToolProblem(at + "." + p.path(), p.message(), p.fix())));
    }
    if (problems.isEmpty()) {
      try {
        of(schema);
      } catch (RuntimeException e) {
        problems.add(
            new ToolProblem(
                at, "not usable as a JSON Schema: " + e.getMessage(), "correct the schema"));
      }
    }
    return problems;
  }

  /** Everything wrong with a document; empty if valid. */
  List<ToolProblem> validate(JsonNode document) {
    return schema.validate(document).stream().map(ToolSchema::problem).distinct().toList();
  }

  private static JsonSchemaFactory factory() {
    return JsonSchemaFactory.getInstance(
        VersionFlag.V202012,
        b ->
            b.metaSchema(WITH_OWN_KEYWORDS)
                .schemaLoaders(
                    loaders ->
                        loaders.add(
                            iri -> {
                              if (iri.toString().startsWith("classpath:draft/2020-12/")) {
                                return null; // the library's own copy of the dialect
                              }
                              throw new IllegalArgumentException("it refers to " + iri);
                            })));
  }

  private static void selfContained(JsonNode node, String at, List<ToolProblem> problems) {
    for (Map.Entry<String, JsonNode> e : node.properties()) {
      String key = e.getKey();
      String value = e.getValue().asText();
      boolean text = e.getValue().isTextual();
      String path = at + "." + key;
      if (text && (key.equals("$ref") || key.equals("$dynamicRef"))) {
        problems.add(
            new ToolProblem(
                path,
                "a tool's schema holds no references, this one refers to " + value,
                "write the referenced schema in its place"));
      } else if (text && key.equals("$schema") && !value.equals(DIALECT)) {
        problems.add(
            new ToolProblem(path, "the dialect " + value + " is not read", "use " + DIALECT));
      } else if (text && (key.equals("$id") || key.equals("$anchor"))) {
        problems.add(new ToolProblem(path, key + " has no use here", "remove it"));
      } else if (text && key.equals("pattern")) {
        checkPattern(value, path, problems);
      } else if (key.equals("patternProperties")) {
        e.getValue().fieldNames().forEachRemaining(p -> checkPattern(p, path, problems));
      }
      selfContained(e.getValue(), path, problems);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        selfContained(node.get(i), at + "[" + i + "]", problems);
      }
    }
  }

  private static void checkPattern(String pattern, String path, List<ToolProblem> problems) {
    try {
      new BoundedRegex(pattern);
    } catch (IllegalArgumentException e) {
      problems.add(new ToolProblem(path, e.getMessage() + "", "correct or shorten the pattern"));
    }
  }

  private static ToolProblem problem(ValidationMessage m) {
    String message = m.getMessage().replaceFirst("^/\\S*: |^: ", "");
    String property = m.getProperty();
    String expected = shortened(m.getSchemaNode());
    String fix =
        switch (m.getType()) {
          case "required" -> "add '" + property + "'";
          case "additionalProperties", "unevaluatedProperties" ->
              "remove '" + property + "' or correct its name";
          case "type" -> "write a value of type " + expected;
          case "enum" -> "use one of " + expected;
          case "pattern" -> "write a value that matches " + expected;
          default -> "keep to '" + m.getType() + ": " + expected + "'";
        };
    return new ToolProblem(path(m.getInstanceLocation().toString()), message, fix);
  }

  private static String shortened(@Nullable JsonNode node) {
    String text = String.valueOf(node);
    return text.length() > 120 ? text.substring(0, 120) + "…" : text;
  }

  /** {@code /a/0/b} as {@code a[0].b}. */
  private static String path(String pointer) {
    return pointer
        .replaceAll("/(\\d+)(?=/|$)", "[$1]")
        .replace("/", ".")
        .replaceFirst("^[$.]+", "");
  }
}
