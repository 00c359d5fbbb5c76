package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small pieces of text. None of them holds a number of its own. */
final class Phrases {

  private static final Map<String, String> MODALITIES =
      Map.of(
          "CT",
          "CT",
          "MR",
          "MR",
          "PT",
          "PET",
          "US",
          "ultrasound",
          "CR",
          "X-ray",
          "DX",
          "X-ray",
          "SM",
          "slide microscopy",
          "XC",
          "photography",
          "UNKNOWN",
          "of unknown modality");

  private final Vocabulary vocabulary;

  Phrases(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** "liver, spleen and pancreas". */
  String list(List<String> items) {
    int n = items.size();
    return n < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, n - 1)) + " and " + items.get(n - 1);
  }

  String targets(List<Target> targets) {
    return list(targets.stream().map(t -> t.display(vocabulary)).toList());
  }

  String modalities(Collection<String> codes) {
    return list(codes.stream().map(c -> MODALITIES.getOrDefault(c, c)).distinct().toList());
  }

  /** Why a step is in the plan, for the reader of the plan. */
  String why(ToolManifest tool, Task.Ask ask, Masks.@Nullable Source source) {
    String about = ask.targets().isEmpty() ? "" : " of the " + targets(ask.targets());
    if (Masks.maskOf(tool).isPresent()) {
      return "masks are needed: " + lower(tool.title());
    }
    String mask = source != null && source.ref() != null ? ", in the mask there is" : "";
    return lower(tool.title())
        + (tool.title().contains("structure") ? ":" + about.replaceFirst(" of the", "") : about)
        + mask;
  }

  Task askModality(Images.Named image, Collection<String> codes) {
    List<Move.Choice> choices = new ArrayList<>();
    codes.forEach(c -> choices.add(new Move.Choice(c, MODALITIES.getOrDefault(c, c))));
    return new Task.Missing(
        "modality",
        "What kind of image is “" + image.label() + "”? The file does not say.",
        choices);
  }

  /** A tool that works on marks which nobody has set. */
  String nothingGiven(ToolManifest tool) {
    List<String> needs =
        tool.inputs().stream()
            .filter(p -> Set.of("Point", "Line", "Box").contains(p.type().name()))
            .map(p -> p.name().replace('_', ' '))
            .toList();
    return "“"
        + tool.title()
        + "” needs "
        + String.join(" or ", needs)
        + " in the image, and none are set";
  }

  Task askPrior(List<Images.Named> all) {
    return new Task.Missing(
        "prior",
        "Which of them is the earlier one?",
        all.stream().map(i -> new Move.Choice(i.study(), i.label())).toList());
  }

  Task askFor(ToolManifest tool, Port port) {
    List<Move.Choice> choices = new ArrayList<>();
    Catalogue.enumOf(port).forEach(v -> choices.add(new Move.Choice(v, v.replace('_', ' '))));
    String description = port.schema().path("description").asText("");
    return new Task.Missing(
        port.name(),
        tool.title()
            + " needs: "
            + port.name().replace('_', ' ')
            + (description.isEmpty() ? "" : " (" + withoutEnd(description) + ")")
            + ". What should it be?",
        choices);
  }

  String wrongImage(Images.Named image, Port port) {
    return image.kindFits(port)
        ? "it works on "
            + modalities(Images.Named.modalities(port))
            + ", and “"
            + image.label()
            + "” is "
            + modalities(List.of(image.modality().name()))
        : "it does not work on this kind of image";
  }

  /**
   * A reason given by a tool, as part of a sentence; the guard lets a tool's words through whole.
   */
  static String reason(String text) {
    return lower(withoutEnd(text.trim()));
  }

  /** A text of which the numbers are not ours to repeat. */
  static String withoutNumbers(String text) {
    String plain = withoutEnd(text.replaceAll("\\s*\\([^)]*\\d[^)]*\\)", "").trim());
    return plain.isEmpty() || plain.matches(".*\\d.*") ? "the step has its message" : lower(plain);
  }

  static String withoutEnd(String text) {
    return text.replaceFirst("[.!\\s]+$", "");
  }

  /** Lower-cases the first letter unless the word is an abbreviation. */
  static String lower(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word || text.startsWith("A ")
        ? text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1)
        : text;
  }

  static String capitalIf(boolean starts, String text) {
    return starts ? capital(text) : text;
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
