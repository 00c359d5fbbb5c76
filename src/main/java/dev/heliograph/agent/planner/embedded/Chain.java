package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Backward chaining: from a tool that answers, through what its inputs need, to the image. Every
 * argument comes from a type: there is nothing here about any one tool.
 */
final class Chain {

  private static final int DEEPEST = 4;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Why an argument could not be had: a question, or a reason. */
  private static final class Stuck extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Task task;

    Stuck(Task task) {
      super("stuck", null, false, false);
      this.task = task;
    }
  }

  private final PlannerState state;
  private final Catalogue catalogue;
  private final Draft draft;
  private final Masks masks;
  private final Slots slots;
  private final Images images;
  private final Reach reach;
  private final Producers producers;
  private final Phrases phrases;
  private final List<ObjectNode> considered = new ArrayList<>();

  Chain(PlannerState state, Catalogue catalogue, Images images, Draft draft) {
    this.state = state;
    this.catalogue = catalogue;
    this.images = images;
    this.draft = draft;
    this.masks = new Masks(state, catalogue);
    this.slots = new Slots(catalogue.vocabulary());
    this.reach = new Reach(catalogue);
    this.producers = new Producers(catalogue);
    this.phrases = new Phrases(catalogue.vocabulary());
  }

  Reach reach() {
    return reach;
  }

  /** What was weighed for each mask, for the explanation. */
  List<ObjectNode> considered() {
    return considered;
  }

  /** A tool about these targets in this image. */
  Task solve(ToolManifest tool, Task.Ask ask) {
    int before = draft.steps().size();
    try {
      return call(tool, ask, 0);
    } catch (Stuck e) {
      draft.back(before);
      return e.task;
    }
  }

  /** What would come of it, leaving no step behind. */
  Task dry(java.util.function.Supplier<Task> attempt) {
    int before = draft.steps().size();
    Task task = attempt.get();
    draft.back(before);
    return task;
  }

  /** A label map of a structure from whatever can make it: "segment the liver". */
  Task outline(Task.Ask ask) {
    try {
      Images.Named image = image(ask, null);
      Target target = ask.targets().get(0);
      Outcome failed = null;
      ToolManifest failedTool = null;
      for (Masks.Source s : masks.of(target, image)) {
        if (s.ref() != null) {
          return new Task.Done(ask, s.tool(), outcomeOf(s.ref()));
        }
        Task task = call(s.tool(), ask, 0);
        if (!(task instanceof Task.Done d) || Masks.payload(d.outcome()) != null) {
          return task;
        }
        failed = d.outcome();
        failedTool = s.tool();
      }
      if (failed != null && failedTool != null) {
        return new Task.Done(ask, failedTool, failed);
      }
      return reach.noMask(ask, target, image);
    } catch (Stuck e) {
      return e.task;
    }
  }

  private Outcome outcomeOf(String ref) {
    String step = ref.substring(1, ref.indexOf('.'));
    List<Outcome> all = new ArrayList<>(state.earlier());
    all.addAll(state.outcomes());
    return all.stream().filter(o -> o.step().id().equals(step)).reduce((a, b) -> b).orElseThrow();
  }

  /** Tries every mask in turn until one can be measured. */
  private Task call(ToolManifest tool, Task.Ask ask, int depth) throws Stuck {
    Optional<Port> maskPort =
        tool.inputs().stream()
            .filter(p -> p.type().name().equals("LabelMap") && uses(p, tool, ask))
            .findFirst();
    if (maskPort.isEmpty()) {
      return call(tool, ask, List.of(), depth);
    }
    List<Target> targets = maskTargets(tool, maskPort.get(), ask);
    if (targets.isEmpty()) {
      throw new Stuck(reach.whichStructure(ask));
    }
    Images.Named image = image(ask, maskPort.get());
    List<Masks.Source> sources = masks.of(targets.get(0), image);
    note(targets.get(0), image, sources);
    Task last = null;
    for (Masks.Source source : sources) {
      int before = draft.steps().size();
      Task task;
      try {
        task = call(tool, ask, List.of(source), depth);
      } catch (Stuck e) {
        draft.back(before);
        if (last == null || !(last instanceof Task.Done)) {
          last = e.task;
        }
        continue;
      }
      if (!(task instanceof Task.Done d) || !anotherMaskMayHelp(d.outcome())) {
        return task;
      }
      last = task;
    }
    return last != null ? last : reach.noMask(ask, targets.get(0), image);
  }

  private boolean uses(Port port, ToolManifest tool, Task.Ask ask) {
    boolean otherMask =
        tool.inputs().stream().anyMatch(p -> p.required() && p.type().name().equals("LabelMap"));
    return port.required() || (!otherMask && !ask.targets().isEmpty());
  }

  /** What must be in the mask: the port may name an argument, or a structure of its own. */
  private List<Target> maskTargets(ToolManifest tool, Port port, Task.Ask ask) {
    List<String> parameters = port.type().parameters();
    boolean named =
        parameters.isEmpty()
            || parameters.stream()
                .anyMatch(p -> tool.inputs().stream().anyMatch(i -> i.name().equals(p)))
            || parameters.contains("structures");
    return named
        ? ask.targets()
        : parameters.stream().map(p -> Target.organ(catalogue.lexicon().canonical(p))).toList();
  }

  private Task call(ToolManifest tool, Task.Ask ask, List<Masks.Source> source, int depth)
      throws Stuck {
    ObjectNode args = JSON.objectNode();
    int structuresUsed = 0;
    for (Port port : tool.inputs()) {
      JsonNode value = null;
      switch (port.type().name()) {
        case "Image" -> value = port.required() ? imageRef(ask, port) : null;
        case "Study" -> value = port.required() ? studyRef(ask, port) : null;
        case "LabelMap" -> {
          if (uses(port, tool, ask) && !source.isEmpty()) {
            value = JSON.textNode(maskRef(source.get(0), ask, depth));
          }
        }
        case "Structure", "Finding" -> {
          value = structure(tool, port, ask, source, structuresUsed);
          structuresUsed += value != null && !port.type().list() ? 1 : 0;
        }
        default -> {
          value = slots.fill(port, ask.request().text()).orElse(null);
          if (value == null && port.required() && freeText(port)) {
            value = JSON.textNode(state.message().replaceFirst("^\\$", "\\$\\$"));
          }
          if (value == null && port.required()) {
            value = produced(tool, port, ask, depth);
          }
        }
      }
      if (value != null) {
        args.set(port.name(), value);
      }
    }
    Optional<Outcome> ran = draft.ran(tool, args);
    if (ran.isPresent()) {
      return new Task.Done(ask, tool, ran.get());
    }
    String about = ask.targets().size() == 1 ? ask.targets().get(0).name() : "";
    String step =
        draft.step(
            tool,
            args,
            Masks.maskOf(tool).isPresent() ? "" : about,
            phrases.why(tool, ask, source.isEmpty() ? null : source.get(0)));
    return new Task.Planned(ask, tool, step);
  }

  private String maskRef(Masks.Source source, Task.Ask ask, int depth) throws Stuck {
    if (source.ref() != null) {
      return source.ref() + "";
    }
    if (depth >= DEEPEST) {
      throw new Stuck(new Task.Impossible(ask, "the chain of tools would be too long"));
    }
    Task task = call(source.tool(), ask, List.of(), depth + 1);
    if (task instanceof Task.Planned p) {
      return "$" + p.step() + "." + source.port().name();
    }
    if (task instanceof Task.Done d) {
      throw new Stuck(task(d, source));
    }
    throw new Stuck(task);
  }

  /** A mask tool ran and gave no mask of the structure: say so as the outcome. */
  private static Task task(Task.Done done, Masks.Source source) {
    return Masks.payload(done.outcome()) == null
        ? done
        : new Task.Impossible(
            done.ask(), source.tool().title() + " found no " + source.label().replace('_', ' '));
  }

  private @Nullable JsonNode structure(
      ToolManifest tool, Port port, Task.Ask ask, List<Masks.Source> source, int used)
      throws Stuck {
    if (ask.targets().isEmpty() || used >= ask.targets().size()) {
      if (!port.required()) {
        return null;
      }
      throw new Stuck(reach.whichStructure(ask));
    }
    if (port.type().list()) {
      ArrayNode all = JSON.arrayNode();
      for (Target t : ask.targets()) {
        all.add(name(port, t, source, ask));
      }
      return all;
    }
    return JSON.textNode(name(port, ask.targets().get(used), source, ask));
  }

  /** What this tool calls the target: its own list, else the mask's label. */
  private String name(Port port, Target target, List<Masks.Source> source, Task.Ask ask)
      throws Stuck {
    List<String> allowed = Catalogue.enumOf(port);
    List<String> options = target.options(catalogue.vocabulary());
    String label = source.isEmpty() ? target.name() : source.get(0).label();
    boolean labelIsTarget = options.contains(catalogue.lexicon().canonical(label));
    String wanted = labelIsTarget ? label : target.name();
    if (allowed.isEmpty() || allowed.contains(wanted)) {
      return wanted;
    }
    return allowed.stream()
        .filter(a -> options.contains(catalogue.lexicon().canonical(a)))
        .findFirst()
        .orElseThrow(
            () ->
                new Stuck(
                    new Task.Impossible(
                        ask,
                        "it is available only for "
                            + phrases.list(
                                allowed.stream().map(catalogue.vocabulary()::display).toList()))));
  }

  /** The output of another tool of the port's type, about the same targets. */
  private JsonNode produced(ToolManifest consumer, Port port, Task.Ask ask, int depth)
      throws Stuck {
    Task why = null;
    for (Producers.Producer p :
        depth < DEEPEST ? producers.of(consumer, port) : List.<Producers.Producer>of()) {
      ToolManifest producer = p.tool();
      int before = draft.steps().size();
      try {
        Task task = call(producer, ask, depth + 1);
        if (task instanceof Task.Planned planned) {
          return JSON.textNode("$" + planned.step() + "." + p.output().name());
        }
        if (task instanceof Task.Done d && Masks.payload(d.outcome()) != null) {
          return JSON.textNode("$" + d.outcome().step().id() + "." + p.output().name());
        }
        why = task;
      } catch (Stuck e) {
        why = e.task;
      }
      draft.back(before);
    }
    if (why != null) {
      throw new Stuck(why);
    }
    throw new Stuck(phrases.askFor(consumer, port));
  }

  /** A required text that may say anything: a question for a tool that takes questions. */
  private static boolean freeText(Port port) {
    return port.type().name().equals("Text")
        && !port.type().list()
        && port.schema().path("type").asText("string").equals("string")
        && !port.schema().has("enum")
        && !port.schema().has("pattern")
        && !port.schema().has("format");
  }

  private JsonNode imageRef(Task.Ask ask, Port port) throws Stuck {
    if (port.type().list()) {
      ArrayNode all = JSON.arrayNode();
      images.all().stream().filter(i -> i.fits(port)).forEach(i -> all.add(i.ref()));
      return all;
    }
    return JSON.textNode(image(ask, port).ref());
  }

  private JsonNode studyRef(Task.Ask ask, Port port) throws Stuck {
    if (port.type().list()) {
      ArrayNode all = JSON.arrayNode();
      images.all().stream().map(i -> "$" + i.study()).distinct().forEach(all::add);
      return all;
    }
    return JSON.textNode("$" + image(ask, null).study());
  }

  /** The image of this port: the prior where the port says so, else the one asked about. */
  private Images.Named image(Task.Ask ask, @Nullable Port port) throws Stuck {
    Images.Named image = ask.image();
    boolean prior =
        port != null
            && Tokens.of(port.name()).stream().anyMatch(t -> catalogue.vocabulary().is("prior", t));
    if (prior) {
      image =
          images.all().stream()
              .filter(images::isPrior)
              .findFirst()
              .orElseThrow(() -> new Stuck(new Task.Impossible(ask, "there is no prior study")));
    }
    if (image == null) {
      throw new Stuck(new Task.Impossible(ask, "no image is loaded"));
    }
    if (port != null && !image.fits(port)) {
      if (image.kindFits(port) && image.modalityIsMissing(port)) {
        throw new Stuck(phrases.askModality(image, Images.Named.modalities(port)));
      }
      throw new Stuck(new Task.Impossible(ask, phrases.wrongImage(image, port)));
    }
    return image;
  }

  /** Whether it ended badly in a way that a better mask could mend. */
  private static boolean anotherMaskMayHelp(Outcome o) {
    ToolResult r = o.result();
    if (r == null) {
      return true;
    }
    String reason = r.fold(c -> "", i -> "", x -> x.reason() + " " + x.fix(), f -> "", x -> "");
    return Tokens.of(reason).stream()
        .anyMatch(t -> t.startsWith("mask") || t.startsWith("segment") || t.equals("label"));
  }

  private void note(Target target, Images.Named image, List<Masks.Source> sources) {
    ObjectNode n = JSON.objectNode();
    n.put("structure", target.name()).put("image", image.ref());
    ArrayNode list = n.putArray("candidates");
    for (Masks.Source s : sources) {
      list.addObject()
          .put("tool", s.tool().name())
          .put("mask", s.ref() == null ? "new" : s.ref())
          .put("why", s.why());
    }
    if (!considered.contains(n)) {
      considered.add(n);
    }
  }
}
