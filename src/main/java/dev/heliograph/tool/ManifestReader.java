package dev.heliograph.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads manifests, from YAML or JSON, and says everything that is wrong with one at once. */
public final class ManifestReader {

  /** A manifest that cannot be used, and everything that is wrong with it. */
  public static final class InvalidManifestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient List<ToolProblem> problems;

    InvalidManifestException(List<ToolProblem> problems) {
      super("the manifest is not valid: " + ToolProblem.messages(problems));
      this.problems = List.copyOf(problems);
    }

    public List<ToolProblem> problems() {
      return problems;
    }
  }

  private static final long DEFAULT_MEMORY = 2L << 30;
  private static final ToolSchema MANIFEST = manifestSchema();

  private ManifestReader() {}

  /**
   * @throws InvalidManifestException if the file is no valid manifest
   */
  public static ToolManifest read(Path file) throws IOException {
    try {
      return of(BoundedYaml.read(file));
    } catch (InvalidManifestException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /**
   * @param text YAML or JSON
   * @throws InvalidManifestException if the text is no valid manifest
   */
  public static ToolManifest parse(String text) {
    JsonNode document;
    try {
      document = BoundedYaml.parse(text);
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
    return of(document);
  }

  /**
   * @throws InvalidManifestException if the document is no valid manifest
   */
  public static ToolManifest of(JsonNode document) {
    List<ToolProblem> problems = problems(document);
    if (!problems.isEmpty()) {
      throw new InvalidManifestException(problems);
    }
    JsonNode limits = document.path("limits");
    return new ToolManifest(
        document.path("name").asText(),
        document.path("version").asText(),
        document.path("title").asText(),
        document.path("description").asText(),
        texts(document.path("examples")),
        (ObjectNode) document.get("input"),
        (ObjectNode) document.get("output"),
        texts(document.path("provides")),
        document.path("effects").asText().equals("write")
            ? ToolManifest.Effects.WRITE
            : ToolManifest.Effects.READ,
        new ToolManifest.Limits(
            duration(limits.path("timeout").asText()),
            limits.has("memory") ? bytes(limits.path("memory").asText()) : DEFAULT_MEMORY,
            limits.path("device").asText("cpu")),
        card(document.path("card").asText("")),
        (ObjectNode) document.get("runner"));
  }

  /** Everything wrong with a manifest; empty if it is valid. */
  public static List<ToolProblem> problems(JsonNode document) {
    List<ToolProblem> problems = new ArrayList<>(MANIFEST.validate(document));
    for (String side : List.of("input", "output")) {
      if (document.path(side).isObject()) {
        problems.addAll(ToolSchema.problems(document.path(side), side));
        for (Map.Entry<String, JsonNode> p : document.path(side).path("properties").properties()) {
          checkType(p.getValue(), side + ".properties." + p.getKey(), problems);
        }
        checkRequired(document.path(side), side, problems);
      }
    }
    return problems;
  }

  private static void checkType(JsonNode port, String at, List<ToolProblem> problems) {
    if (!port.has("x-type")) {
      return;
    }
    try {
      ToolType type = ToolType.parse(port.path("x-type").asText());
      List<String> p = type.parameters();
      if (type.name().equals("Quantity")
          && (p.isEmpty() || p.size() > 2 || (p.size() == 2 && Unit.of(p.get(1)).isEmpty()))) {
        problems.add(
            new ToolProblem(
                at + ".x-type",
                "'" + type + "' names no kind and UCUM unit",
                "write Quantity[kind,unit], such as Quantity[volume,mL]; or Quantity[kind] where"
                    + " the unit depends on the image"));
      }
      if (port.has("x-requires") && !List.of("Image", "Study", "LabelMap").contains(type.name())) {
        problems.add(
            new ToolProblem(
                at + ".x-requires",
                "only an image can be of a modality, this is a " + type,
                "remove it or move it to the image"));
      }
    } catch (IllegalArgumentException e) {
      problems.add(new ToolProblem(at + ".x-type", e.getMessage() + "", "name one of the types"));
    }
  }

  private static void checkRequired(JsonNode schema, String side, List<ToolProblem> problems) {
    for (JsonNode required : schema.path("required")) {
      if (!schema.path("properties").has(required.asText())) {
        problems.add(
            new ToolProblem(
                side + ".required",
                "'" + required.asText() + "' is required and not described",
                "add it to " + side + ".properties"));
      }
    }
  }

  /** {@code 500ms}, {@code 60s}, {@code 5min}. */
  private static Duration duration(String text) {
    long n = Long.parseLong(text.replaceAll("[a-z]", ""));
    return text.endsWith("ms")
        ? Duration.ofMillis(n)
        : text.endsWith("min") ? Duration.ofMinutes(n) : Duration.ofSeconds(n);
  }

  private static long bytes(String text) {
    return Long.parseLong(text.substring(0, text.length() - 3)) << (text.endsWith("GiB") ? 30 : 20);
  }

  /** {@code models/NAME/card.yaml} as NAME. */
  private static @Nullable String card(String path) {
    return path.isEmpty() ? null : path.split("/", -1)[1];
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(t -> texts.add(t.asText()));
    return texts;
  }

  private static InvalidManifestException unreadable(IllegalArgumentException e) {
    return new InvalidManifestException(
        List.of(new ToolProblem("", e.getMessage() + "", "correct the file's syntax")));
  }

  private static ToolSchema manifestSchema() {
    try {
      return ToolSchema.of(new ObjectMapper().readTree(Schemas.text("manifest")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the program's own manifest schema is damaged", e);
    }
  }
}
