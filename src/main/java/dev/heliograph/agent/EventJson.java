package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Run events as JSON, exactly as {@code schemas/event.schema.json} has them, and back. */
public final class EventJson {

  private EventJson() {}

  public static ObjectNode write(RunEvent event) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("run", event.run())
            .put("seq", event.seq())
            .put("type", event.type().json())
            .put("at", event.at().toString());
    json.set("payload", event.payload());
    return json;
  }

  public static RunEvent read(JsonNode json) {
    return new RunEvent(
        json.path("run").asText(),
        json.path("seq").asLong(),
        RunEvent.Type.of(json.path("type").asText()),
        Instant.parse(json.path("at").asText()),
        ((ObjectNode) json.path("payload")).deepCopy());
  }
}
