package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * Uses a service once as a user would: the page, the readiness, a question. The launcher does this
 * after a build while the virtual machine records which classes are loaded, so that later starts
 * find them ready-made.
 */
final class Rehearsal {

  private Rehearsal() {}

  static void of(URI address) throws IOException {
    try {
      HttpClient client = HttpClient.newHttpClient();
      for (String path : List.of("/", "/q/health/ready", "/q/health/live")) {
        client.send(
            HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.discarding());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Service service = new HttpService(address);
    List<String> studies = new ArrayList<>();
    for (JsonNode study : service.studies()) {
      studies.add(study.path("id").asText());
    }
    String conversation = service.open(studies, null);
    service.follow(service.send(conversation, "Which studies are there?"), event -> {});
  }
}
