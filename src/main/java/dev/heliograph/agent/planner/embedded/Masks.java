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
   * @param label what the mask calls the structure
   * @param accuracy measured Dice, or −1 where nobody measured
   */
  record Source(
      @Nullable String ref,
      ToolManifest tool,
      Port port,
      String label,
      double accuracy,
      String why) {}

  private final PlannerState state;
  private final Catalogue catalogue;

  Masks(PlannerState state, Catalogue catalogue) {
    this.state = state;
    this.catalogue = catalogue;
  }

  /** Best first. */
  List<Source> of(Target target, Images.Named image) {
    List<Source> sources = new ArrayList<>();
    List<String> options = target.options(catalogue.vocabulary());
    for (Outcome o : all()) {
      existing(o, options, image).ifPresent(sources::add);
    }
    for (ToolManifest tool : catalogue.tools()) {
      Optional<String> label = catalogue.provides(tool, options);
      Optional<Port> mask = maskOf(tool);
      boolean fits =
          tool.inputs().stream()
              .filter(p -> p.type().name().equals("Image"))
              .allMatch(p -> image.fits(p));
      if (label.isPresent() && mask.isPresent() && fits) {
        sources.add(source(null, tool, mask.get(), label.get(), image));
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
      @Nullable String ref, ToolManifest tool, Port port, String label, Images.Named image) {
    Optional<ToolRegistry.Accuracy> measured =
        state.registry().accuracy(tool, label, image.modality().name());
    String why =
        measured.isPresent()
            ? "measured " + measured.get().metric() + " " + measured.get().mean()
            : "accuracy not measured";
    return new Source(
        ref, tool, port, label, measured.map(ToolRegistry.Accuracy::mean).orElse(-1.0), why);
  }

  private List<Outcome> all() {
    List<Outcome> all = new ArrayList<>(state.earlier());
    all.addAll(state.outcomes());
    return all;
  }

  private Optional<Source> existing(Outcome o, List<String> options, Images.Named image) {
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
        return options.stream()
            .filter(labels::containsKey)
            .findFirst()
            .map(c -> source(ref, tool.get(), port.get(), labels.get(c) + "", image));
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
