package dev.heliograph.benchmark.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.EventJson;
import dev.heliograph.agent.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trials as lines of {@code trials.jsonl}, and back. */
public final class TrialJson {

  private TrialJson() {}

  public static ObjectNode write(Trial t) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("case", t.caseId())
            .put("epoch", t.epoch())
            .put("seed", t.seed());
    if (t.error() != null) {
      json.put("infraError", t.error());
    }
    json.put("millis", t.millis());
    t.names().forEach(json.putArray("names")::add);
    ObjectNode images = json.putObject("images");
    t.images().forEach((as, ids) -> ids.forEach(images.putArray(as)::add));
    ArrayNode exchanges = json.putArray("exchanges");
    for (Exchange e : t.exchanges()) {
      ObjectNode x =
          exchanges.addObject().put("turn", e.turn()).put("reply", e.reply()).put("user", e.user());
      ArrayNode events = x.putArray("events");
      e.events().forEach(v -> events.add(EventJson.write(v)));
    }
    ObjectNode overlaps = json.putObject("overlaps");
    t.overlaps()
        .forEach(
            (artifact, dice) -> {
              ObjectNode o = overlaps.putObject(artifact);
              dice.forEach(o::put);
            });
    return json;
  }

  public static Trial read(JsonNode json) {
    List<Exchange> exchanges = new ArrayList<>();
    for (JsonNode x : json.path("exchanges")) {
      List<RunEvent> events = new ArrayList<>();
      x.path("events").forEach(e -> events.add(EventJson.read(e)));
      exchanges.add(
          new Exchange(
              x.path("turn").asInt(),
              x.path("reply").asBoolean(),
              x.path("user").asText(),
              events));
    }
    List<String> names = new ArrayList<>();
    json.path("names").forEach(n -> names.add(n.asText()));
    Map<String, List<String>> images = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : json.path("images").properties()) {
      List<String> ids = new ArrayList<>();
      e.getValue().forEach(id -> ids.add(id.asText()));
      images.put(e.getKey(), ids);
    }
    Map<String, Map<String, Double>> overlaps = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : json.path("overlaps").properties()) {
      Map<String, Double> dice = new TreeMap<>();
      e.getValue().properties().forEach(d -> dice.put(d.getKey(), d.getValue().asDouble()));
      overlaps.put(e.getKey(), dice);
    }
    return new Trial(
        json.path("case").asText(),
        json.path("epoch").asInt(),
        json.path("seed").asLong(),
        json.has("infraError") ? json.path("infraError").asText() : null,
        names,
        images,
        exchanges,
        overlaps,
        json.path("millis").asLong());
  }
}
