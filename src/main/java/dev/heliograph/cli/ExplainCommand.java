package dev.heliograph.cli;

import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.agent.planner.embedded.EmbeddedPlannerFactory;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import dev.heliograph.volume.Geometry;
import io.quarkus.arc.Arc;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
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
        "Show how the embedded planner understands a sentence: intents, structures, goals, the"
            + " chain of calls. Nothing is run.",
    footer = {
      "",
      "Example: heliograph agent explain --study ct-abdomen \"Is the spleen enlarged?\""
    })
final class ExplainCommand implements Callable<Integer>, NeedsApplication {

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

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Out.json(out, bean(EmbeddedPlannerFactory.class).explain(sentence, List.of(named())));
    out.flush();
    return 0;
  }

  private NamedStudy named() {
    try {
      StudyFiles files = study == null ? null : StudyFiles.of(study);
      if (files != null && files.id() != null) {
        String id = files.id() + "";
        Study stored =
            bean(StudyStore.class)
                .study(id)
                .orElseThrow(
                    () ->
                        CliException.failed(
                            "there is no study " + id, "'heliograph study list' shows them"));
        return named(stored);
      }
      String code = files == null || files.modality() == null ? modality : files.modality() + "";
      Modality known =
          Modality.of(code)
              .orElseThrow(
                  () ->
                      CliException.wrongUse(
                          code + " is no modality", "use a DICOM code such as CT or MR"));
      return named(imagined(study == null ? "image" : study + "", known));
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

  /** All that planning looks at: one image of this modality. */
  private static Study imagined(String name, Modality modality) {
    boolean picture =
        List.of(Modality.CR, Modality.DX, Modality.US, Modality.SM, Modality.XC).contains(modality);
    Image image =
        new Image(
            "image",
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
    return new Study("study", name, Instant.EPOCH, "explain", List.of(image), List.of());
  }

  private static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }
}
