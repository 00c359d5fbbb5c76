package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.agent.planner.embedded.EmbeddedPlannerFactory;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.volume.Geometry;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how the embedded planner understands a sentence. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Show how the embedded planner understands a sentence: intents with their scores,"
            + " structures, amounts, goals, the masks weighed, the plan. Nothing is run.",
    footer = {
      "",
      "Example: heliograph agent explain --study ct-abdomen \"Is the spleen enlarged?\""
    })
final class ExplainCommand implements Callable<Integer>, NeedsService {

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SENTENCE", description = "What a user says first.")
  String sentence = "";

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      description = "A sample, a path or the id of a stored study; its files are not read.")
  @Nullable String study;

  @Option(
      names = "--modality",
      paramLabel = "CODE",
      description = "What the image is, where the study does not say it: CT, MR, CR… (default CT).")
  String modality = "CT";

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    EmbeddedPlannerFactory planner = new EmbeddedPlannerFactory(BenchSetup.projectTools(), false);
    JsonNode explanation = planner.explain(sentence, List.of(named()));
    if (json) {
      Out.json(out, explanation);
    } else {
      new ExplainText(out).print(explanation);
    }
    out.flush();
    return 0;
  }

  private NamedStudy named() {
    try {
      StudyFiles files = study == null ? null : StudyFiles.of(study);
      if (files != null && files.id() != null) {
        return named(stored(Service.get().study(files.id() + "")));
      }
      String code = files == null || files.modality() == null ? modality : files.modality() + "";
      Modality known =
          Modality.of(code)
              .orElseThrow(
                  () ->
                      CliException.wrongUse(
                          code + " is no modality", "use a DICOM code such as CT or MR"));
      String name = study == null ? "image" : study + "";
      return named(imagined(name, List.of(image(name, known, picture(known)))));
    } catch (IOException e) {
      throw CliException.failed(String.valueOf(e.getMessage()), "check the path");
    }
  }

  private static NamedStudy named(Study study) {
    String name =
        study.images().isEmpty()
            ? "image"
            : study.images().get(0).modality().value().name().toLowerCase(Locale.ROOT);
    return new NamedStudy(name, study);
  }

  /** A study as the service tells of it. */
  private static Study stored(JsonNode json) {
    List<Image> images = new ArrayList<>();
    for (JsonNode i : json.path("images")) {
      images.add(
          image(
              i.path("name").asText(),
              Modality.valueOf(i.path("modality").path("value").asText()),
              i.path("kind").asText().equals("picture")));
    }
    return imagined(json.path("name").asText(), images);
  }

  private static boolean picture(Modality modality) {
    return List.of(Modality.CR, Modality.DX, Modality.US, Modality.SM, Modality.XC)
        .contains(modality);
  }

  private static Study imagined(String name, List<Image> images) {
    return new Study("study", name, Instant.EPOCH, "explain", images, List.of());
  }

  /** All that planning looks at. */
  private static Image image(String name, Modality modality, boolean picture) {
    return new Image(
        name,
        "study",
        "series",
        name,
        picture ? Image.Kind.PICTURE : Image.Kind.VOLUME,
        new ImageModality(modality, ImageModality.Source.USER),
        Geometry.axisAligned(1, 1, 1, 1, 1, 1),
        "",
        "",
        0,
        null,
        Map.of(),
        List.of());
  }
}
