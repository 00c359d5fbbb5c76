package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.store.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The service that uses a state folder: it says where it listens in {@code server.json} there.
 *
 * @param address such as {@code http://127.0.0.1:8080}
 */
record RunningServer(URI address, long pid) {

  /** The service of this folder, if it answers. */
  static Optional<RunningServer> of(Home home) {
    Path file = home.serverFile();
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readString(file));
      RunningServer server =
          new RunningServer(URI.create(json.path("address").asText()), json.path("pid").asLong());
      return ProcessHandle.of(server.pid).isPresent() && server.answers()
          ? Optional.of(server)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean answers() throws IOException {
    HttpRequest ask =
        HttpRequest.newBuilder(address.resolve("/q/health/live"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HttpClient.newHttpClient()
              .send(ask, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void write(Home home) throws IOException {
    Files.createDirectories(home.path());
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("address", address.toString())
            .put("pid", pid)
            .toString();
    Files.writeString(home.serverFile(), json);
  }
}
