package dev.heliograph.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://heliograph:S3CRET@db/heliograph",
        "jdbc:postgresql://db/heliograph?user=a&password=S3CRET&ssl=true",
        "Authorization: Bearer S3CRET.S3CRET",
        "{\"api_key\": \"S3CRET\", \"name\": \"m\"}",
        "OPENAI_API_KEY=S3CRET",
        "access_token: S3CRET"
      })
  void secretsAreTakenOut(String text) {
    assertThat(Redaction.secrets(text)).doesNotContain("S3CRET").contains("[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the port 8080 is in use: http://localhost:8080/api",
        "jdbc:h2:file:/home/a/db;MODE=PostgreSQL",
        "wrote 12 tokens",
        "user@example.org asked"
      })
  void everythingElseStays(String text) {
    assertThat(Redaction.secrets(text)).isEqualTo(text);
  }
}
