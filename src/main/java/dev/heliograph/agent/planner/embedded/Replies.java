package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Outcomes as sentences. Every number is a reference that the service fills in; the words come from
 * the manifests' types, titles and the results' own reasons.
 */
final class Replies {

  /** Of more values than this the first few are said, unless the words name others. */
  private static final int MANY = 4;

  private static final int FEW = 2;

  private final Vocabulary vocabulary;
  private final Catalogue catalogue;
  private final List<Outcome> outcomes;
  private final Phrases phrases;
  private final Slots slots;

  /**
   * @param outcomes everything that ran, to say what a result was derived from
   */
  Replies(Catalogue catalogue, List<Outcome> outcomes) {
    this.vocabulary = catalogue.vocabulary();
    this.catalogue = catalogue;
    this.outcomes = List.copyOf(outcomes);
    this.phrases = new Phrases(vocabulary);
    this.slots = new Slots(vocabulary);
  }

  /** The answer to everything that was asked; notes are said once, at the end. */
  String answer(List<Task> tasks, List<String> more) {
    Set<String> sentences = new LinkedHashSet<>();
    Set<String> notes = new LinkedHashSet<>();
    for (Task task : tasks) {
      if (task instanceof Task.Done d) {
        done(d, sentences, notes);
      } else if (task instanceof Task.Impossible i) {
        sentences.add(impossible(i));
      } else if (task instanceof Task.Planned p) {
        sentences.add(Phrases.capital(what(p.ask(), p.tool())) + " was not done.");
      }
    }
    sentences.addAll(compared(tasks));
    sentences.addAll(notes);
    sentences.addAll(more);
    return String.join(" ", sentences);
  }

  String impossible(Task.Impossible i) {
    String what =
        i.ask().targets().isEmpty() ? "this" : "the " + phrases.targets(i.ask().targets());
    return "I cannot do that for " + what + ": " + Phrases.reason(i.reason()) + ".";
  }

  private String what(Task.Ask ask, ToolManifest tool) {
    String title = Phrases.lower(tool.title());
    return ask.targets().isEmpty() ? title : title + " (" + phrases.targets(ask.targets()) + ")";
  }

  private void done(Task.Done d, Set<String> sentences, Set<String> notes) {
    ToolResult result = d.outcome().result();
    if (result == null) {
      sentences.add(failed(d, d.outcome().skipped() + ""));
      return;
    }
    for (Task.Done source : sources(d)) {
      done(source, sentences, notes);
    }
    result.fold(
        c -> values(d, c.payload(), "", sentences, notes),
        i -> values(d, i.payload(), i.reason(), sentences, notes),
        r -> sentences.add(failed(d, r.reason())),
        f -> sentences.add(failed(d, f.cause())),
        c -> sentences.add(failed(d, "it was stopped")));
  }

  /** The measurements that were handed to this call: a verdict is said with what it is about. */
  private List<Task.Done> sources(Task.Done d) {
    List<Task.Done> sources = new ArrayList<>();
    for (JsonNode arg : d.outcome().step().args()) {
      String ref = arg.asText("");
      int dot = ref.indexOf('.');
      if (!ref.startsWith("$") || dot < 0) {
        continue;
      }
      for (Outcome o : outcomes) {
        ToolResult.Payload p = Masks.payload(o);
        boolean measured =
            o.step().id().equals(ref.substring(1, dot))
                && p != null
                && p.quantities().stream().anyMatch(q -> q.output().equals(ref.substring(dot + 1)));
        if (measured) {
          catalogue
              .tool(o.step().tool() + "")
              .ifPresent(t -> sources.add(new Task.Done(d.ask(), t, o)));
        }
      }
    }
    return sources;
  }

  private String failed(Task.Done d, String reason) {
    return Phrases.capital(what(d.ask(), d.tool()))
        + " could not be done: "
        + Phrases.reason(reason)
        + ".";
  }

