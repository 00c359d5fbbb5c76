package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.agent.planner.embedded.EmbeddedPlannerFactory;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.volume.Geometry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code agent explain} prints for people. */
class ExplainTextTest {

  private static String explained(String sentence) {
    Image image =
        new Image(
            "i",
            "s",
            "ct",
            "ct",
            Image.Kind.VOLUME,
            new ImageModality(Modality.CT, ImageModality.Source.DICOM),
            Geometry.axisAligned(8, 8, 8, 1, 1, 1),
            "0".repeat(64),
            "application/x-nifti",
            1,
            null,
            Map.of(),
            List.of());
    Study study = new Study("s", "ct", Instant.EPOCH, "test", List.of(image), List.of());
    StringWriter text = new StringWriter();
    new ExplainText(new PrintWriter(text, true))
        .print(
            new EmbeddedPlannerFactory(BenchSetup.projectTools(), false)
                .explain(sentence, List.of(new NamedStudy("ct", study))));
    return text.toString();
  }

  @Test
  void scoresStructuresGoalsAndPlanAreShown() {
    assertThat(explained("Is the spleen enlarged, and how many ml are both kidneys together?"))
        .containsPattern("Request: is the spleen enlarged\\R {2}[01]\\.\\d{3} {2}assess_size")
        .contains("structures: spleen")
        .contains("Masks of spleen in $ct")
        .contains("calculate(operation=sum, quantities=[$left_kidney_measure_volume.volume,")
        .containsPattern("spleen_assess_size = assess_size\\(structure=spleen, volume=\\$");
  }

  @Test
  void whatIsNotUnderstoodShowsWhatItSoundedLike() {
    assertThat(explained("perfusion of the left kidney"))
        .contains("Said beside: narrower")
        .doesNotContain("Plan:");
    assertThat(explained("flibber the wug"))
        .containsPattern("Not taken for a request: flibber the wug\\R {2}0\\.\\d{3}");
    assertThat(explained("Wie groß ist die Leber?")).contains("auf Englisch");
  }
}
