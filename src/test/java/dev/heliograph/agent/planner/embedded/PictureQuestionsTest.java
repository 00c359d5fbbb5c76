package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.agent.Move;
import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Geometry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Questions about pictures go to the tools of pictures, and are refused where there is only a CT.
 */
class PictureQuestionsTest {

  private static List<ToolManifest> tools() {
    List<ToolManifest> tools = new ArrayList<>();
    try (var folders = java.nio.file.Files.list(Path.of("tools"))) {
      for (Path folder : folders.sorted().toList()) {
        tools.add(ManifestReader.read(folder.resolve("tool.yaml")));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return tools;
  }

  private static NamedStudy picture(Modality modality) {
    ImageModality said =
        modality == Modality.UNKNOWN
            ? ImageModality.UNKNOWN
            : new ImageModality(modality, ImageModality.Source.USER);
    Image image =
        new Image(
            "P1",
            "S1",
            "P1",
            "upload",
            Image.Kind.PICTURE,
            said,
            Geometry.axisAligned(640, 480, 1, 1, 1, 1),
            "",
            "image/png",
            0,
            null,
            Map.of(),
            List.of());
    return new NamedStudy(
        "image", new Study("S1", "upload", Instant.EPOCH, "test", List.of(image), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "how many white blood cells are there?, count_cells, UNKNOWN",
    "how many white blood cells are there, count_cells, SM",
    "count the platelets, count_cells, UNKNOWN",
    "how likely is pneumonia?, classify_pneumonia, UNKNOWN",
    "how likely is pneumonia?, classify_pneumonia, DX",
    "what kind of picture is this, classify_modality, UNKNOWN",
    "which body part does this picture show?, classify_modality, UNKNOWN"
  })
  void aPictureGoesToItsTool(String sentence, String tool, Modality modality) {
    Rehearsal rehearsal = new Rehearsal(tools(), List.of(picture(modality)));
    Move move = rehearsal.say(sentence);
    assertThat(rehearsal.ran()).as(sentence + " → " + move).containsExactly(tool);
    assertThat(move).isInstanceOf(Move.Answer.class);
  }

  @ParameterizedTest
  @CsvSource({
    "how many white blood cells are there?",
    "is this pneumonia?",
    "what kind of picture is this?"
  })
  void aCtGoesToNoneOfThem(String sentence) {
    Rehearsal rehearsal = new Rehearsal(tools(), List.of(Bench.study("ct", Modality.CT)));
    Move move = rehearsal.say(sentence);
    assertThat(rehearsal.ran())
        .as(sentence + " → " + move)
        .doesNotContain("count_cells", "classify_pneumonia", "classify_modality");
  }
}
