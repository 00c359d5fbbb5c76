package dev.heliograph.web;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.heliograph.study.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StudyApiTest {

  @Test
  void aScanIsLoadedListedServedAndDeleted() throws Exception {
    String id = Scans.upload(41);
    String image =
        get("/api/studies/" + id)
            .then()
            .statusCode(200)
            .body("images[0].kind", equalTo("volume"))
            .body("images[0].modality.value", equalTo("CT"))
            .body("images[0].modality.source", equalTo("user"))
            .body("images[0].geometry.size", equalTo(java.util.List.of(12, 10, 8)))
            .extract()
            .path("images[0].id");
    get("/api/studies").then().statusCode(200).body("id", hasItem(id));

    var served = get("/api/images/" + image).then().statusCode(200).extract();
    byte[] bytes = served.asByteArray();
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(served.header("ETag")).isEqualTo("\"" + hash + "\"");
    assertThat(served.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(served.header("Content-Disposition")).contains(".nii.gz");
    given()
        .header("If-None-Match", "\"" + hash + "\"")
        .get("/api/images/" + image)
        .then()
        .statusCode(304);

    given().delete("/api/studies/" + id).then().statusCode(204);
    given().delete("/api/studies/" + id).then().statusCode(404);
    get("/api/images/" + image).then().statusCode(404);
  }

  @Test
  void aPersonSaysWhatAnImageIs() {
    String image = get("/api/studies/" + Scans.upload(42)).path("images[0].id");
    given()
        .contentType(ContentType.JSON)
        .body("{\"modality\": \"MR\"}")
        .patch("/api/images/" + image)
        .then()
        .statusCode(200)
        .body("modality.value", equalTo("MR"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"modality\": \"XRAY\"}")
        .patch("/api/images/" + image)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("modality"))
        .body("fix", startsWith("correct"));
  }

  @Test
  void anUnknownIdIs404AndNoIdIs400() {
    get("/api/studies/" + Ids.next())
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("status", equalTo(404))
        .body("fix", containsString("/api/studies"))
        .body("instance", startsWith("/api/studies/"));
    get("/api/studies/not-an-id").then().statusCode(400).body("detail", containsString("id"));
    get("/api/studies/" + Ids.next().toLowerCase(java.util.Locale.ROOT)).then().statusCode(400);
  }
}
