package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Outcomes as sentences. Every number is a reference that the service fills in; the words come from
 * the manifests' types and titles and from the results' own reasons.
 */
final class Replies {

  private final Vocabulary vocabulary;
  private final Catalogue catalogue;
  private final List<Outcome> outcomes;
  private final Phrases phrases;
  private final Names names;
  private final Values values;
  private final Verdicts verdicts;
  private final Comparisons comparisons;

  /**
   * @param outcomes everything that ran, to say what a result was derived from
   */
  Replies(Catalogue catalogue, List<Outcome> outcomes) {
    this.vocabulary = catalogue.vocabulary();
    this.catalogue = catalogue;
    this.outcomes = List.copyOf(outcomes);
    this.phrases = new Phrases(vocabulary);
    this.names = new Names(vocabulary);
    this.values = new Values(vocabulary);
    this.verdicts = new Verdicts(vocabulary);
    this.comparisons = new Comparisons(vocabulary);
  }

  /** The answer to everything that was asked; cautions are said once, at the end. */
  String answer(List<Task> tasks, List<String> more) {
    Set<String> sentences = new LinkedHashSet<>();
    Cautions cautions = new Cautions();
    Map<Object, List<Task>> groups = new LinkedHashMap<>();
    for (Task t : tasks) {
      groups.computeIfAbsent(group(t), k -> new ArrayList<>()).add(t);
    }
    for (List<Task> group : groups.values()) {
      List<Task.Done> done = new ArrayList<>();
      for (Task t : group) {
        if (t instanceof Task.Done d && d.outcome().result() != null && gave(d)) {
          done.add(d);
        }
      }
      if (!done.isEmpty()) {
        sentences.addAll(given(done, cautions));
      }
      for (Task t : group) {
        if (t instanceof Task.Done d && !done.contains(d)) {
          sentences.addAll(behind(d, cautions));
        }
        if (!(t instanceof Task.Done d) || !done.contains(d)) {
          sentences.add(otherwise(t));
        }
      }
    }
    sentences.addAll(cautions.sentences());
    sentences.addAll(more);
    sentences.remove("");
    return String.join(" ", sentences);
  }

  /** Tasks of one request with one tool are answered together; outlines all together. */
  private static Object group(Task t) {
    if (t instanceof Task.Done d) {
      boolean outline = Masks.maskOf(d.tool()).isPresent() && gave(d);
      return outline ? "outlines" : List.of(d.ask().request(), d.tool().name());
    }
    return t;
  }

  private static boolean gave(Task.Done d) {
    return Masks.payload(d.outcome()) != null;
  }

  /** What calls of one tool for one request gave. */
  private List<String> given(List<Task.Done> done, Cautions cautions) {
    List<String> sentences = new ArrayList<>();
    List<Values.Value> measured = new ArrayList<>();
    List<String> incomplete = new ArrayList<>();
    List<Task.Done> outlines = new ArrayList<>();
    for (Task.Done d : done) {
      List<Outcome> behind = sources(d.outcome());
      sentences.addAll(behind(d, cautions));
      cautions.add(d, behind);
      Optional<String> text = texts(d);
      measured.addAll(values.asked(d, text.isPresent()));
      if (measured.isEmpty()) {
        text.ifPresent(sentences::add);
      }
      verdicts.sentence(d, behind).ifPresent(sentences::add);
      if (outlineOnly(d)) {
        outlines.add(d);
      }
      incomplete.add(cautions.incomplete(d));
    }
    if (!outlines.isEmpty()) {
      sentences.add(outlined(outlines));
    }
    sentences.addAll(values(done.get(0).ask().request(), measured));
    sentences.addAll(incomplete);
    return sentences;
  }

  /** The measurements that a verdict stands on, or would have stood on. */
  private List<String> behind(Task.Done d, Cautions cautions) {
    List<String> sentences = new ArrayList<>();
    for (Outcome o : sources(d.outcome())) {
      measuredBy(o, d.ask())
          .ifPresent(
              s -> {
                sentences.addAll(values.sentences(values.asked(s, false)));
                sentences.add(cautions.incomplete(s));
              });
    }
    return sentences;
  }

  private List<String> values(Request request, List<Values.Value> measured) {
    if (measured.isEmpty()) {
      return List.of();
    }
    Optional<Rank> rank = Rank.of(request, vocabulary);
    boolean unnamed =
        measured.size() > 1
            && measured.stream().map(v -> names.subject(v.ask())).distinct().count() == 1;
    if (rank.isPresent() && unnamed) {
      return List.of(ranked(rank.get(), request, measured));
    }
    List<String> sentences = new ArrayList<>(values.sentences(measured));
    comparisons.of(request, measured).ifPresent(sentences::add);
    return sentences;
  }

  /** "The second largest": of values that no name tells apart, the one in that place. */
  private String ranked(Rank rank, Request request, List<Values.Value> measured) {
    List<Values.Value> sorted = new ArrayList<>(Values.sorted(measured));
    if (rank.order() < 0) {
      java.util.Collections.reverse(sorted);
    }
    if (rank.place() > sorted.size()) {
      return "There are fewer of them, so there is none in that place.";
    }
    return values.sentences(List.of(sorted.get(rank.place() - 1))).get(0);
  }

