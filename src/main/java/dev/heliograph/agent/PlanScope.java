package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.ToolType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that are visible at one level of a plan: its steps, the loop variable, and everything
 * outside of it.
 */
final class PlanScope {

  /** A reference that leads nowhere: why, and what to write instead. */
  static final class UnresolvedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String fix;

    UnresolvedException(String message, String fix) {
      super(message);
      this.fix = fix;
    }

    String fix() {
      return fix;
    }
  }

  private final PlanContext context;
  private final @Nullable PlanScope parent;
  private final Map<String, Plan.Step> steps = new LinkedHashMap<>();
  private final Map<String, Known> variables;

  PlanScope(
      PlanContext context,
      @Nullable PlanScope parent,
      List<Plan.Step> steps,
      Map<String, Known> variables) {
    this.context = context;
    this.parent = parent;
    steps.forEach(s -> this.steps.putIfAbsent(s.id(), s));
    this.variables = variables;
  }

  /** The step of this very level that a reference needs, or null. */
  Plan.@Nullable Step sibling(Reference reference) {
    return variables.containsKey(reference.name()) ? null : steps.get(reference.name());
  }

  Known resolve(Reference reference) throws UnresolvedException {
    String name = reference.name();
    String field = reference.field();
    for (PlanScope s = this; s != null; s = s.parent) {
      Known variable = s.variables.get(name);
      if (variable != null) {
        return field == null ? variable : variable.field(field);
      }
      Plan.Step step = s.steps.get(name);
      if (step != null) {
        return output(step, field);
      }
    }
    Optional<PlannerState.NamedStudy> study = context.study(name);
    if (study.isPresent()) {
      return study(study.get(), field);
    }
    Optional<PlannerState.Outcome> outcome = context.outcome(name);
    if (outcome.isPresent()) {
      return earlier(name, outcome.get(), field);
    }
    throw new UnresolvedException(
        "there is no study and no step named '" + name + "'",
        Nearest.suggestion(name, visible(), "refer to a study or a step of this plan: "));
  }

  private Set<String> visible() {
    Set<String> names = new HashSet<>();
    context.studies().forEach(s -> names.add(s.as()));
    context.done().stream()
        .filter(o -> PlanContext.payload(o).isPresent())
        .forEach(o -> names.add(o.step().id()));
    for (PlanScope s = this; s != null; s = s.parent) {
      names.addAll(s.steps.keySet());
      names.addAll(s.variables.keySet());
    }
    return names;
  }

  private Known output(Plan.Step step, @Nullable String field) throws UnresolvedException {
    String tool = step.tool();
    if (tool == null) {
      throw new UnresolvedException(
          "'" + step.id() + "' is a loop, which has no outputs of its own",
          "refer to its steps only inside of the loop");
    }
    Optional<ToolManifest> manifest = context.tool(tool);
    if (manifest.isEmpty()) {
      return Known.NOTHING; // an unknown tool is a problem of its step
    }
    Port port = port(manifest.get(), step.id(), field);
    return new Known(
        port.type(), port.schema(), structures(manifest.get(), port, step.args()), List.of());
  }

  private Known earlier(String name, PlannerState.Outcome outcome, @Nullable String field)
      throws UnresolvedException {
    Optional<ToolResult.Payload> payload = context.payload(name);
    if (payload.isEmpty()) {
      throw new UnresolvedException(
          "step '" + name + "' gave no result", "call its tool again in a step of another name");
    }
    Optional<ToolManifest> manifest =
        Optional.ofNullable(outcome.step().tool()).flatMap(context::tool);
    if (manifest.isEmpty()) {
      if (field == null || !payload.get().outputs().has(field)) {
        throw new UnresolvedException(
            "step '" + name + "' has no output '" + field + "'", "name one of its outputs");
      }
      return Known.NOTHING;
    }
    Port port = port(manifest.get(), name, field);
    String id = payload.get().outputs().path(port.name()).asText();
    Set<String> structures =
        payload.get().artifacts().stream()
            .filter(a -> a.id().equals(id) && a.kind() == Artifact.Kind.LABEL_MAP)
            .findFirst()
            .<Set<String>>map(a -> new HashSet<>(a.structures().values()))
            .orElse(null);
    return new Known(port.type(), port.schema(), structures, List.of());
  }

  private static Port port(ToolManifest manifest, String step, @Nullable String field)
      throws UnresolvedException {
    List<Port> outputs = manifest.outputs();
    List<String> names = outputs.stream().map(Port::name).toList();
    String fix =
        names.isEmpty()
            ? manifest.name() + " has no outputs"
            : "write $" + step + "." + String.join(" or $" + step + ".", names);
    if (field == null) {
      throw new UnresolvedException("'$" + step + "' names a step, not one of its outputs", fix);
    }
    return outputs.stream()
        .filter(p -> p.name().equals(field))
        .findFirst()
        .orElseThrow(
            () ->
                new UnresolvedException(
                    "step '" + step + "' (" + manifest.name() + ") has no output '" + field + "'",
                    fix));
  }

  /** What a label map output may hold: what its type names, else what the tool provides. */
  private static @Nullable Set<String> structures(ToolManifest manifest, Port port, JsonNode args) {
    ToolType type = port.type();
    if (!type.name().equals("LabelMap")) {
      return null;
    }
    String parameter = type.parameters().isEmpty() ? "structures" : type.parameters().get(0);
    if (manifest.inputs().stream().anyMatch(i -> i.name().equals(parameter))) {
      JsonNode value = args.path(parameter);
      return value.isTextual() && Reference.of(value).isEmpty() ? Set.of(value.asText()) : null;
    }
    if (!parameter.equals("structures") && !parameter.equals("structure")) {
      return Set.of(parameter);
    }
    return manifest.provides().isEmpty() ? null : Set.copyOf(manifest.provides());
  }

  private static Known study(PlannerState.NamedStudy study, @Nullable String field)
      throws UnresolvedException {
    List<Image> images = study.study().images();
    if (field == null) {
      return Known.of("Study", images);
    }
    return PlanContext.image(study, field)
        .map(i -> Known.of("Image", List.of(i)))
        .orElseThrow(
            () ->
                new UnresolvedException(
                    "study '" + study.as() + "' has no '" + field + "'",
                    "write $"
                        + study.as()
                        + ", or $"
                        + study.as()
                        + ".image1"
                        + (images.size() > 1
                            ? " to $" + study.as() + ".image" + images.size()
                            : "")));
  }
}
