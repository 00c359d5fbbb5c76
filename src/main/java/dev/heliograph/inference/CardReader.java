package dev.heliograph.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads model cards and says everything that is wrong with one at once. */
public final class CardReader {

  /**
   * One thing wrong with a card.
   *
   * @param path where, as {@code labels[2].index}; empty for the whole card
   */
  public record Problem(String path, String message, String fix) {}

  /** A card that cannot be used. */
  public static final class InvalidCardException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    InvalidCardException(Path file, List<Problem> problems) {
      super(
          file
              + ": "
              + problems.stream()
                  .map(
                      p ->
                          (p.path().isEmpty() ? "" : p.path() + ": ")
                              + p.message()
                              + "; "
                              + p.fix())
                  .collect(Collectors.joining(" | ")));
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }

  private static final int MAX_BYTES = 256 * 1024;
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());
  private static final JsonSchema SCHEMA = schema();

  private CardReader() {}

  /**
   * @param file {@code card.yaml} in a folder of the model's name
   * @throws InvalidCardException with every problem and its fix
   */
  public static ModelCard read(Path file) throws IOException {
    JsonNode card;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidCardException(
            file, List.of(new Problem("", "larger than 256 KB", "shorten it")));
      }
      card = parse(bytes, file);
    }
    List<Problem> problems = new ArrayList<>();
    for (ValidationMessage m : SCHEMA.validate(card)) {
      problems.add(problem(m));
    }
    if (problems.isEmpty()) {
      Path path = file.toAbsolutePath().normalize();
      crossCheck(card, path.getName(path.getNameCount() - 2).toString(), problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidCardException(file, problems.stream().distinct().toList());
    }
    return CardBinding.bind(card);
  }

  private static JsonNode parse(byte[] bytes, Path file) throws IOException {
    try (JsonParser parser = YAML.createParser(bytes)) {
      JsonNode card = YAML.readTree(parser);
      return card == null ? YAML.createObjectNode() : card;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new InvalidCardException(
          file,
          List.of(
              new Problem(
                  "", "not readable as YAML: " + e.getOriginalMessage(), "correct the syntax")));
    }
  }

  /** What JSON Schema cannot say. */
  private static void crossCheck(JsonNode card, String folder, List<Problem> problems) {
    String name = card.path("name").asText();
    if (!name.equals(folder)) {
      problems.add(
          new Problem(
              "name",
              "'" + name + "' lies in a folder named '" + folder + "'",
              "give both the same name"));
    }
    Set<Integer> indices = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (JsonNode label : card.path("labels")) {
      indices.add(label.path("index").asInt());
      names.add(label.path("name").asText());
    }
    int labels = card.path("labels").size();
    for (int i = 1; i <= labels; i++) {
      if (!indices.contains(i)) {
        problems.add(
            new Problem(
                "labels",
                "no label has the index " + i,
                "number the labels from 1 to " + labels + ", in the order of the channels"));
      }
    }
    if (names.size() < labels) {
      problems.add(new Problem("labels", "two have the same name", "give each its own"));
    }
    boolean pictures = card.path("preprocessing").has("picture");
    for (JsonNode a : card.path("accuracy")) {
      if (pictures && !a.has("structure")) {
        continue;
      }
      if (!names.contains(a.path("structure").asText())) {
        problems.add(
            new Problem(
                "accuracy",
                "'" + a.path("structure").asText() + "' is no label of this model",
                "name one of " + String.join(", ", new java.util.TreeSet<>(names))));
      }
    }
    if (pictures == card.path("task").asText().equals("segmentation")) {
      problems.add(
          new Problem(
              "preprocessing",
              "a segmenting network looks at volumes, the others at pictures",
              "correct task, or write preprocessing.picture only for pictures"));
    } else if (pictures) {
      PictureBinding.check(card, names, problems);
    } else {
      checkVolumes(card, indices, problems);
    }
    if (card.path("origin").asText().equals("pulled") == card.path("weights").isEmpty()) {
      problems.add(
          new Problem(
              "weights",
              "a pulled model lists its weights, a shipped one has none",
              "correct origin or weights"));
    }
  }

  private static void checkVolumes(JsonNode card, Set<Integer> indices, List<Problem> problems) {
    JsonNode pre = card.path("preprocessing");
    for (JsonNode m : card.path("domain").path("modality")) {
      if (!pre.path("intensity").has(m.asText())) {
        problems.add(
            new Problem(
                "preprocessing.intensity",
                "nothing says how " + m.asText() + " values are scaled",
                "add " + m.asText() + " or remove it from domain.modality"));
      }
    }
    pre.path("intensity")
        .properties()
        .forEach(e -> checkIntensity(e.getKey(), e.getValue(), problems));
    if (!oneOfEachAxis(pre.path("orientation").asText())) {
      problems.add(
          new Problem("preprocessing.orientation", "it names an axis twice", "write such as RAS"));
    }
    JsonNode window = pre.path("grid").path("window");
    if (window.isObject() && !indices.contains(window.path("label").asInt())) {
      problems.add(
          new Problem("preprocessing.grid.window.label", "no such label", "use a label's index"));
    }
  }

  private static void checkIntensity(String modality, JsonNode rule, List<Problem> problems) {
    double low = rule.path("low").asDouble();
    double high = rule.path("high").asDouble();
    boolean percentile = rule.path("scheme").asText().equals("percentile");
    if (rule.has("low") && (low >= high || (percentile && (low < 0 || high > 100)))) {
      problems.add(
          new Problem(
              "preprocessing.intensity." + modality,
              "low " + low + " and high " + high + " span no range",
              percentile ? "use percentiles, 0 ≤ low < high ≤ 100" : "make low the lower one"));
    }
  }

  private static boolean oneOfEachAxis(String codes) {
    return codes.chars().map(c -> "RASLPI".indexOf(c) % 3).distinct().count() == 3;
  }

  private static Problem problem(ValidationMessage m) {
    String path =
        m.getInstanceLocation()
            .toString()
            .replaceAll("/(\\d+)(?=/|$)", "[$1]")
            .replace("/", ".")
            .replaceFirst("^[$.]+", "");
    String message = m.getMessage().replaceFirst("^/\\S*: |^: ", "");
    String fix =
        switch (m.getType()) {
          case "required" -> "add '" + m.getProperty() + "'";
          case "additionalProperties" -> "remove '" + m.getProperty() + "' or correct its name";
          default -> "see docs/models.md for what a card may say there";
        };
    return new Problem(path, message, fix);
  }

  private static JsonSchema schema() {
    try (InputStream in = CardReader.class.getResourceAsStream("/schemas/card.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("the program's own card schema is missing");
      }
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              in,
              SchemaValidatorsConfig.builder()
                  .locale(Locale.ENGLISH)
                  .pathType(PathType.JSON_POINTER)
                  .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
