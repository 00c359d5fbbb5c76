package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.tool.ToolRegistry.Accuracy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * The measured accuracy in model cards, {@code models/<name>/card.yaml}, section {@code accuracy}.
 */
final class Cards {

  private record Read(FileTime changed, JsonNode card) {}

  private static final Logger LOG = Logger.getLogger(Cards.class);

  private final Path models;
  private final Map<String, Read> entries = new ConcurrentHashMap<>();

  Cards(Path models) {
    this.models = models;
  }

  /**
   * Dice of a structure as our own evaluators measured it (the platform's, or a script in {@code
   * training/}): the mean over all data sets, weighted by their cases. What a card declares from
   * elsewhere does not count, nor does a structure that it says never to be chosen for ({@code
   * prefer: false}).
   *
   * @param modality DICOM code, or empty for any
   */
  Optional<Accuracy> accuracy(String name, String structure, String modality) {
    JsonNode card = card(name);
    for (JsonNode label : card.path("labels")) {
      if (label.path("name").asText().equals(structure) && !label.path("prefer").asBoolean(true)) {
        return Optional.empty();
      }
    }
    List<JsonNode> measured =
        StreamSupport.stream(card.path("accuracy").spliterator(), false)
            .filter(e -> ours(e.path("evaluator").asText()))
            .filter(e -> e.path("metric").asText().equals("dsc"))
            .filter(e -> e.path("structure").asText().equals(structure))
            .filter(e -> modality.isEmpty() || e.path("modality").asText().equals(modality))
            .filter(e -> e.path("mean").isNumber() && e.path("n").asInt() > 0)
            .toList();
    return measured.isEmpty() ? Optional.empty() : Optional.of(pooled(measured));
  }

  private static boolean ours(String evaluator) {
    return evaluator.equals("heliograph") || evaluator.startsWith("training/");
  }

  /** Mean and population standard deviation of all cases together. */
  private static Accuracy pooled(List<JsonNode> entries) {
    int n = 0;
    double sum = 0;
    double squares = 0;
    for (JsonNode e : entries) {
      int cases = e.path("n").asInt();
      double mean = e.path("mean").asDouble();
      double sd = e.path("sd").asDouble();
      n += cases;
      sum += cases * mean;
      squares += cases * (sd * sd + mean * mean);
    }
    double mean = sum / n;
    String data =
        entries.stream().map(e -> e.path("data").asText()).collect(Collectors.joining("; "));
    double variance = entries.size() == 1 ? 0 : Math.max(0, squares / n - mean * mean);
    double sd = entries.size() == 1 ? entries.get(0).path("sd").asDouble() : Math.sqrt(variance);
    return new Accuracy("dsc", mean, sd, n, data);
  }

  /** The card as it is now; read anew when its file changed. */
  private JsonNode card(String name) {
    Path file = models.resolve(name).resolve("card.yaml");
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      Read known = entries.get(name);
      if (known == null || !known.changed().equals(changed)) {
        known = new Read(changed, BoundedYaml.read(file));
        entries.put(name, known);
      }
      return known.card();
    } catch (NoSuchFileException e) {
      return MissingNode.getInstance();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warnf("%s is not readable, its accuracy counts as unknown: %s", file, e.getMessage());
      return MissingNode.getInstance();
    }
  }
}
