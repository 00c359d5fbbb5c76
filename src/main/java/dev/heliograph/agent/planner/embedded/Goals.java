package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns what was read into goals, per target and image, and has each solved. */
final class Goals {

  /** Tools that give the same type and sound this much alike stand in for each other. */
  private static final double ALIKE = 0.12;

  private final Catalogue catalogue;
  private final Chain chain;
  private final Images images;

  Goals(Catalogue catalogue, Chain chain, Images images) {
    this.catalogue = catalogue;
    this.chain = chain;
    this.images = images;
  }

  List<Task> tasks(Reading reading) {
    Set<Task> tasks = new java.util.LinkedHashSet<>();
    for (Request r : reading.requests()) {
      if (!images.all().isEmpty() && images.meant(r.images()).isEmpty() && aboutImages(r)) {
        tasks.add(
            new Task.Impossible(
                new Task.Ask(r, r.targets(), null), "the image you name is not loaded here"));
        continue;
      }
      for (Images.@Nullable Named image : chosen(r)) {
        for (List<Target> targets : targets(r, image)) {
          tasks.add(task(new Task.Ask(r, targets, image)));
        }
      }
      ambiguous(r).ifPresent(tasks::add);
    }
    return List.copyOf(tasks);
  }

  /** The images meant; one that nothing says is chosen by what can be done in it. */
  private List<Images.@Nullable Named> chosen(Request r) {
    List<Images.Named> meant = images.meant(r.images());
    if (images.all().isEmpty()) {
      List<Images.@Nullable Named> none = new ArrayList<>();
      none.add(null);
      return none;
    }
    if (meant.size() == 1) {
      return List.copyOf(meant);
    }
    if (meant.isEmpty()) {
      return List.copyOf(images.all().subList(0, 1));
    }
    if (wantsAll(r)) {
      return List.copyOf(meant);
    }
    if (!aboutImages(r)) {
      return List.copyOf(meant.subList(0, 1));
    }
    List<Images.Named> able = able(r, meant);
    return able.size() == 1
        ? List.copyOf(able)
        : able.isEmpty() ? List.copyOf(meant.subList(0, 1)) : List.of();
  }

  private boolean wantsAll(Request r) {
    boolean prior = r.images().stream().anyMatch(w -> catalogue.vocabulary().is("prior", w));
    boolean current = r.images().stream().anyMatch(w -> catalogue.vocabulary().is("current", w));
    if (prior && current) {
      return true;
    }
    String text = " " + String.join(" ", r.clause().tokens()) + " ";
    return catalogue.vocabulary().classes().getOrDefault("each_image", Set.of()).stream()
        .anyMatch(p -> text.contains(" " + p + " "));
  }

  /** Several images would do and nothing says which: a question. */
  private Optional<Task> ambiguous(Request r) {
    List<Images.Named> meant = images.meant(r.images());
    if (meant.size() < 2 || wantsAll(r) || !aboutImages(r)) {
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
                            !(chain.dry(() -> task(new Task.Ask(r, t, i)))
                                instanceof Task.Impossible)))
        .toList();
  }

  /** Whether the wanted tool looks at one image, itself or through a mask. */
  private boolean aboutImages(Request r) {
    return wanted(r).inputs().stream()
        .anyMatch(
            p ->
                p.required()
                    && !p.type().list()
                    && Set.of("Image", "LabelMap", "Study", "Quantity").contains(p.type().name()));
  }

  private ToolManifest wanted(Request r) {
    return catalogue.tool(r.best().name()).orElseThrow();
  }

  /** The target lists of one call each. */
  private List<List<Target>> targets(Request r, Images.@Nullable Named image) {
    ToolManifest tool = wanted(r);
    List<Target> all = r.everything() ? everything(r, tool, image) : r.targets();
    long places =
        tool.inputs().stream()
            .filter(p -> p.type().name().equals("Structure") || p.type().name().equals("Finding"))
            .count();
    boolean list =
        tool.inputs().stream()
            .anyMatch(p -> p.type().name().equals("Structure") && p.type().list());
    if (all.isEmpty() || list || places > 1) {
      return List.of(all);
    }
    boolean about = places == 1 || takesMask(tool) || Masks.maskOf(tool).isPresent();
    return about ? all.stream().map(List::of).toList() : List.of(List.of());
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
                    .map(t -> !t.finding())
                    .orElse(true))
        .map(Target::organ)
        .toList();
  }

  /** The best tool that can; the best tool's reason if none can. */
  private Task task(Task.Ask ask) {
    Request r = ask.request();
    ToolManifest first = wanted(r);
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
