package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolType;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether what a step refers to is of the type, modality and unit that its tool asks for. */
final class ArgumentTypes {

  /** Finds what a reference stands for. */
  interface Resolver {
    Known resolve(Reference reference) throws PlanScope.UnresolvedException;
  }

  private static final Set<String> WORDS = Set.of("Text", "Structure", "Class", "Finding");
  private static final Set<String> BY_ID = Set.of("Study", "Image", "LabelMap", "Report");

  private final PlanContext context;
  private final ToolManifest manifest;
  private final ObjectNode args;
  private final List<PlanProblem> problems;

  ArgumentTypes(
      PlanContext context, ToolManifest manifest, ObjectNode args, List<PlanProblem> problems) {
    this.context = context;
    this.manifest = manifest;
    this.args = args;
    this.problems = problems;
  }

  /**
   * @param path of the step
   * @param references of its arguments, by place from {@code args.}
   */
  void check(String path, Map<String, Reference> references, Resolver resolver) {
    for (Map.Entry<String, Reference> e : references.entrySet()) {
      String at = path + "." + e.getKey();
      Known known;
      try {
        known = resolver.resolve(e.getValue());
      } catch (PlanScope.UnresolvedException x) {
        add(at, "unknown_reference", x.getMessage() + "", x.fix());
        continue;
      }
      String name = e.getKey().substring("args.".length());
      boolean element = name.matches("[^.\\[]+\\[\\d+]");
      String top = name.replaceAll("[.\\[].*", "");
      manifest.inputs().stream()
          .filter(p -> p.name().equals(top) && (element || name.equals(top)))
          .forEach(p -> check(p, element, known, e.getValue(), at));
    }
    for (Port port : manifest.inputs()) {
      JsonNode value = args.path(port.name());
      if (port.wantsMeasured()) {
        measured(port, value, references.keySet(), path);
      }
      if (value.isTextual()
          && BY_ID.contains(port.type().name())
          && !references.containsKey("args." + port.name())) {
        literalId(port, value.asText(), path + ".args." + port.name());
      }
    }
  }

  /** A number that a plan brings itself would look measured once it was calculated with. */
  private void measured(Port port, JsonNode value, Set<String> references, String path) {
    String at = "args." + port.name();
    boolean refers =
        references.contains(at)
            || (value.isArray()
                && IntStream.range(0, value.size())
                    .allMatch(i -> references.contains(at + "[" + i + "]")));
    if (!refers) {
      add(
          path + "." + at,
          "literal_quantity",
          manifest.name() + " calculates only with what was measured",
          "refer to outputs of earlier steps ($step.output)");
    }
  }

  private void check(Port port, boolean element, Known known, Reference reference, String at) {
    ToolType from = known.type();
    ToolType to = port.type();
    if (from != null) {
      boolean toList = to.list() && !element;
      boolean study = from.name().equals("Study") && !from.list();
      boolean sameName =
          from.name().equals(to.name())
              || (study && to.name().equals("Image"))
              || (WORDS.contains(from.name()) && to.name().equals("Text"))
              || (from.name().equals("Class") && WORDS.contains(to.name()))
              || (from.name().equals("Text") && WORDS.contains(to.name()))
              || (from.name().equals("Count") && isNumber(port));
      if (!sameName || (from.list() != toList && !(study && toList))) {
        add(
            at,
            "type_mismatch",
            reference + " is a " + from + ", " + manifest.name() + " takes a " + to + " here",
            from.list() && !toList
                ? "repeat the step for each element with forEach"
                : "refer to an output of type " + to);
        return;
      }
      quantity(from, to, reference, at);
    }
    if (to.name().equals("LabelMap")) {
      structure(to, known.structures(), reference, at);
    }
    if (!known.images().isEmpty()) {
      preconditions(port, known.images(), reference, at);
    }
  }

  private static boolean isNumber(Port port) {
    String type = port.schema().path("type").asText();
    return !port.schema().has("x-type") && (type.equals("integer") || type.equals("number"));
  }

