package dev.heliograph.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * Manifests as JSON, as {@code schemas/manifest.schema.json} has them; {@link ManifestReader} reads
 * them.
 */
public final class ManifestJson {

  private ManifestJson() {}

  public static ObjectNode write(ToolManifest m) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", m.name()).put("version", m.version());
    json.put("title", m.title()).put("description", m.description());
    ArrayNode examples = json.putArray("examples");
    m.examples().forEach(examples::add);
    json.set("input", m.input());
    json.set("output", m.output());
    if (!m.provides().isEmpty()) {
      ArrayNode provides = json.putArray("provides");
      m.provides().forEach(provides::add);
    }
    json.put("effects", m.effects().name().toLowerCase(Locale.ROOT));
    json.putObject("limits")
        .put("timeout", duration(m.limits().timeout()))
        .put("memory", bytes(m.limits().memoryBytes()))
        .put("device", m.limits().device());
    if (m.card() != null) {
      json.put("card", "models/" + m.card() + "/card.yaml");
    }
    json.set("runner", m.runner());
    return json;
  }

  private static String duration(Duration d) {
    return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
  }

  private static String bytes(long bytes) {
    return bytes % (1L << 30) == 0 ? (bytes >> 30) + "GiB" : (bytes >> 20) + "MiB";
  }
}
