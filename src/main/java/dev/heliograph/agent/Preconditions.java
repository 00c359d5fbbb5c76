package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Image;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The {@code x-requires} of a tool's image inputs: before the plan, and again before the step. */
final class Preconditions {

  private Preconditions() {}

  /** What keeps the image from this input; the path of the problem is empty. */
  static Optional<PlanProblem> problem(Port port, Image image, String shown, String tool) {
    List<String> kinds = texts(port.requires().path("kind"));
    String kind = image.kind().name().toLowerCase(Locale.ROOT);
    if (!kinds.isEmpty() && !kinds.contains(kind)) {
      return Optional.of(
          new PlanProblem(
              "",
              "type_mismatch",
              shown + " is a " + kind + ", " + tool + " takes a " + String.join(" or ", kinds),
              "use an image of that kind"));
    }
    List<String> modalities = texts(port.requires().path("modality"));
    Modality modality = image.modality().value();
    if (modalities.isEmpty() || modalities.contains(modality.name())) {
      return Optional.empty();
    }
    String wanted = String.join(" or ", modalities);
    return Optional.of(
        modality == Modality.UNKNOWN
            ? new PlanProblem(
                "",
                "unknown_modality",
                "nothing says whether " + shown + " is " + wanted + ", which " + tool + " needs",
                "ask the user for the modality (slot 'modality')")
            : new PlanProblem(
                "",
                "wrong_modality",
                shown + " is " + modality + ", " + tool + " takes " + wanted,
                "use a tool for " + modality + ", or an image of " + wanted));
  }

  /** The problems of a call whose references are resolved. */
  static List<PlanProblem> problems(
      ToolManifest manifest, ObjectNode arguments, Function<String, Optional<Image>> images) {
    List<PlanProblem> problems = new ArrayList<>();
    for (Port port : manifest.inputs()) {
      if (port.type().name().equals("Image")) {
        JsonNode value = arguments.path(port.name());
        for (String id : value.isArray() ? texts(value) : List.of(value.asText())) {
          images
              .apply(id)
              .flatMap(i -> problem(port, i, i.name(), manifest.name()))
              .ifPresent(problems::add);
        }
      }
    }
    return problems;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
