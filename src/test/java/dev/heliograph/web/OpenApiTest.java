package dev.heliograph.web;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description of the API is whole: every operation explained, every reference resolvable. */
@QuarkusTest
class OpenApiTest {

  private static JsonNode api() throws Exception {
    return new ObjectMapper().readTree(get("/q/openapi?format=json").asString());
  }

  @Test
  void everyOperationSaysWhatItDoesAndHowItFails() throws Exception {
    int operations = 0;
    for (Map.Entry<String, JsonNode> path : api().path("paths").properties()) {
      if (!path.getKey().startsWith("/api/")) {
        continue;
      }
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String what = method.getKey() + " " + path.getKey();
        assertThat(method.getValue().path("summary").asText()).as(what).isNotBlank();
        assertThat(method.getValue().path("operationId").asText()).as(what).isNotBlank();
        assertThat(method.getValue().path("responses").has("421")).as(what).isTrue();
        operations++;
      }
    }
    assertThat(operations).isGreaterThan(20);
  }

  @Test
  void theContractsSchemasAreInItAndEveryReferenceResolves() throws Exception {
    JsonNode api = api();
    JsonNode schemas = api.path("components").path("schemas");
    assertThat(schemas.has("RunEvent.answer")).isTrue();
    assertThat(schemas.has("ToolResult.quantity")).isTrue();
    assertThat(schemas.path("RunEvent").path("allOf").size()).isGreaterThan(10);
    List<String> references = new ArrayList<>();
    collect(api, references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(reference).startsWith("#/");
      assertThat(api.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void requestBodiesSayWhatMustBeThereAndWhatMayBeNull() throws Exception {
    JsonNode api = api();
    JsonNode schemas = api.path("components").path("schemas");
    assertThat(schemas.path("ToolCallRequest").path("required")).hasToString("[\"arguments\"]");
    assertThat(schemas.at("/NewConversation/properties/agent/type"))
        .hasToString("[\"string\",\"null\"]");
    for (String input : List.of("study", "image", "mask", "prior")) {
      assertThat(schemas.at("/ToolTestRequest/properties/" + input + "/type"))
          .hasToString("[\"string\",\"null\"]");
    }
    assertThat(
            api.at(
                "/paths/~1api~1studies/post/requestBody/content/multipart~1form-data/schema/required"))
        .hasToString("[\"file\"]");
  }

  private static void collect(JsonNode json, List<String> references) {
    if (json.path("$ref").isTextual()) {
      references.add(json.path("$ref").asText());
    }
    json.forEach(child -> collect(child, references));
  }
}
