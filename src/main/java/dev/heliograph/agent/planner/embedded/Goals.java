package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Move;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns what was read into goals, per target and image, and has each solved. */
final class Goals {

  /** Tools that give the same type and sound this much alike stand in for each other. */
  private static final double ALIKE = 0.12;

  /** Kinds of structures that "all organs" does not mean. */
  private static final Set<String> NO_ORGANS = Set.of("tissue", "trunk");

  private final Catalogue catalogue;
  private final Chain chain;
  private final Images images;
  private final Draft draft;
  private final Conditions conditions;

  Goals(Catalogue catalogue, Chain chain, Images images, Draft draft) {
    this.catalogue = catalogue;
    this.chain = chain;
    this.images = images;
    this.draft = draft;
    this.conditions = new Conditions(catalogue);
  }

  List<Task> tasks(Reading reading) {
    List<List<Task>> byRequest = new ArrayList<>();
    reading.requests().forEach(r -> byRequest.add(List.of()));
    for (boolean conditional : new boolean[] {false, true}) {
      for (int i = 0; i < reading.requests().size(); i++) {
        Request r = reading.requests().get(i);
        if ((r.when() != null) == conditional) {
          byRequest.set(i, r.when() == null ? wanted(r) : underCondition(r, r.when()));
        }
      }
    }
    Set<Task> tasks = new LinkedHashSet<>();
    byRequest.forEach(tasks::addAll);
    return withoutDoubles(List.copyOf(tasks));
  }

  /** A call asked for twice, with and without a limit to compare with, is answered once. */
  private static List<Task> withoutDoubles(List<Task> tasks) {
    return tasks.stream()
        .filter(
            t ->
                !(t instanceof Task.Done d)
                    || tasks.subList(tasks.indexOf(t) + 1, tasks.size()).stream()
                        .noneMatch(
                            o ->
                                o instanceof Task.Done e
                                    && e.outcome().equals(d.outcome())
                                    && e.ask().targets().equals(d.ask().targets())
                                    && !e.ask().request().text().equals(d.ask().request().text())
                                    && decides(e)))
        .toList();
  }

  private static boolean decides(Task.Done d) {
    return d.ask().request().text().stream().anyMatch(Tokens::isNumber);
  }

  /** What decides is done first; what hangs on it stands under its condition. */
  private List<Task> underCondition(Request r, Request.Condition condition) {
    List<Task> deciding = new ArrayList<>();
    condition.of().forEach(c -> deciding.addAll(wanted(c.under(null))));
    List<Task> tasks = new ArrayList<>(deciding);
    if (deciding.stream().anyMatch(t -> !(t instanceof Task.Done || t instanceof Task.Planned))) {
      return tasks; // a question comes first, or it cannot be decided
    }
    Optional<JsonNode> when = conditions.of(deciding, condition.unless());
    Optional<String> skipped = when.flatMap(draft::skipped);
    if (skipped.isPresent()) {
      tasks.add(new Task.Unneeded(new Task.Ask(r, r.targets(), null), skipped.get()));
      return tasks;
    }
    draft.under(when.orElse(null));
    tasks.addAll(wanted(r));
    draft.under(null);
    return tasks;
  }

  private List<Task> wanted(Request asked) {
    Request r = organsForFindings(asked);
    List<Task> tasks = new ArrayList<>();
    if (!images.all().isEmpty() && images.meant(r.images()).isEmpty() && aboutImages(r)) {
      tasks.add(
          new Task.Impossible(
              new Task.Ask(r, r.targets(), null), "the image you name is not loaded here"));
      return tasks;
    }
    for (Images.@Nullable Named image : chosen(r)) {
      for (List<Target> targets : targets(r, image)) {
        tasks.addAll(tasks(new Task.Ask(r, targets, image)));
      }
    }
    ambiguous(r).ifPresent(tasks::add);
    new Combination(catalogue, images, draft).of(r, tasks).ifPresent(tasks::add);
    return tasks;
  }

  /**
   * "Is there an aneurysm of the aorta?" is about the aorta where nothing outlines aneurysms and
   * the tool says that it is for them.
   */
  private Request organsForFindings(Request r) {
    List<Target> targets =
        r.targets().stream()
            .map(
                t -> {
                  String finding = t.finding();
                  boolean outlined =
                      catalogue.tools().stream()
                          .anyMatch(
                              tool ->
                                  catalogue
                                      .provides(tool, t.options(catalogue.vocabulary()))
                                      .isPresent());
                  return finding != null
                          && t.organ() != null
                          && !outlined
                          && isFor(wanted(r.best()), finding)
                      ? Target.organ(t.organ() + "")
                      : t;
                })
            .toList();
    return targets.equals(r.targets()) ? r : r.about(targets, r.everything());
  }

  /** "Is there an aneurysm of the {structure}?" is one of the tool's examples. */
  private static boolean isFor(ToolManifest tool, String finding) {
    return tool.examples().stream()
        .anyMatch(e -> e.contains("{structure}") && Tokens.of(e).contains(finding));
  }

