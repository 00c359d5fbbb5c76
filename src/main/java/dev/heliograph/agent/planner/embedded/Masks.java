package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.study.Artifact;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a label map of a structure can come from, in the order of the design: preconditions hold →
 * an existing mask before a new one → best measured accuracy → lowest cost → name.
 */
final class Masks {

  /** Masks below this measured Dice are used only if there is nothing else. */
  static final double USABLE = 0.3;

  /**
   * A mask that exists ({@code ref}), or a tool that can make one ({@code ref} null).
   *
   * @param label what the mask calls the structure, the first if there are several
   * @param labels what it calls each of them
   * @param image the image it is of
   * @param accuracy measured Dice, or −1 where nobody measured
   */
  record Source(
      @Nullable String ref,
      ToolManifest tool,
      Port port,
      List<String> labels,
      Images.Named image,
      double accuracy,
      String why) {

    String label() {
      return labels.get(0);
    }
  }

  private final PlannerState state;
  private final Catalogue catalogue;

  Masks(PlannerState state, Catalogue catalogue) {
    this.state = state;
    this.catalogue = catalogue;
  }

  /** Masks that hold all of these structures, best first. */
  List<Source> of(List<Target> targets, Images.Named image) {
    List<Source> sources = new ArrayList<>();
    List<List<String>> options =
        targets.stream().map(t -> t.options(catalogue.vocabulary())).toList();
    for (Outcome o : all()) {
      existing(o, options, image).ifPresent(sources::add);
    }
    for (ToolManifest tool : catalogue.tools()) {
      List<String> labels =
          options.stream().flatMap(o -> catalogue.provides(tool, o).stream()).toList();
      Optional<Port> mask = maskOf(tool);
      boolean fits =
          tool.inputs().stream()
              .filter(p -> p.type().name().equals("Image"))
              .allMatch(p -> image.fits(p));
      if (labels.size() == options.size() && mask.isPresent() && fits) {
        sources.add(source(null, tool, mask.get(), labels, image));
      }
    }
    sources.sort(
        Comparator.comparing((Source s) -> s.accuracy() >= 0 && s.accuracy() < USABLE)
            .thenComparing(s -> s.ref() == null)
            .thenComparing(s -> -s.accuracy())
            .thenComparing(s -> s.tool().limits().timeout())
            .thenComparing(s -> s.tool().limits().memoryBytes())
            .thenComparing(s -> s.tool().name())
            .thenComparing(s -> s.ref() == null ? "" : s.ref()));
    return sources;
  }

  private Source source(
      @Nullable String ref, ToolManifest tool, Port port, List<String> labels, Images.Named image) {
    Optional<ToolRegistry.Accuracy> measured =
        state.registry().accuracy(tool, labels.get(0), image.modality().name());
    String why =
        measured.isPresent()
            ? "measured " + measured.get().metric() + " " + measured.get().mean()
            : "accuracy not measured";
    return new Source(
        ref,
        tool,
        port,
        labels,
        image,
        measured.map(ToolRegistry.Accuracy::mean).orElse(-1.0),
        why);
  }

  private List<Outcome> all() {
    List<Outcome> all = new ArrayList<>(state.earlier());
    all.addAll(state.outcomes());
    return all;
  }

  private Optional<Source> existing(Outcome o, List<List<String>> options, Images.Named image) {
    ToolResult.Payload payload = payload(o);
    Optional<ToolManifest> tool = catalogue.tool(o.step().tool() + "");
    Optional<Port> port = tool.flatMap(Masks::maskOf);
    if (payload == null || port.isEmpty() || tool.isEmpty()) {
      return Optional.empty();
    }
    String ref = "$" + o.step().id() + "." + port.get().name();
    JsonNode id = payload.outputs().path(port.get().name());
    for (Artifact a : payload.artifacts()) {
      boolean same = a.kind() == Artifact.Kind.LABEL_MAP && a.id().equals(id.asText());
      if (same && image.image().id().equals(a.image())) {
        Map<String, String> labels = new java.util.HashMap<>();
        a.structures().values().forEach(s -> labels.put(catalogue.lexicon().canonical(s), s));
        List<String> found =
            options.stream()
                .flatMap(names -> names.stream().filter(labels::containsKey).limit(1))
                .map(c -> labels.get(c) + "")
                .toList();
        return found.size() == options.size()
            ? Optional.of(source(ref, tool.get(), port.get(), found, image))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  static Optional<Port> maskOf(ToolManifest tool) {
    return tool.outputs().stream().filter(p -> p.type().name().equals("LabelMap")).findFirst();
  }

  static ToolResult.@Nullable Payload payload(Outcome o) {
    ToolResult r = o.result();
    return r == null
        ? null
        : r.<ToolResult.@Nullable Payload>fold(
            ToolResult.Completed::payload,
            ToolResult.Incomplete::payload,
            x -> null,
            x -> null,
            x -> null);
  }
}
