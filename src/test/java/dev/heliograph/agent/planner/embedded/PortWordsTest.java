package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Move;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports with {@code x-words} are used when one of these words is said, and only then. */
class PortWordsTest {

  private final Rehearsal talk;

  PortWordsTest() throws IOException {
    talk = new Rehearsal(Bench.tools(), List.of(Bench.study("ct", Modality.CT)));
  }

  @ParameterizedTest
  @CsvSource({
    "how big is the liver?,,mesh_volume",
    "mesh volume of the liver,mesh_volume,",
    "what is the diameter of the liver?,long_axis,feret_3d",
    "maximum diameter of the liver,,feret_3d",
    "3D diameter of the liver,feret_3d,",
    "Feret diameter of the liver,feret_3d,short_axis"
  })
  void anOutputIsSaidWhenItsWordsAre(
      String question, @Nullable String said, @Nullable String unsaid) {
    Move move = talk.say(question);
    assertThat(move).isInstanceOf(Move.Answer.class);
    String text = ((Move.Answer) move).text();
    assertThat(text).contains(said == null ? "" : said);
    assertThat(text).doesNotContain(unsaid == null ? "\0" : unsaid);
  }

  @ParameterizedTest
  @CsvSource({
    "how many 5 mm nodules are there,,",
    "count the nodules apart at necks of 2 mm,2.0,",
    "count the nodules with touching ones split,,true"
  })
  void anArgumentIsFilledWhenItsWordsAreSaid(
      String question, @Nullable String neckMm, @Nullable String split) {
    ToolManifest count =
        talk.tools.stream()
            .filter(t -> t.name().equals("count_components"))
            .findFirst()
            .orElseThrow();
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    new Slots(Vocabulary.load()).fill(count.inputs(), Tokens.of(question)).forEach(filled::set);
    assertThat(filled.path("neck_depth").path("value").asText(""))
        .isEqualTo(neckMm == null ? "" : neckMm);
    assertThat(filled.path("split").asText("")).isEqualTo(split == null ? "" : split);
  }
}