  /** The images meant; one that nothing says is chosen by what can be done in it. */
  private List<Images.@Nullable Named> chosen(Request r) {
    List<Images.Named> meant = images.meant(r.images());
    if (images.all().isEmpty()) {
      List<Images.@Nullable Named> none = new ArrayList<>();
      none.add(null);
      return none;
    }
    if (comparesTimes(wanted(r.best()))) {
      return List.copyOf(images.current().map(List::of).orElse(images.all().subList(0, 1)));
    }
    if (wantsAll(r)) {
      return List.copyOf(images.all().size() > meant.size() ? alike() : meant);
    }
    if (meant.size() == 1) {
      return List.copyOf(meant);
    }
    if (meant.isEmpty()) {
      return List.copyOf(images.all().subList(0, 1));
    }
    if (!aboutImages(r)) {
      return List.copyOf(meant.subList(0, 1));
    }
    List<Images.Named> able = able(r, meant);
    return able.size() == 1
        ? List.copyOf(able)
        : able.isEmpty() ? List.copyOf(meant.subList(0, 1)) : List.of();
  }

  /** The prior and what is compared with it, which is of the same modality. */
  private List<Images.Named> alike() {
    Optional<Images.Named> prior = images.prior();
    return images.all().stream()
        .filter(i -> prior.isEmpty() || prior.get().modality() == i.modality())
        .toList();
  }

  /** Whether the tool itself compares two times: one of its inputs is of the prior. */
  private boolean comparesTimes(ToolManifest tool) {
    return tool.inputs().stream()
        .anyMatch(p -> p.required() && Catalogue.says(catalogue.vocabulary(), "prior", p));
  }

  private boolean wantsAll(Request r) {
    boolean prior = r.images().stream().anyMatch(w -> catalogue.vocabulary().is("prior", w));
    boolean current = r.images().stream().anyMatch(w -> catalogue.vocabulary().is("current", w));
    boolean compares =
        catalogue.vocabulary().says("comparing", r.text())
            || catalogue.vocabulary().says("changing", r.text());
    boolean changes = catalogue.vocabulary().says("changing", r.text());
    boolean both = prior ? current || compares : changes && images.prior().isPresent();
    if (both && images.all().size() > 1) {
      return true;
    }
    String text = " " + String.join(" ", r.clause().tokens()) + " ";
    return catalogue.vocabulary().classes().getOrDefault("each_image", Set.of()).stream()
        .anyMatch(p -> text.contains(" " + p + " "));
  }