  private boolean values(
      Task.Done d,
      ToolResult.Payload payload,
      String incomplete,
      Set<String> sentences,
      Set<String> notes) {
    Task.Ask ask = d.ask();
    List<MeasuredQuantity> measured = new ArrayList<>();
    List<MeasuredQuantity> cited = new ArrayList<>();
    for (MeasuredQuantity q : payload.quantities()) {
      (q.bound() == Bound.REFERENCE ? cited : measured).add(q);
    }
    Optional<Unit> unit = slots.unit(ask.request().text());
    Optional<String> texts = texts(d, payload);
    List<MeasuredQuantity> wanted =
        texts.isPresent() ? List.of() : asked(measured, ask.request().text());
    List<String> facts = new ArrayList<>();
    for (MeasuredQuantity q : wanted) {
      facts.add(name(d, q) + " is " + value(d.outcome(), q, unit) + limits(ask, q));
    }
    String subject = subject(ask, d.tool());
    if (!facts.isEmpty()) {
      sentences.add(Phrases.capital(subject) + ": " + phrases.list(facts) + ".");
    }
    classes(d, payload, cited, unit).ifPresent(sentences::add);
    texts.ifPresent(sentences::add);
    if (payload.quantities().isEmpty() && Masks.maskOf(d.tool()).isPresent()) {
      sentences.add(
          "I outlined the "
              + (ask.targets().isEmpty() ? "structures" : phrases.targets(ask.targets()))
              + "; the mask is shown over the image.");
    }
    if (!incomplete.isEmpty()) {
      sentences.add("Note: " + Phrases.reason(incomplete) + ".");
    }
    for (ToolResult.Warning w : payload.warnings()) {
      notes.add("Note: " + Phrases.reason(w.message()) + ".");
    }
    notes.addAll(doubts(d, ask));
    return true;
  }

  /** What the tools that outlined the asked structures said against relying on them. */
  private List<String> doubts(Task.Done d, Task.Ask ask) {
    return sources(d).stream()
        .map(s -> Masks.payload(s.outcome()))
        .flatMap(p -> p == null ? java.util.stream.Stream.empty() : p.warnings().stream())
        .filter(w -> w.code().equals("low_accuracy"))
        .map(ToolResult.Warning::message)
        .filter(m -> ask.targets().stream().anyMatch(t -> m.contains(t.name().replace('_', ' '))))
        .map(m -> "Note: " + Phrases.reason(m) + ".")
        .toList();
  }

  /** "in the spleen", or the tool's title where it is about no structure. */
  private String subject(Task.Ask ask, ToolManifest tool) {
    String where = ask.image() == null ? "" : ask.image().label();
    boolean several = ask.request().images().stream().anyMatch(w -> vocabulary.is("prior", w));
    String base = ask.targets().isEmpty() ? tool.title() : phrases.targets(ask.targets());
    return several && !where.isEmpty() ? base + " (" + where + ")" : base;
  }

  /** Those the words name ("mean", "longest"); else the first ones of the manifest. */
  private List<MeasuredQuantity> asked(List<MeasuredQuantity> all, List<String> tokens) {
    Set<String> stems = new LinkedHashSet<>();
    for (String t : tokens) {
      stems.add(Tokens.stem(vocabulary.statistics().getOrDefault(t, t)));
    }
    List<MeasuredQuantity> named =
        all.stream()
            .filter(
                q ->
                    Tokens.of(q.output()).stream()
                        .filter(w -> w.length() > 1)
                        .map(Tokens::stem)
                        .anyMatch(stems::contains))
            .toList();
    return !named.isEmpty() ? named : all.size() > MANY ? all.subList(0, FEW) : all;
  }

  private static String name(Task.Done d, MeasuredQuantity q) {
    return d.tool().outputs().stream()
        .filter(p -> p.name().equals(q.output()))
        .map(p -> p.schema().path("title").asText(""))
        .filter(t -> !t.isEmpty() && !t.matches(".*\\d.*"))
        .map(t -> "the " + Phrases.lower(t))
        .findFirst()
        .orElse("the " + q.output().replace('_', ' ').replaceAll("\\s*\\d+", ""));
  }

  private static String ref(Outcome o, MeasuredQuantity q) {
    return q.id() != null ? q.id() + "" : o.step().id() + "." + q.output();
  }

  private String value(Outcome o, MeasuredQuantity q, Optional<Unit> unit) {
    boolean converts =
        unit.isPresent()
            && unit.get() != q.quantity().unit()
            && unit.get().dimension() == q.quantity().unit().dimension();
    String shown = "[[" + ref(o, q) + (converts ? " in " + unit.get().ucum() : "") + "]]";
    return switch (q.bound()) {
      case LOWER -> "at least " + shown;
      case UPPER -> "at most " + shown;
      default -> shown;
    };
  }

  /** "…, which is more than the 3 cm you asked about". */
  private String limits(Task.Ask ask, MeasuredQuantity q) {
    for (Slots.Amount a : slots.amounts(ask.request().text())) {
      boolean count = q.quantity().unit() == Unit.COUNT && a.unit() == null;
      boolean same = a.unit() != null && a.unit().dimension() == q.quantity().unit().dimension();
      if (a.limit() != 0 && (count || same)) {
        Unit u = a.unit() == null ? q.quantity().unit() : a.unit();
        int order = Double.compare(q.quantity().in(u).value(), a.value());
        if (q.bound() == Bound.LOWER && order <= 0) {
          return ", so it cannot be told whether it is more than the "
              + a.said()
              + " you asked about";
        }
        return ", which is "
            + (order > 0 ? "more than the " : order < 0 ? "less than the " : "exactly the ")
            + a.said()
            + " you asked about";
      }
    }
    return "";
  }

