package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code tool call --study} fills arguments. */
class StudyArgumentsTest {

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static final String TOOL =
      "{'input': {'required': ['image'], 'properties': {'image': {'x-type': 'Image'},"
          + " 'prior': {'x-type': 'Image?'}}}}";

  private static final String STUDY = "{'id': 'S', 'images': [{'id': 'A'}, {'id': 'B'}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'image': '$image2'}                | {'image': 'B'}",
        "{}                                  | {'image': 'A'}",
        "{'prior': '$image', 'image': 'X'}   | {'prior': 'A', 'image': 'X'}",
        "{'image': '$image', 'of': '$study'} | {'image': 'A', 'of': 'S'}",
        "{'image': 'A', 'all': ['$image1', '$image2', 3, '$imagery']} | {'image': 'A', 'all': ['A', 'B', 3, '$imagery']}"
      })
  void namesBecomeIds(String given, String filled) throws IOException {
    assertThat(StudyArguments.fill((ObjectNode) json(given), json(TOOL), json(STUDY)))
        .isEqualTo(json(filled));
  }

  @Test
  void anImageThatIsNotThereIsWrongUse() throws IOException {
    ObjectNode third = (ObjectNode) json("{'image': '$image3'}");
    JsonNode tool = json(TOOL);
    JsonNode study = json(STUDY);
    assertThatThrownBy(() -> StudyArguments.fill(third, tool, study))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("has 2 images, and $image3 is none");
  }
}
