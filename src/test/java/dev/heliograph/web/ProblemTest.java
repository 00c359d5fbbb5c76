package dev.heliograph.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.study.Ids;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever is wrong with a request, the answer is a problem that names cause and fix. Asked by the
 * JDK's client, because REST Assured prints every body that it sends.
 */
@QuarkusTest
class ProblemTest {

  private static final String IMAGE = "/api/images/" + Ids.next();
  private static final String CALL = "/api/tools/assess_size/calls";
  private static final String FILE =
      "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

  @TestHTTPResource("/")
  URI service;

  private record Bad(int status, String method, String path, String body, List<String> headers) {}

  private static Bad bad(int status, String method, String path, String body, String... headers) {
    return new Bad(status, method, path, body, List.of(headers));
  }

  private static Bad json(int status, String method, String path, String body) {
    return bad(status, method, path, body, "Content-Type", "application/json");
  }

  private static Bad upload(int status, String body) {
    return bad(
        status, "POST", "/api/studies", body, "Content-Type", "multipart/form-data; boundary=XX");
  }

  private static final List<Bad> BAD =
      List.of(
          bad(404, "GET", "/api/nothing", ""),
          bad(404, "GET", "/nothing", ""),
          bad(404, "GET", "/q/nothing", ""),
          bad(405, "PUT", "/api/studies", ""),
          bad(406, "GET", "/api/studies", "", "Accept", "image/png"),
          bad(415, "PATCH", IMAGE, "x", "Content-Type", "text/plain"),
          json(415, "POST", "/api/studies", "{}"),
          json(400, "PATCH", IMAGE, "{\"modality\": "),
          json(400, "PATCH", IMAGE, ""),
          json(400, "PATCH", IMAGE, "null"),
          json(400, "PATCH", IMAGE, "[]"),
          json(400, "PATCH", IMAGE, "{\"modality\": 0}"),
          json(400, "PATCH", IMAGE, "{\"modality\": true}"),
          json(400, "PATCH", IMAGE, "{\"modality\": \"CT\", \"modality\": \"MR\"}"),
          json(400, "PATCH", IMAGE, "{\"modality\": \"CT\", \"more\": 1}"),
          json(400, "PATCH", IMAGE, "{\"modality\": \"CT\"} more"),
          json(400, "PATCH", IMAGE, "[".repeat(100_000)),
          json(413, "PATCH", IMAGE, "{\"modality\": \"" + "C".repeat(2 << 20) + "\"}"),
          json(400, "POST", CALL, "{\"arguments\": {\"a\": \"\\u0000\"}}"),
          json(400, "POST", CALL, "{\"arguments\": {\"a\": \"\\ud800\"}}"),
          json(400, "POST", CALL, "{\"arguments\": \"text\"}"),
          json(400, "POST", CALL + "?dryRun=maybe", "{\"arguments\": {}}"),
          json(422, "POST", "/api/tools", "{\"name\": \"x\"}"),
          json(422, "POST", "/api/conversations", "{\"studies\": [\"" + Ids.next() + "\"]}"),
          json(400, "POST", "/api/conversations", "{\"studies\": \"one\"}"),
          json(400, "POST", "/api/conversations", "{\"studies\": [1]}"),
          json(404, "POST", "/api/conversations/" + Ids.next() + "/messages", "{\"text\": \"a\"}"),
          json(400, "POST", "/api/conversations/" + Ids.next() + "/messages", "{\"text\": \" \"}"),
          json(400, "POST", "/api/conversations/" + Ids.next() + "/messages", "{\"text\": 0}"),
          bad(400, "GET", "/api/conversations?limit=x", ""),
          bad(404, "GET", "/api/runs/" + Ids.next() + "/events", ""),
          bad(400, "GET", "/api/runs/" + Ids.next() + "/events", "", "Last-Event-ID", "x"),
          upload(400, "--XX--\r\n"),
          upload(400, "no boundary anywhere"),
          upload(400, FILE + "cut"),
          upload(400, "--XX\r\nno header--XX--\r\n"),
          bad(400, "POST", "/api/studies", "x", "Content-Type", "multipart/form-data"),
          upload(422, FILE + "neither image\r\n--XX--\r\n"),
          upload(422, FILE + "\r\n--XX--\r\n"),
          bad(404, "GET", "/api/tools/no_such_tool", ""),
          bad(400, "GET", "/api/tools/No%20Tool", ""),
          bad(409, "DELETE", "/api/tools/assess_size", ""),
          bad(403, "DELETE", "/api/studies/" + Ids.next(), "", "Origin", "https://other.example"),
          bad(403, "DELETE", "/api/studies/" + Ids.next(), "", "Origin", "null"),
          bad(403, "POST", "/api/studies", "", "Sec-Fetch-Site", "cross-site"));

  @Test
  void everyBadRequestGetsAProblemWithCauseAndFix() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (Bad b : BAD) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(service.resolve(b.path))
              .method(b.method, BodyPublishers.ofString(b.body));
      if (!b.headers.isEmpty()) {
        request.headers(b.headers.toArray(String[]::new));
      }
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String what =
          b.method + " " + b.path + " " + b.body.substring(0, Math.min(60, b.body.length()));
      assertThat(response.statusCode()).as(what + response.body()).isEqualTo(b.status);
      assertThat(response.headers().firstValue("Content-Type"))
          .as(what)
          .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
      JsonNode problem = new ObjectMapper().readTree(response.body());
      assertThat(problem.path("status").asInt()).as(what).isEqualTo(b.status);
      assertThat(problem.path("title").asText()).as(what).isNotBlank();
      assertThat(problem.path("detail").asText()).as(what).isNotBlank().doesNotContain("dev.helio");
      assertThat(problem.path("fix").asText()).as(what).isNotBlank();
      assertThat(problem.path("instance").asText()).as(what).startsWith("/");
      if (b.status == 405) {
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
      }
    }
  }

  @Test
  void anotherMachinesNameIsMisdirected() throws Exception {
    assertThat(raw("GET /api/studies HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
  }

  @Test
  void aRequestThatIsHungUpOnHarmsNothing() throws Exception {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      send(
          socket,
          "POST /api/studies HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
              + "Content-Type: multipart/form-data; boundary=XX\r\n\r\n"
              + FILE
              + "half");
    }
    assertThat(raw("GET /api/studies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      send(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void send(Socket socket, String text) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