  /** A class, with the cited range it was read from. */
  private Optional<String> classes(
      Task.Done d, ToolResult.Payload payload, List<MeasuredQuantity> cited, Optional<Unit> unit) {
    for (Port p : d.tool().outputs()) {
      JsonNode value = payload.outputs().path(p.name());
      if (!p.type().name().equals("Class") || !value.isTextual()) {
        continue;
      }
      String verdict = value.asText().replace('_', ' ');
      if (cited.isEmpty()) {
        return Optional.of(
            Phrases.capital(subject(d.ask(), d.tool()))
                + ": "
                + p.name().replace('_', ' ')
                + " is “"
                + verdict
                + "”.");
      }
      boolean relation = Set.of("above", "below", "within").contains(verdict);
      String is = relation ? "is " + verdict : "is “" + verdict + "” against";
      List<String> ends = cited.stream().map(q -> value(d.outcome(), q, unit)).toList();
      MeasuredQuantity first = cited.get(0);
      String source =
          first.evidence().citation() == null
              ? ""
              : " ([[" + ref(d.outcome(), first) + ".citation]])";
      return Optional.of(
          (lowerBound(d) && !verdict.equals("above")
                  ? "What was measured is only a part, so the whole may be larger; it "
                  : "This ")
              + is
              + " the published reference range of "
              + String.join(" to ", ends)
              + source
              + "; a reference range describes a population and is no diagnosis.");
    }
    return Optional.empty();
  }

  /** Whether the verdict was read from a lower bound. */
  private boolean lowerBound(Task.Done d) {
    return sources(d).stream()
        .map(s -> Masks.payload(s.outcome()))
        .flatMap(p -> p == null ? java.util.stream.Stream.empty() : p.quantities().stream())
        .anyMatch(q -> q.bound() == Bound.LOWER);
  }

  /** Texts that the tool wrote; the service quotes them. */
  private static Optional<String> texts(Task.Done d, ToolResult.Payload payload) {
    List<String> said = new ArrayList<>();
    for (Port p : d.tool().outputs()) {
      JsonNode v = payload.outputs().path(p.name());
      boolean there = v.isTextual() ? !v.asText().isBlank() : v.isArray() && !v.isEmpty();
      if (p.type().name().equals("Text") && there) {
        said.add("[[" + d.outcome().step().id() + "." + p.name() + "]]");
      }
    }
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(d.tool().title() + ": " + String.join("; ", said) + ".");
  }

  /** "Is the left kidney larger than the right one?": says which is, where both were measured. */
  private List<String> compared(List<Task> tasks) {
    List<Task.Done> done =
        tasks.stream().filter(Task.Done.class::isInstance).map(Task.Done.class::cast).toList();
    if (done.size() != 2 || !done.get(0).ask().request().equals(done.get(1).ask().request())) {
      return List.of();
    }
    List<String> tokens = done.get(0).ask().request().text();
    boolean comparing =
        tokens.contains("than")
            || tokens.contains("compare")
            || tokens.contains("difference")
            || tokens.contains("bigger")
            || tokens.contains("larger")
            || tokens.contains("smaller");
    Optional<MeasuredQuantity> a = first(done.get(0));
    Optional<MeasuredQuantity> b = first(done.get(1));
    if (!comparing || a.isEmpty() || b.isEmpty()) {
      return List.of();
    }
    if (a.get().quantity().unit().dimension() != b.get().quantity().unit().dimension()
        || a.get().bound() != Bound.EXACT
        || b.get().bound() != Bound.EXACT) {
      return List.of();
    }
    double x = a.get().quantity().value();
    double y = b.get().quantity().in(a.get().quantity().unit()).value();
    Task.Done greater = x >= y ? done.get(0) : done.get(1);
    String kind = a.get().quantity().kind().replace('_', ' ');
    return x == y
        ? List.of("Both have the same " + kind + ".")
        : List.of(
            "The " + subject(greater.ask(), greater.tool()) + " has the greater " + kind + ".");
  }

  private static Optional<MeasuredQuantity> first(Task.Done d) {
    ToolResult.Payload p = Masks.payload(d.outcome());
    return p == null
        ? Optional.empty()
        : p.quantities().stream().filter(q -> q.bound() != Bound.REFERENCE).findFirst();
  }
}