  private void quantity(ToolType from, ToolType to, Reference reference, String at) {
    if (!to.name().equals("Quantity") || from.anyKind() || to.anyKind()) {
      return;
    }
    if (!from.parameters().get(0).equals(to.parameters().get(0))) {
      add(
          at,
          "type_mismatch",
          reference + " is a " + from.parameters().get(0) + ", not a " + to.parameters().get(0),
          "refer to a " + to.parameters().get(0));
    }
    Optional<Unit> a = unit(from);
    Optional<Unit> b = unit(to);
    if (a.isPresent() && b.isPresent() && a.get().dimension() != b.get().dimension()) {
      add(
          at,
          "unit_mismatch",
          reference + " is in " + a.get().ucum() + ", which does not convert to " + b.get().ucum(),
          "refer to a quantity that converts to " + b.get().ucum());
    }
  }

  static Optional<Unit> unit(ToolType type) {
    return type.name().equals("Quantity") && type.parameters().size() > 1
        ? Unit.of(type.parameters().get(1))
        : Optional.empty();
  }

  private void structure(ToolType to, @Nullable Set<String> holds, Reference reference, String at) {
    String parameter = to.parameters().isEmpty() ? "structures" : to.parameters().get(0);
    String wanted = parameter;
    if (manifest.inputs().stream().anyMatch(i -> i.name().equals(parameter))) {
      JsonNode value = args.path(parameter);
      if (!value.isTextual() || Reference.of(value).isPresent()) {
        return;
      }
      wanted = value.asText();
    } else if (parameter.equals("structure") || parameter.equals("structures")) {
      return;
    }
    String structure = wanted;
    if (holds != null && !holds.contains(structure)) {
      List<String> providers =
          context.tools().stream()
              .filter(t -> t.provides().contains(structure))
              .map(ToolManifest::name)
              .toList();
      add(
          at,
          "unknown_structure",
          reference + " holds no '" + structure + "'",
          "it holds "
              + String.join(", ", holds.stream().sorted().limit(40).toList())
              + (providers.isEmpty()
                  ? "; no tool here provides " + structure
                  : "; " + structure + " is provided by " + String.join(", ", providers)));
    }
  }

  private void preconditions(Port port, List<Image> images, Reference reference, String at) {
    boolean all = port.type().list();
    List<Image> used = all ? images : images.subList(0, 1);
    for (Image image : port.type().name().equals("Study") ? List.<Image>of() : used) {
      Preconditions.problem(port, image, reference.toString(), manifest.name())
          .ifPresent(p -> add(at, p.code(), p.message(), p.fix() + other(port, images, reference)));
    }
  }

  /** Names another image of the same study that would do. */
  private static String other(Port port, List<Image> images, Reference reference) {
    for (int i = 1; i < images.size(); i++) {
      if (Preconditions.problem(port, images.get(i), "", "").isEmpty()) {
        return "; $" + reference.name() + ".image" + (i + 1) + " would do";
      }
    }
    return "";
  }

  private void literalId(Port port, String text, String at) {
    if (context.study(text).isPresent() || context.outcome(text).isPresent()) {
      add(at, "unknown_reference", "'" + text + "' is a name, not an id", "write $" + text);
      return;
    }
    boolean known =
        context.imageById(text).isPresent()
            || context.studies().stream().anyMatch(s -> s.study().id().equals(text))
            || context.done().stream()
                .flatMap(o -> PlanContext.payload(o).stream())
                .flatMap(p -> p.artifacts().stream())
                .anyMatch(a -> a.id().equals(text));
    if (!known) {
      add(
          at,
          "unknown_reference",
          "'" + text + "' is no id of this conversation",
          "refer to a study ($"
              + context.studies().stream().findFirst().map(PlannerState.NamedStudy::as).orElse("ct")
              + ") or to the output of a step ($step.output)");
      return;
    }
    context
        .imageById(text)
        .flatMap(i -> Preconditions.problem(port, i, text, manifest.name()))
        .ifPresent(p -> add(at, p.code(), p.message(), p.fix()));
  }

  private void add(String path, String code, String message, String fix) {
    problems.add(new PlanProblem(path, code, message, fix));
  }
}