  /** The outcomes that were handed to this one: measurements and masks. */
  private List<Outcome> sources(Outcome outcome) {
    List<Outcome> sources = new ArrayList<>();
    for (JsonNode arg : outcome.step().args()) {
      String ref = arg.asText("");
      int dot = ref.indexOf('.');
      if (ref.startsWith("$") && dot > 0) {
        outcomes.stream()
            .filter(o -> o.step().id().equals(ref.substring(1, dot)))
            .reduce((a, b) -> b)
            .ifPresent(
                o -> {
                  sources.add(o);
                  sources.addAll(sources(o));
                });
      }
    }
    return sources.stream().distinct().toList();
  }

  /** A measurement that a verdict stands on is said with it. */
  private Optional<Task.Done> measuredBy(Outcome o, Task.Ask ask) {
    ToolResult.Payload p = Masks.payload(o);
    return p == null || p.quantities().isEmpty() || !p.artifacts().isEmpty()
        ? Optional.empty()
        : catalogue.tool(o.step().tool() + "").map(t -> new Task.Done(ask, t, o));
  }

  private static boolean outlineOnly(Task.Done d) {
    ToolResult.Payload p = Masks.payload(d.outcome());
    return p != null && p.quantities().isEmpty() && Masks.maskOf(d.tool()).isPresent();
  }

  private String outlined(List<Task.Done> outlines) {
    List<Target> targets =
        outlines.stream().flatMap(d -> d.ask().targets().stream()).distinct().toList();
    return (targets.isEmpty() ? "The structures are" : "The " + phrases.targets(targets))
        + (targets.isEmpty() ? "" : targets.size() == 1 ? " is" : " are")
        + " outlined on the image.";
  }

  /** Texts that the tool wrote; the service quotes them. */
  private static Optional<String> texts(Task.Done d) {
    ToolResult.Payload payload = Masks.payload(d.outcome());
    List<String> said = new ArrayList<>();
    for (Port p : d.tool().outputs()) {
      JsonNode v = payload == null ? null : payload.outputs().path(p.name());
      boolean there =
          v != null && (v.isTextual() ? !v.asText().isBlank() : v.isArray() && !v.isEmpty());
      if (p.type().name().equals("Text") && there) {
        said.add("[[" + d.outcome().step().id() + "." + p.name() + "]]");
      }
    }
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(d.tool().title() + ": " + String.join("; ", said) + ".");
  }

  /** What gave nothing, and why. */
  private String otherwise(Task t) {
    return t.fold(
        d -> failed(d, reason(d.outcome())),
        p -> failed(p.ask(), p.tool(), "it was not begun"),
        m -> m.text(),
        u -> unneeded(u),
        i -> impossible(i));
  }

  private static String reason(Outcome o) {
    ToolResult r = o.result();
    return r == null
        ? o.skipped() + ""
        : r.fold(
            c -> "",
            i -> "",
            ToolResult.Rejected::reason,
            ToolResult.Failed::cause,
            c -> "it was stopped");
  }

  private String unneeded(Task.Unneeded u) {
    String what = thing(u.ask(), catalogue.tool(u.ask().request().best().name()).orElseThrow());
    return u.reason().contains("cannot be decided")
        ? "Whether the condition holds cannot be told, so " + what + " was not measured."
        : "The condition does not hold, so " + what + " was not measured.";
  }

  String impossible(Task.Impossible i) {
    return Phrases.capital(Phrases.reason(i.reason())) + ".";
  }

  private String failed(Task.Done d, String reason) {
    return failed(d.ask(), d.tool(), reason);
  }

  private String failed(Task.Ask ask, ToolManifest tool, String reason) {
    boolean outlines = Masks.maskOf(tool).isPresent();
    String subject = names.subject(ask);
    if (!outlines && classifies(tool)) {
      String of = subject.isEmpty() ? "" : " for " + subject;
      return "“" + tool.title() + "” gave no result" + of + ": " + Phrases.reason(reason) + ".";
    }
    String what =
        outlines && !subject.isEmpty() ? "outline " + subject : "determine " + thing(ask, tool);
    return "I could not " + what + ": " + Phrases.reason(reason) + ".";
  }

  /** "The volume of the liver": the first thing the tool gives. */
  private String thing(Task.Ask ask, ToolManifest tool) {
    String noun =
        tool.outputs().stream()
            .filter(p -> p.type().name().equals("Quantity") || p.type().name().equals("Count"))
            .map(p -> names.output(tool, p.name()))
            .filter(n -> n.indexOf(' ') < 0 || !n.matches(".*\\d.*"))
            .findFirst()
            .orElse(Phrases.lower(tool.title()));
    String subject = names.subject(ask);
    return "the "
        + (classifies(tool) ? Phrases.lower(tool.title()) : noun)
        + (subject.isEmpty() ? "" : " of " + subject);
  }

  private static boolean classifies(ToolManifest tool) {
    return tool.outputs().stream().anyMatch(p -> p.type().name().equals("Class"));
  }

  /** Whether any of these results quotes a range from the literature. */
  static boolean cites(List<Task> tasks) {
    for (Task t : tasks) {
      ToolResult.Payload p = t instanceof Task.Done d ? Masks.payload(d.outcome()) : null;
      List<MeasuredQuantity> cited = p == null ? List.of() : Verdicts.cited(p);
      if (!cited.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
