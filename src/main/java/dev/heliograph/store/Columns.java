package dev.heliograph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.volume.Geometry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** How values stand in columns: times as microseconds since 1970, structured values as JSON. */
final class Columns {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Columns() {}

  static long time(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be stored as JSON: " + value, e);
    }
  }

  static <T> T read(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of the database holds damaged JSON", e);
    }
  }

  static List<String> texts(String json) {
    return read(json, new TypeReference<List<String>>() {});
  }

  static Map<String, String> attributes(String json) {
    return read(json, new TypeReference<Map<String, String>>() {});
  }

  static SortedMap<Integer, String> structures(String json) {
    return read(json, new TypeReference<SortedMap<Integer, String>>() {});
  }

  private record Grid(int nx, int ny, int nz, double[] affine) {}

  static String geometry(Geometry g) {
    return json(new Grid(g.nx(), g.ny(), g.nz(), g.affine()));
  }

  static Geometry geometry(String json) {
    Grid g = read(json, new TypeReference<Grid>() {});
    return new Geometry(g.nx(), g.ny(), g.nz(), g.affine());
  }
}