  /** Several images would do and nothing says which: a question. */
  private Optional<Task> ambiguous(Request r) {
    List<Images.Named> meant = images.meant(r.images());
    if (meant.size() < 2 || wantsAll(r) || !aboutImages(r) || comparesTimes(wanted(r.best()))) {
      return Optional.empty();
    }
    List<Images.Named> able = able(r, meant);
    return able.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Task.Missing(
                "image",
                "Which image do you mean?",
                able.stream().map(i -> new Move.Choice(i.study(), i.label())).toList()));
  }

  private List<Images.Named> able(Request r, List<Images.Named> meant) {
    return meant.stream()
        .filter(
            i ->
                targets(r, i).stream()
                    .anyMatch(
                        t ->
                            chain.dry(() -> tasks(new Task.Ask(r, t, i))).stream()
                                .noneMatch(Task.Impossible.class::isInstance)))
        .toList();
  }

  /** Whether the wanted tool looks at one image, itself or through a mask. */
  private boolean aboutImages(Request r) {
    return wanted(r.best()).inputs().stream()
        .anyMatch(
            p ->
                p.required()
                    && !p.type().list()
                    && Set.of("Image", "LabelMap", "Study", "Quantity").contains(p.type().name()));
  }

  private ToolManifest wanted(Intents.Scored intent) {
    return catalogue.tool(intent.name()).orElseThrow();
  }

  /** The target lists of one call each. */
  private List<List<Target>> targets(Request r, Images.@Nullable Named image) {
    ToolManifest tool = wanted(r.best());
    List<Target> all = r.everything() ? everything(r, tool, image) : r.targets();
    long places =
        tool.inputs().stream()
            .filter(p -> p.type().name().equals("Structure") || p.type().name().equals("Finding"))
            .count();
    boolean list =
        tool.inputs().stream()
            .anyMatch(p -> p.type().name().equals("Structure") && p.type().list());
    if (all.isEmpty() || list || places > 1 || namesItsMasks(tool)) {
      return List.of(all);
    }
    boolean about = places == 1 || takesMask(tool) || Masks.maskOf(tool).isPresent();
    return about ? all.stream().map(List::of).toList() : List.of(List.of());
  }

  /** Whether every mask it takes is of structures that its own types name. */
  private static boolean namesItsMasks(ToolManifest tool) {
    List<Port> masks =
        tool.inputs().stream()
            .filter(p -> p.required() && p.type().name().equals("LabelMap"))
            .toList();
    return !masks.isEmpty()
        && masks.stream().allMatch(p -> !Chain.ownStructures(tool, p).isEmpty());
  }

  private static boolean takesMask(ToolManifest tool) {
    return tool.inputs().stream().anyMatch(p -> p.type().name().equals("LabelMap"));
  }

  private List<Target> everything(Request r, ToolManifest tool, Images.@Nullable Named image) {
    Set<String> allowed = new TreeSet<>();
    for (Port p : tool.inputs()) {
      if (p.type().name().equals("Structure")) {
        Catalogue.enumOf(p).forEach(s -> allowed.add(catalogue.lexicon().canonical(s)));
      }
    }
    return chain.reach().measurable(image).stream()
        .filter(s -> !r.excluded().contains(s) && (allowed.isEmpty() || allowed.contains(s)))
        .filter(
            s ->
                Optional.ofNullable(catalogue.vocabulary().terms().get(s))
                    .map(t -> !t.finding() && !NO_ORGANS.contains(t.kind()))
                    .orElse(true))
        .map(Target::organ)
        .toList();
  }

  /** One call, or one for each lesion where that is wanted or the only way. */
  private List<Task> tasks(Task.Ask ask) {
    ToolManifest tool = wanted(ask.request().best());
    boolean oneByOne =
        ask.targets().stream().anyMatch(t -> t.finding() != null)
            && (catalogue.vocabulary().says("each_item", ask.request().text())
                || Rank.of(ask.request(), catalogue.vocabulary()).isPresent());
    if (oneByOne) {
      Optional<List<Task>> each = chain.each(tool, ask);
      if (each.isPresent()) {
        return each.get();
      }
      Optional<Rank> rank = Rank.of(ask.request(), catalogue.vocabulary());
      if (rank.isPresent()) {
        return List.of(ranked(rank.get(), tool, ask));
      }
    }
    Task task = task(ask, tool);
    if (task instanceof Task.Impossible) {
      Optional<Task> instead = chain.behind(tool, ask);
      if (instead.isPresent()) {
        return List.of(instead.get(), task);
      }
    }
    boolean stuck =
        (task instanceof Task.Missing || task instanceof Task.Impossible) && takesOneThing(tool);
    return stuck ? chain.each(tool, ask).orElse(List.of(task)) : List.of(task);
  }

  /** One of several that no tool lists: only the largest may be had, from a tool that says so. */
  private Task ranked(Rank rank, ToolManifest tool, Task.Ask ask) {
    if (rank.order() > 0 && rank.place() == 1) {
      Set<String> kinds = types(tool);
      for (Intents.Scored s : ask.request().intents()) {
        Optional<ToolManifest> other =
            s.act() == null ? catalogue.tool(s.name()) : Optional.empty();
        if (other.isPresent() && ofTheLargest(other.get(), tool, kinds)) {
          return chain.solve(other.get(), ask);
        }
      }
    }
    return new Task.Impossible(
        ask,
        "no available tool measures the "
            + new Phrases(catalogue.vocabulary()).targets(ask.targets())
            + " one by one");
  }

  private static boolean ofTheLargest(ToolManifest tool, ToolManifest wanted, Set<String> kinds) {
    if (tool.equals(wanted)) {
      return tool.description().contains("largest");
    }
    return tool.outputs().stream()
        .filter(p -> kinds.contains(p.type().toString().replace("?", "")))
        .anyMatch(p -> Tokens.of(p.name()).contains("largest"));
  }

  /** Whether it takes a box, point or line, which often come only in lists. */
  private static boolean takesOneThing(ToolManifest tool) {
    return tool.inputs().stream()
        .anyMatch(
            p ->
                p.required()
                    && !p.type().list()
                    && Set.of("Box", "Point", "Line").contains(p.type().name()));
  }

  /** The best tool that can; the best tool's reason if none can. */
  private Task task(Task.Ask ask, ToolManifest first) {
    Request r = ask.request();
    if (isOutline(first) && !ask.targets().isEmpty()) {
      return chain.outline(ask);
    }
    Task best = null;
    for (Intents.Scored s : r.intents()) {
      if (s.score() < r.best().score() - ALIKE) {
        break;
      }
      Optional<ToolManifest> tool = catalogue.tool(s.name());
      if (s.act() == null && tool.isPresent() && standsIn(tool.get(), first)) {
        Task task = chain.solve(tool.get(), ask);
        if (!(task instanceof Task.Impossible)) {
          return task;
        }
        best = best == null ? task : best;
      }
    }
    return best == null ? chain.solve(first, ask) : best;
  }

  private static boolean isOutline(ToolManifest tool) {
    return !tool.provides().isEmpty() && Masks.maskOf(tool).isPresent();
  }

  private static boolean standsIn(ToolManifest tool, ToolManifest first) {
    return types(tool).equals(types(first));
  }

  private static Set<String> types(ToolManifest tool) {
    Set<String> types = new TreeSet<>();
    tool.outputs().forEach(p -> types.add(p.type().toString()));
    return types;
  }
}
