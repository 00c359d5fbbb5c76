package dev.heliograph.imaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** What SciPy, surface-distance and cc3d say of small random masks ({@code bench/reference.py}). */
final class Peers {

  /** One pair of masks and an image, and the peers' answers. */
  record Example(LabelMap a, LabelMap b, Volume values, JsonNode json) {
    JsonNode label(int label) {
      return json.path("labels").path(String.valueOf(label));
    }

    int labels() {
      return json.path("labels").size();
    }
  }

  private static final JsonNode JSON = read();

  private Peers() {}

  static double[] surfaceAreas() {
    return numbers(JSON.path("areas"));
  }

  static double[] spacingMm() {
    return numbers(JSON.path("spacing"));
  }

  static List<Example> examples() {
    return StreamSupport.stream(JSON.path("cases").spliterator(), false)
        .map(Peers::example)
        .toList();
  }

  static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static Example example(JsonNode json) {
    double[] n = numbers(json.path("shape"));
    double[] s = numbers(json.path("spacing"));
    Geometry g = Geometry.axisAligned((int) n[0], (int) n[1], (int) n[2], s[0], s[1], s[2]);
    double[] values = numbers(json.path("values"));
    float[] floats = new float[values.length];
    for (int p = 0; p < floats.length; p++) {
      floats[p] = (float) values[p];
    }
    return new Example(
        map(g, json.path("a")),
        map(g, json.path("b")),
        new Volume(g, floats, Unit.HOUNSFIELD),
        json);
  }

  private static LabelMap map(Geometry g, JsonNode array) {
    double[] numbers = numbers(array);
    short[] labels = new short[numbers.length];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) numbers[p];
    }
    return new LabelMap(g, labels, Map.of());
  }

  private static JsonNode read() {
    try (InputStream in = Peers.class.getResourceAsStream("/imaging/peers.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
