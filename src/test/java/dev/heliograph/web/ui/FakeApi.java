package dev.heliograph.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.heliograph.tool.Schemas;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the page's calls in the service's stead, so that states which the real agent seldom shows
 * (approval, withheld sentences, a dropped stream) can be looked at. Every event is checked against
 * {@code event.schema.json} before it is sent.
 */
final class FakeApi {

  static final String CT_STUDY =
      """
      {"id": "S1", "name": "Abdominal CT", "createdAt": "2026-11-24T12:00:00Z", "origin": "sample", "warnings": [],
       "images": [{"id": "I1", "name": "ct.nii.gz", "kind": "volume", "modality": {"value": "CT", "source": "user"},
         "geometry": {"size": [122, 101, 112], "spacingMm": [3, 3, 3]}, "mediaType": "application/gzip", "bytes": 2206612,
         "warnings": []}]}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EVENTS = Pattern.compile("/api/runs/([^/]+)/events");
  private static final Path SAMPLE = Path.of("samples", "ct-abdomen");

  /** What the page sent, as {@code METHOD path body}. */
  final List<String> calls = new ArrayList<>();

  private final List<JsonNode> published = new ArrayList<>();
  private String studies = "[" + CT_STUDY + "]";
  private String text = "";
  private int uploadStatus = 201;
  private String uploadBody = CT_STUDY;
  private Path image = SAMPLE.resolve("ct.nii.gz");

  FakeApi(Page page) {
    page.route(Pattern.compile("/api/"), this::answer);
  }

  FakeApi studies(String json) {
    studies = json;
    return this;
  }

  FakeApi upload(int status, String body) {
    uploadStatus = status;
    uploadBody = body;
    return this;
  }

  /** What every image's bytes are. */
  FakeApi image(Path file) {
    image = file;
    return this;
  }

  /** Adds an event to the one run; the page gets it when it next asks, with a new connection. */
  FakeApi event(String type, String payload) {
    try {
      JsonNode event =
          JSON.createObjectNode()
              .put("run", "R1")
              .put("seq", published.size() + 1)
              .put("type", type)
              .put("at", "2026-11-24T12:00:%02dZ".formatted(published.size()))
              .set("payload", JSON.readTree(payload));
      assertThat(Schemas.validate("event", event)).isEmpty();
      published.add(event);
      return this;
    } catch (IOException e) {
      throw new IllegalArgumentException(payload, e);
    }
  }

  private void answer(Route route) {
    String path = URI.create(route.request().url()).getPath();
    String method = route.request().method();
    String body =
        method.equals("POST") && !path.equals("/api/studies") ? route.request().postData() : "";
    calls.add((method + " " + path + " " + (body == null ? "" : body)).strip());
    Matcher events = EVENTS.matcher(path);
    if (events.matches()) {
      stream(route);
    } else if (path.equals("/api/studies")) {
      json(
          route,
          method.equals("GET") ? 200 : uploadStatus,
          method.equals("GET") ? studies : uploadBody);
    } else if (path.startsWith("/api/studies/")) {
      studies = "[]";
      json(route, 204, "");
    } else if (path.startsWith("/api/images/")) {
      route.fulfill(new Route.FulfillOptions().setPath(image));
    } else if (path.startsWith("/api/artifacts/")) {
      route.fulfill(new Route.FulfillOptions().setPath(SAMPLE.resolve("labels.nii.gz")));
    } else if (path.equals("/api/tools")) {
      json(route, 200, Recorded.TOOLS);
    } else if (path.endsWith("/messages")) {
      text = body == null ? "" : body;
      json(route, 202, "{\"run\": \"R1\"}");
    } else if (path.equals("/api/conversations") && method.equals("POST")) {
      json(route, 201, conversation(false));
    } else if (path.startsWith("/api/conversations/")) {
      json(route, 200, conversation(true));
    } else {
      json(route, 200, method.equals("GET") ? "[]" : "{}");
    }
  }

  private String conversation(boolean withRun) {
    String run =
        "{\"id\": \"R1\", \"createdAt\": \"2026-11-24T12:00:00Z\", "
            + text.replaceFirst("^\\{", "");
    return "{\"id\": \"C1\", \"agent\": \"embedded\", \"studies\": [{\"id\": \"S1\", \"as\": \"ct\"}], \"runs\": ["
        + (withRun ? run : "")
        + "]}";
  }

  private void stream(Route route) {
    String last = route.request().headerValue("Last-Event-ID");
    int seen = last == null ? 0 : Integer.parseInt(last);
    StringBuilder body = new StringBuilder("retry: 200\n\n");
    for (JsonNode event : published.subList(seen, published.size())) {
      body.append("id: ").append(event.path("seq")).append("\ndata: ").append(event).append("\n\n");
    }
    route.fulfill(
        new Route.FulfillOptions()
            .setHeaders(Map.of("Content-Type", "text/event-stream"))
            .setBody(body.toString()));
  }

  private static void json(Route route, int status, String body) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setHeaders(Map.of("Content-Type", "application/json"))
            .setBody(body));
  }
}
