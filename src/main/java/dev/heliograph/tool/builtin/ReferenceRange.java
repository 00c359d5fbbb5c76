package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A published range of an organ's volume in a population; see {@code reference/organ-size.yaml}.
 *
 * @param lower lower end
 * @param upper upper end
 * @param basis what the ends are: the extremes observed, or a number of standard deviations
 * @param population in whom it was measured
 * @param citation full citation
 */
record ReferenceRange(
    Quantity lower, Quantity upper, String basis, String population, String citation) {

  /** All ranges by structure. */
  static Map<String, ReferenceRange> load() {
    try (InputStream in = ReferenceRange.class.getResourceAsStream("/reference/organ-size.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file reference/organ-size.yaml");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, ReferenceRange> ranges = new LinkedHashMap<>();
      for (JsonNode r : BoundedYaml.parse(text).path("ranges")) {
        Unit unit = Unit.of(r.path("unit").asText()).orElseThrow();
        ranges.put(
            r.path("structure").asText(),
            new ReferenceRange(
                new Quantity("volume", r.path("lower").asDouble(), unit),
                new Quantity("volume", r.path("upper").asDouble(), unit),
                r.path("basis").asText(),
                r.path("population").asText(),
                r.path("citation").asText()));
      }
      return ranges;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
