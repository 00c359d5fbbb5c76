package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hands what one request measures to a tool that combines it: "the sum of both volumes". */
final class Combination {

  private static final Set<String> SAYING = Set.of("is", "are", "does", "do", "makes", "make");

  private record Part(Task.Ask ask, String reference) {}

  private final Catalogue catalogue;
  private final Images images;
  private final Draft draft;
  private final Asked asked;

  Combination(Catalogue catalogue, Images images, Draft draft) {
    this.catalogue = catalogue;
    this.images = images;
    this.draft = draft;
    this.asked = new Asked(catalogue.vocabulary());
  }

  /** The call that combines the values of these tasks; empty if none is asked for or possible. */
  Optional<Task> of(Request r, List<Task> tasks) {
    Optional<Combining.Said> said =
        catalogue.combining().said(r.text(), catalogue.tool(r.best().name()));
    if (said.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    for (Task t : tasks) {
      Optional<Part> part = part(t);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    Combining.Operation operation = said.get().operation();
    if (parts.size() != parts.stream().map(Part::reference).distinct().count()
        || !operation.takes(parts.size())) {
      return Optional.empty();
    }
    ordered(parts, r, said.get());
    ToolManifest tool = operation.tool();
    ObjectNode args = operation.args(parts.stream().map(Part::reference).toList());
    Task.Ask ask =
        new Task.Ask(
            r, parts.stream().flatMap(p -> p.ask().targets().stream()).distinct().toList(), null);
    Optional<Outcome> ran = draft.ran(tool, args);
    Optional<String> refused = draft.refused(tool, args);
    return Optional.of(
        ran.isPresent()
            ? new Task.Done(ask, tool, ran.get())
            : refused.isPresent()
                ? new Task.Impossible(ask, refused.get())
                : new Task.Planned(
                    ask, tool, draft.step(tool, args, "", operation.name().replace('_', ' '))));
  }

  /** The value of a task, by the step that gives it; turns of a loop have no name to refer to. */
  private Optional<Part> part(Task t) {
    if (t instanceof Task.Planned p) {
      boolean step =
          draft.steps().stream()
              .anyMatch(s -> s.id().equals(p.step()) && p.tool().name().equals(s.tool()));
      return step ? part(p.ask(), p.tool(), p.step()) : Optional.empty();
    }
    if (t instanceof Task.Done d && Masks.payload(d.outcome()) != null) {
      String id = d.outcome().step().id();
      return id.contains("[") ? Optional.empty() : part(d.ask(), d.tool(), id);
    }
    return Optional.empty();
  }

  private Optional<Part> part(Task.Ask ask, ToolManifest tool, String step) {
    List<String> wanted = asked.of(tool, ask.request().text());
    return tool.outputs().stream()
        .filter(o -> o.type().name().equals("Quantity") && !o.type().list())
        .filter(o -> wanted.contains(o.name()))
        .findFirst()
        .map(o -> new Part(ask, "$" + step + "." + o.name()));
  }

  /**
   * In the order they were named, the later scan before the earlier; "what fraction of the liver is
   * the spleen" names the second one first.
   */
  private void ordered(List<Part> parts, Request r, Combining.Said said) {
    images
        .prior()
        .ifPresent(prior -> parts.sort(Comparator.comparing(p -> prior.equals(p.ask().image()))));
    List<Mention> mentions = r.clause().mentions();
    List<String> tokens = r.clause().tokens();
    if (parts.size() != 2 || mentions.size() != 2) {
      return;
    }
    Mention first = mentions.get(0);
    boolean of = first.from() > 0 && tokens.subList(0, first.from()).contains("of");
    boolean word =
        tokens.subList(0, first.from()).stream()
            .anyMatch(t -> said.words().contains(Tokens.stem(t)));
    boolean is =
        tokens.subList(first.to(), mentions.get(1).from()).stream().anyMatch(SAYING::contains);
    if (of && word && is) {
      parts.add(parts.remove(0));
    }
  }
}
