package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.tool.ToolRegistry.Accuracy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * The measured accuracy in model cards, {@code models/<name>/card.yaml}, section {@code accuracy}.
 */
final class Cards {

  private static final Logger LOG = Logger.getLogger(Cards.class);

  private final Path models;
  private final Map<String, JsonNode> entries = new ConcurrentHashMap<>();

  Cards(Path models) {
    this.models = models;
  }

  /**
   * Dice of a structure as our own evaluator measured it; of several data sets the one with the
   * most cases. What a card declares without our evaluator does not count.
   *
   * @param modality DICOM code, or empty for any
   */
  Optional<Accuracy> accuracy(String card, String structure, String modality) {
    return StreamSupport.stream(entries.computeIfAbsent(card, this::read).spliterator(), false)
        .filter(e -> e.path("evaluator").asText().equals("heliograph"))
        .filter(e -> e.path("metric").asText().equals("dsc"))
        .filter(e -> e.path("structure").asText().equals(structure))
        .filter(e -> modality.isEmpty() || e.path("modality").asText().equals(modality))
        .filter(e -> e.path("mean").isNumber())
        .map(
            e ->
                new Accuracy(
                    "dsc",
                    e.path("mean").asDouble(),
                    e.path("sd").asDouble(),
                    e.path("n").asInt(),
                    e.path("data").asText()))
        .max(Comparator.comparingInt(Accuracy::n));
  }

  private JsonNode read(String card) {
    Path file = models.resolve(card).resolve("card.yaml");
    if (Files.exists(file)) {
      try {
        return BoundedYaml.read(file).path("accuracy");
      } catch (IOException | IllegalArgumentException e) {
        LOG.warnf("%s is not readable, its accuracy counts as unknown: %s", file, e.getMessage());
      }
    }
    return MissingNode.getInstance();
  }
}
