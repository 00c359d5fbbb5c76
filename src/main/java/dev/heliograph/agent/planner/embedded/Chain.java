package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Backward chaining: from a tool that answers, through what its inputs need, to the image. There is
 * nothing here about any one tool: {@link Arguments} gets every argument by its type.
 */
final class Chain {

  /** A chain of more calls than this, each for the next, is no plan any more. */
  static final int DEEPEST = 4;

  private static final Set<String> PLACES = Set.of("Point", "Line", "Box");
  private static final Set<String> NAMED = Set.of("Structure", "Finding");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PlannerState state;
  private final Catalogue catalogue;
  private final Draft draft;
  private final Masks masks;
  private final Reach reach;
  private final Arguments arguments;
  private final Phrases phrases;
  private final List<ObjectNode> considered = new ArrayList<>();

  Chain(PlannerState state, Catalogue catalogue, Images images, Draft draft) {
    this.state = state;
    this.catalogue = catalogue;
    this.draft = draft;
    this.masks = new Masks(state, catalogue);
    this.reach = new Reach(catalogue);
    this.phrases = new Phrases(catalogue.vocabulary());
    this.arguments = new Arguments(state, catalogue, images, draft, this);
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
    int before = draft.mark();
    try {
      return call(tool, ask, null, 0);
    } catch (Stuck e) {
      draft.back(before);
      return e.task();
    }
  }

  /**
   * A tool about each element of the best list there is of what it takes; empty if no tool gives
   * such a list.
   */
  Optional<List<Task>> each(ToolManifest tool, Task.Ask ask) {
    for (Element element : arguments.producers().lists(tool)) {
      int before = draft.mark();
      try {
        Task list = call(element.tool(), ask, null, 1);
        if (list instanceof Task.Planned p) {
          return Optional.of(List.of(loop(tool, ask, element, p.step())));
        }
        if (list instanceof Task.Done d && Masks.payload(d.outcome()) != null) {
          String step = d.outcome().step().id();
          Task task = loop(tool, ask, element, step);
          List<Outcome> turns = draft.turns(step, tool);
          return Optional.of(
              turns.isEmpty()
                  ? List.of(task)
                  : turns.stream().<Task>map(o -> new Task.Done(ask, tool, o)).toList());
        }
      } catch (Stuck e) {
        // another list may do
      }
      draft.back(before);
    }
    return Optional.empty();
  }

  private Task loop(ToolManifest tool, Task.Ask ask, Element element, String producer)
      throws Stuck {
    if (!draft.turns(producer, tool).isEmpty()) {
      return new Task.Planned(ask, tool, producer);
    }
    int outside = draft.open();
    try {
      Task body = call(tool, ask, element, 1);
      draft.close(outside, producer, element.list().name(), phrases.why(tool, ask, null));
      return body;
    } catch (Stuck e) {
      draft.abandon(outside);
      throw e;
    }
  }

  /** The measurement that a tool would have judged: said where the judgement cannot be had. */
  Optional<Task> behind(ToolManifest tool, Task.Ask ask) {
    for (Port port : tool.inputs()) {
      if (!port.required() || !port.type().name().equals("Quantity") || port.type().list()) {
        continue;
      }
      for (Producers.Producer p : arguments.producers().of(tool, port, ask.request())) {
        Task task = solve(p.tool(), ask);
        if (task instanceof Task.Planned || task instanceof Task.Done) {
          return Optional.of(task);
        }
      }
    }
    return Optional.empty();
  }

  /** What would come of it, leaving no step behind. */
  <T> T dry(Supplier<T> attempt) {
    int before = draft.mark();
    T result = attempt.get();
    draft.back(before);
    return result;
  }

  /** A label map of a structure from whatever can make it: "segment the liver". */
  Task outline(Task.Ask ask) {
    int before = draft.mark();
    try {
      Images.Named image = arguments.image(ask, null);
      Task failed = null;
      for (Masks.Source s : masks.of(ask.targets(), image)) {
        if (s.ref() != null) {
          return new Task.Done(ask, s.tool(), outcomeOf(s.ref()));
        }
        try {
          Task task = call(s.tool(), ask, null, 0);
          if (!(task instanceof Task.Done d) || Masks.payload(d.outcome()) != null) {
            return task;
          }
          failed = task;
        } catch (Stuck e) {
          failed = failed == null ? e.task() : failed;
        }
      }
      return failed != null ? failed : reach.noMask(ask, ask.targets(), image);
    } catch (Stuck e) {
      draft.back(before);
      return e.task();
    }
  }

  private Outcome outcomeOf(String ref) {
    String step = ref.substring(1, ref.indexOf('.'));
    List<Outcome> all = new ArrayList<>(state.earlier());
    all.addAll(state.outcomes());
    return all.stream().filter(o -> o.step().id().equals(step)).reduce((a, b) -> b).orElseThrow();
  }

  /** One call, with every mask it needs tried in turn until it can be measured. */
  Task call(ToolManifest tool, Task.Ask ask, @Nullable Element element, int depth) throws Stuck {
    List<Port> ports =
        tool.inputs().stream()
            .filter(p -> p.type().name().equals("LabelMap") && !p.type().list())
            .filter(p -> element == null || element.value(p).isEmpty())
            .filter(p -> uses(p, tool, ask))
            .toList();
    return masked(tool, ask, element, ports, new LinkedHashMap<>(), depth);
  }

