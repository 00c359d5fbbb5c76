package dev.heliograph.benchmark.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two agents on the same cases: the mean difference of their success, paired by case.
 *
 * @param difference B minus A, with its clustered interval
 * @param onlyA cases that only A passes more often
 * @param onlyB cases that only B passes more often
 * @param unpaired cases that only one of them has
 */
public record Comparison(
    Estimate difference, List<String> onlyA, List<String> onlyB, List<String> unpaired) {

  private record Row(String cluster, double rate) {}

  /**
   * Of two {@code summary.json}.
   *
   * @throws IllegalArgumentException if they share no case or were scored by different rules
   */
  public static Comparison of(JsonNode a, JsonNode b, long seed) {
    if (a.path("scoring").asInt() != b.path("scoring").asInt()) {
      throw new IllegalArgumentException(
          "the two were scored by versions "
              + a.path("scoring")
              + " and "
              + b.path("scoring")
              + " of the scorers; rescore both");
    }
    Map<String, Row> left = rows(a);
    Map<String, Row> right = rows(b);
    List<Bootstrap.Item> items = new ArrayList<>();
    List<String> onlyA = new ArrayList<>();
    List<String> onlyB = new ArrayList<>();
    List<String> unpaired = new ArrayList<>();
    for (Map.Entry<String, Row> e : left.entrySet()) {
      Row r = right.get(e.getKey());
      if (r == null) {
        unpaired.add(e.getKey());
        continue;
      }
      double d = r.rate() - e.getValue().rate();
      items.add(new Bootstrap.Item(r.cluster(), d));
      if (d < 0) {
        onlyA.add(e.getKey());
      } else if (d > 0) {
        onlyB.add(e.getKey());
      }
    }
    right.keySet().stream().filter(id -> !left.containsKey(id)).forEach(unpaired::add);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("the two share no case; run both on the same suite");
    }
    return new Comparison(Bootstrap.of(items, seed), onlyA, onlyB, unpaired);
  }

  private static Map<String, Row> rows(JsonNode summary) {
    Map<String, Row> rows = new TreeMap<>();
    for (JsonNode c : summary.path("cases")) {
      int valid = c.path("trials").asInt() - c.path("infraErrors").asInt();
      if (valid > 0) {
        rows.put(
            c.path("case").asText(),
            new Row(c.path("cluster").asText(), (double) c.path("passed").asInt() / valid));
      }
    }
    return rows;
  }
}
