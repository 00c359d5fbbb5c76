package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.EventJson;
import dev.heliograph.agent.RunEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service in another process, over its HTTP API. */
final class HttpService implements Service {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HttpService(URI address) {
    this.address = address;
  }

  @Override
  public JsonNode addStudy(List<Path> files, @Nullable String modality, @Nullable String name)
      throws IOException {
    Multipart body = Multipart.of(files, modality, name);
    return send(
        request("/api/studies")
            .header("Content-Type", body.contentType())
            .POST(body.publisher())
            .build());
  }

  @Override
  public JsonNode studies() throws IOException {
    return get("/api/studies");
  }

  @Override
  public JsonNode study(String id) throws IOException {
    return get("/api/studies/" + id);
  }

  @Override
  public void deleteStudy(String id) throws IOException {
    send(request("/api/studies/" + id).DELETE().build());
  }

  @Override
  public JsonNode tools() throws IOException {
    return get("/api/tools");
  }

  @Override
  public JsonNode tool(String name) throws IOException {
    return get("/api/tools/" + name);
  }

  @Override
  public JsonNode callTool(String name, ObjectNode arguments, boolean dryRun) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().set("arguments", arguments);
    return post("/api/tools/" + name + "/calls?dryRun=" + dryRun, body);
  }

  @Override
  public JsonNode agents() throws IOException {
    return get("/api/agents");
  }

  @Override
  public String open(List<String> studies, @Nullable String agent) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("agent", agent);
    studies.forEach(body.putArray("studies")::add);
    return post("/api/conversations", body).path("id").asText();
  }

  @Override
  public String send(String conversation, String text) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", text);
    return post("/api/conversations/" + conversation + "/messages", body).path("run").asText();
  }

  @Override
  public void follow(String run, Consumer<RunEvent> events) throws IOException {
    long seen = 0;
    int failures = 0;
    while (true) {
      HttpRequest request =
          request("/api/runs/" + run + "/events")
              .header("Accept", "text/event-stream")
              .header("Last-Event-ID", Long.toString(seen))
              .build();
      try {
        HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
          for (Iterator<String> i = lines.iterator(); i.hasNext(); ) {
            String line = i.next();
            if (line.startsWith("data:")) {
              RunEvent event = EventJson.read(JSON.readTree(line.substring(5)));
              events.accept(event);
              seen = event.seq();
              if (event.type().isFinal()) {
                return;
              }
            }
          }
        }
        if (response.statusCode() == 204) {
          return;
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        if (++failures > 5) {
          throw CliException.failed(
              "the service stopped answering: " + e.getMessage(), "see the service's log");
        }
      }
    }
  }

  @Override
  public void cancel(String run) throws IOException {
    send(request("/api/runs/" + run + "/cancel").POST(BodyPublishers.noBody()).build());
  }

  @Override
  public void artifact(String id, String format, OutputStream out) throws IOException {
    download("/api/artifacts/" + id + (format.isEmpty() ? "" : "?format=" + format), out);
  }

  @Override
  public void report(String run, String format, OutputStream out) throws IOException {
    download("/api/runs/" + run + "/report?format=" + format, out);
  }

  private void download(String path, OutputStream out) throws IOException {
    HttpResponse<InputStream> response =
        exchange(request(path).build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      if (response.statusCode() != 200) {
        throw problem(response.statusCode(), in.readAllBytes());
      }
      in.transferTo(out);
    }
  }

  private JsonNode get(String path) throws IOException {
    return send(request(path).build());
  }

  private JsonNode post(String path, JsonNode body) throws IOException {
    BodyPublisher json = BodyPublishers.ofString(body.toString());
    return send(request(path).header("Content-Type", "application/json").POST(json).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  private JsonNode send(HttpRequest request) throws IOException {
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 400) {
      throw problem(response.statusCode(), response.body());
    }
    return JSON.readTree(
        response.body().length == 0
            ? "null".getBytes(java.nio.charset.StandardCharsets.UTF_8)
            : response.body());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      return client.send(request, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static CliException problem(int status, byte[] body) throws IOException {
    JsonNode problem = JSON.readTree(body);
    return CliException.failed(
        problem.path("detail").asText("the service answered " + status),
        problem.path("fix").asText("see the service's log"));
  }
}