  private Task masked(
      ToolManifest tool,
      Task.Ask ask,
      @Nullable Element element,
      List<Port> ports,
      Map<String, Masks.Source> chosen,
      int depth)
      throws Stuck {
    if (chosen.size() == ports.size()) {
      return finished(tool, ask, element, chosen, depth);
    }
    Port port = ports.get(chosen.size());
    List<Target> targets = maskTargets(tool, port, ask);
    if (targets.isEmpty()) {
      throw new Stuck(reach.whichStructure(ask, vocabulary(tool)));
    }
    Images.Named image = arguments.image(ask, port);
    List<Masks.Source> sources = masks.of(targets, image);
    note(targets.get(0), image, sources);
    Task last = null;
    for (Masks.Source source : others(sources, chosen, image)) {
      int before = draft.mark();
      Task task;
      Map<String, Masks.Source> more = new LinkedHashMap<>(chosen);
      more.put(port.name(), source);
      try {
        task = masked(tool, ask, element, ports, more, depth);
      } catch (Stuck e) {
        draft.back(before);
        if (!(last instanceof Task.Done)) {
          last = last == null || e.task() instanceof Task.Done ? e.task() : last;
        }
        continue;
      }
      if (!(task instanceof Task.Done d) || !anotherMaskMayHelp(d.outcome())) {
        return task;
      }
      last = task;
    }
    if (last != null) {
      return last;
    }
    throw new Stuck(reach.noMask(ask, targets, image));
  }

  /** Two masks of one structure in one image are compared: the second is not the first again. */
  private static List<Masks.Source> others(
      List<Masks.Source> sources, Map<String, Masks.Source> chosen, Images.Named image) {
    List<Masks.Source> free =
        sources.stream()
            .filter(
                s ->
                    chosen.values().stream()
                        .noneMatch(
                            c ->
                                c.label().equals(s.label())
                                    && c.tool().equals(s.tool())
                                    && c.image().equals(image)))
            .toList();
    return free.isEmpty() ? sources : free;
  }

  private static String vocabulary(ToolManifest tool) {
    return tool.inputs().stream()
        .filter(p -> NAMED.contains(p.type().name()))
        .map(p -> p.schema().path("x-vocabulary").asText(""))
        .findFirst()
        .orElse("");
  }

  /** An optional mask is used where no other says what is meant, or where an argument names it. */
  private static boolean uses(Port port, ToolManifest tool, Task.Ask ask) {
    boolean otherMask =
        tool.inputs().stream().anyMatch(p -> p.required() && p.type().name().equals("LabelMap"));
    return port.required() || (!otherMask && !ask.targets().isEmpty());
  }

  /** What must be in the mask: the port may name an argument, or a structure of its own. */
  private List<Target> maskTargets(ToolManifest tool, Port port, Task.Ask ask) {
    List<String> parameters = port.type().parameters();
    List<String> places =
        tool.inputs().stream()
            .filter(p -> NAMED.contains(p.type().name()) && !p.type().list())
            .map(Port::name)
            .toList();
    if (!parameters.isEmpty() && places.contains(parameters.get(0))) {
      // and the structures that no mask of their own is for
      List<Target> inIt = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        String place = places.get(i);
        boolean own = place.equals(parameters.get(0));
        boolean free =
            tool.inputs().stream()
                .noneMatch(
                    p ->
                        p.type().name().equals("LabelMap")
                            && p.type().parameters().contains(place));
        if (own || free) {
          if (i >= ask.targets().size()) {
            return List.of();
          }
          inIt.add(ask.targets().get(i));
        }
      }
      return inIt;
    }
    return ownStructures(tool, port).isEmpty()
        ? ask.targets()
        : ownStructures(tool, port).stream()
            .map(s -> Target.named(catalogue.lexicon().canonical(s), catalogue.vocabulary()))
            .toList();
  }

  /** The structures that the port's type names itself: {@code LabelMap[liver]}. */
  static List<String> ownStructures(ToolManifest tool, Port port) {
    return port.type().parameters().stream()
        .filter(p -> !p.equals("structures") && !p.equals("structure"))
        .filter(p -> tool.inputs().stream().noneMatch(i -> i.name().equals(p)))
        .toList();
  }

  private Task finished(
      ToolManifest tool,
      Task.Ask ask,
      @Nullable Element element,
      Map<String, Masks.Source> sources,
      int depth)
      throws Stuck {
    ObjectNode args = arguments.of(tool, ask, element, sources, depth);
    Optional<Outcome> ran = element == null ? draft.ran(tool, args) : Optional.empty();
    if (ran.isPresent()) {
      return new Task.Done(ask, tool, ran.get());
    }
    if (nothingToWorkOn(tool, args)) {
      throw new Stuck(new Task.Impossible(ask, phrases.nothingGiven(tool)));
    }
    Optional<String> refused = draft.refused(tool, args);
    if (refused.isPresent()) {
      throw new Stuck(new Task.Impossible(ask, refused.get()));
    }
    String about = ask.targets().size() == 1 ? ask.targets().get(0).name() : "";
    Masks.Source first = sources.isEmpty() ? null : sources.values().iterator().next();
    String step =
        draft.step(
            tool, args, Masks.maskOf(tool).isPresent() ? "" : about, phrases.why(tool, ask, first));
    return new Task.Planned(ask, tool, step);
  }

  /** It takes points, lines or boxes, all of them optional, and there are none. */
  private static boolean nothingToWorkOn(ToolManifest tool, ObjectNode args) {
    List<Port> places =
        tool.inputs().stream().filter(p -> PLACES.contains(p.type().name())).toList();
    boolean others =
        tool.inputs().stream()
            .anyMatch(p -> p.required() && !Set.of("Image", "Study").contains(p.type().name()));
    return !places.isEmpty() && !others && places.stream().noneMatch(p -> args.has(p.name()));
  }

  /** Whether it ended badly in a way that a better mask could mend. */
  private static boolean anotherMaskMayHelp(Outcome o) {
    ToolResult r = o.result();
    if (r == null) {
      return o.step().when() == null;
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
