package dev.heliograph.web;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.tool.Schemas;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConversationApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TestHTTPResource("/")
  URI service;

  private static String open() {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"studies\": [\"" + Scans.upload(50) + "\"]}")
        .post("/api/conversations")
        .then()
        .statusCode(201)
        .body("studies[0].as", equalTo("ct"))
        .extract()
        .path("id");
  }

  private static String say(String conversation, String text) {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"text\": \"" + text + "\"}")
        .post("/api/conversations/" + conversation + "/messages")
        .then()
        .statusCode(202)
        .extract()
        .path("run");
  }

  private HttpResponse<String> events(String run, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve("/api/runs/" + run + "/events"))
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The events of a stream, after checking that it keeps to the contract line by line. */
  private static List<JsonNode> parsed(HttpResponse<String> stream) throws IOException {
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    List<JsonNode> events = new ArrayList<>();
    String id = "";
    for (String line : stream.body().split("\n", -1)) {
      if (line.startsWith("id:")) {
        id = line.substring(3).trim();
      } else if (line.startsWith("data:")) {
        JsonNode event = JSON.readTree(line.substring(5));
        assertThat(id).isEqualTo(event.path("seq").asText());
        assertThat(Schemas.validate("event", event)).isEmpty();
        events.add(event);
      } else {
        assertThat(line.isEmpty() || line.startsWith(":")).as(line).isTrue();
      }
    }
    return events;
  }

  @Test
  void aMessageIsWorkedOnAndItsEventsAreFollowedAndResumed() throws Exception {
    String conversation = open();
    String run = say(conversation, "How many slices does the scan have?");
    List<JsonNode> all = parsed(events(run));
    JsonNode last = all.get(all.size() - 1);
    assertThat(all.get(0).path("type").asText()).isEqualTo("run_started");
    assertThat(last.path("type").asText()).isEqualTo("answer");
    assertThat(parsed(events(run, "Last-Event-ID", "1"))).isEqualTo(all.subList(1, all.size()));
    assertThat(events(run, "Last-Event-ID", last.path("seq").asText()).statusCode()).isEqualTo(204);

    get("/api/runs/" + run).then().statusCode(200).body("endedWith", equalTo("answer"));
    get("/api/conversations/" + conversation)
        .then()
        .statusCode(200)
        .body("title", equalTo("How many slices does the scan have?"))
        .body("runs.id", hasItem(run));
    given().post("/api/runs/" + run + "/cancel").then().statusCode(202);
    get("/api/runs/" + run).then().body("endedWith", equalTo("answer"));
  }

  @Test
  void aRunHasAReport() throws Exception {
    String run = say(open(), "How many slices does the scan have?");
    events(run);
    get("/api/runs/" + run + "/report")
        .then()
        .statusCode(200)
        .contentType("text/markdown")
        .body(containsString("Research use only"))
        .body(containsString("list\\_studies@"));
    get("/api/runs/" + run + "/report?format=html")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("<td>q1</td>"));
    // The scan came as NIfTI, so there is nothing that a DICOM report could refer to.
    get("/api/runs/" + run + "/report?format=dicom-sr")
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("detail", containsString("DICOM"));
    get("/api/runs/" + run + "/report?format=pdf")
        .then()
        .statusCode(406)
        .contentType("application/problem+json");
  }

  @Test
  void aDecisionThatNobodyWaitsForIsAConflict() throws Exception {
    String run = say(open(), "How many slices does the scan have?");
    events(run);
    given()
        .contentType(ContentType.JSON)
        .body("{\"approved\": true}")
        .post("/api/runs/" + run + "/approval")
        .then()
        .statusCode(409)
        .contentType("application/problem+json");
  }

  @Test
  void aDeletedConversationIsGoneWithItsRuns() throws Exception {
    String conversation = open();
    String run = say(conversation, "How many slices does the scan have?");
    events(run);
    get("/api/conversations").then().statusCode(200).body("id", hasItem(conversation));
    given().delete("/api/conversations/" + conversation).then().statusCode(204);
    get("/api/conversations/" + conversation).then().statusCode(404);
    get("/api/runs/" + run).then().statusCode(404);
  }
}
