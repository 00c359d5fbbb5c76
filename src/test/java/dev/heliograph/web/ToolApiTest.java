package dev.heliograph.web;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.tool.Schemas;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ToolApiTest {

  private static RequestSpecification json(String body) {
    return given().contentType(ContentType.JSON).body(body);
  }

  @Test
  void toolsAreListedWithTheirManifests() throws Exception {
    get("/api/tools").then().statusCode(200).body("name", hasItem("measure_volume"));
    String tool = get("/api/tools/measure_volume").then().statusCode(200).extract().asString();
    var manifest =
        (com.fasterxml.jackson.databind.node.ObjectNode) new ObjectMapper().readTree(tool);
    assertThat(manifest.remove("available").asBoolean()).isTrue();
    assertThat(Schemas.validate("manifest", manifest)).isEmpty();
  }

  @Test
  void aCallGivesAToolResult() throws Exception {
    Scans.upload(3);
    String result =
        json("{\"arguments\": {}}")
            .post("/api/tools/list_studies/calls")
            .then()
            .statusCode(200)
            .body("status", equalTo("completed"))
            .extract()
            .asString();
    assertThat(Schemas.validate("result", new ObjectMapper().readTree(result))).isEmpty();
  }

  @Test
  void aDryRunOnlyChecks() {
    json("{\"arguments\": {}}")
        .post("/api/tools/measure_volume/calls?dryRun=true")
        .then()
        .statusCode(200)
        .body("valid", equalTo(false))
        .body("problems[0].message", containsString("mask"));
  }

  @Test
  void theExampleOfAToolIsRun() {
    given()
        .contentType(ContentType.JSON)
        .post("/api/tools/assess_size/test")
        .then()
        .statusCode(200)
        .body("passed", equalTo(true));
    given()
        .contentType(ContentType.JSON)
        .post("/api/tools/measure_volume/test")
        .then()
        .statusCode(400);
  }
}
