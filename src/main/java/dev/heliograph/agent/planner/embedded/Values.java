package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measured values as sentences, one a quantity, the values themselves left to the service. */
final class Values {

  /** A value and the call that gave it. */
  record Value(Task.Done done, MeasuredQuantity quantity) {

    Task.Ask ask() {
      return done.ask();
    }

    boolean exact() {
      return quantity.bound() == Bound.EXACT;
    }
  }

  private static final String SPREAD = "sd";

  private final Vocabulary vocabulary;
  private final Amounts amounts;
  private final Asked asked;
  private final Names names;
  private final Phrases phrases;

  Values(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.amounts = new Amounts(vocabulary);
    this.asked = new Asked(vocabulary);
    this.names = new Names(vocabulary);
    this.phrases = new Phrases(vocabulary);
  }

  /** The measured values of a call that were asked for; cited ones are no measurements. */
  List<Value> asked(Task.Done d, boolean namedOnly) {
    ToolResult.Payload payload = Masks.payload(d.outcome());
    if (payload == null) {
      return List.of();
    }
    List<String> text = d.ask().request().text();
    List<String> wanted = asked.named(d.tool(), text);
    List<Value> all =
        payload.quantities().stream()
            .filter(q -> q.bound() != Bound.REFERENCE)
            .map(q -> new Value(d, q))
            .toList();
    List<Value> named = all.stream().filter(v -> wanted.contains(v.quantity().output())).toList();
    if (!named.isEmpty() || namedOnly) {
      return named;
    }
    List<String> usual = asked.of(d.tool(), text);
    List<Value> some = all.stream().filter(v -> usual.contains(v.quantity().output())).toList();
    return some.isEmpty() ? all : some;
  }

  /**
   * What one request gave: of several structures or lesions in one sentence where that reads well.
   */
  List<String> sentences(List<Value> values) {
    List<String> sentences = new ArrayList<>();
    Map<Task.Done, List<Value>> byCall = new LinkedHashMap<>();
    values.forEach(v -> byCall.computeIfAbsent(v.done(), d -> new ArrayList<>()).add(v));
    List<List<Value>> calls = List.copyOf(byCall.values());
    boolean alike =
        calls.size() > 1
            && calls.stream().allMatch(c -> c.size() == 1 && c.get(0).exact() && plain(c.get(0)))
            && calls.stream().map(c -> c.get(0).quantity().output()).distinct().count() == 1;
    if (alike && calls.stream().map(c -> where(c.get(0).ask())).distinct().count() == 1) {
      return List.of(oneByOne(calls.stream().map(c -> c.get(0)).toList()));
    }
    if (alike) {
      return List.of(together(calls.stream().map(c -> c.get(0)).toList()));
    }
    calls.forEach(c -> sentences.add(sentence(c)));
    return sentences;
  }

  /** "The volume is … for the left kidney and … for the right kidney." */
  private String together(List<Value> values) {
    Value first = values.get(0);
    List<String> each = new ArrayList<>();
    for (Value v : values) {
      each.add(value(v) + where(v.ask()));
    }
    return "The " + noun(first) + " is " + phrases.list(each) + ".";
  }

  private static String where(Task.Ask ask, Names names) {
    String subject = names.subject(ask);
    return subject.isEmpty() ? names.image(ask) : " for " + subject;
  }

  private String where(Task.Ask ask) {
    return where(ask, names);
  }

  /** Several of one kind, greatest first: lesions that no name tells apart. */
  private String oneByOne(List<Value> values) {
    List<Value> sorted = sorted(values);
    return "Greatest first, the "
        + noun(values.get(0))
        + where(values.get(0).ask())
        + " is "
        + phrases.list(sorted.stream().map(this::value).toList())
        + ".";
  }

  static List<Value> sorted(List<Value> values) {
    return values.stream()
        .sorted(Comparator.comparingDouble((Value v) -> -v.quantity().quantity().value()))
        .toList();
  }

  private boolean plain(Value v) {
    return limit(v).isEmpty();
  }

  /** One call: a sentence for a single value, a list for several. */
  private String sentence(List<Value> values) {
    Value first = values.get(0);
    ToolManifest tool = first.done().tool();
    String subject = names.subject(first.ask());
    Optional<String> does = Combining.does(tool, first.done().outcome().step());
    if (does.isPresent()) {
      return combined(does.get(), first);
    }
    List<Value> listed = new ArrayList<>(values);
    boolean several = values.stream().map(v -> v.quantity().output()).distinct().count() > 1;
    if (!several && values.size() > 1) {
      return oneByOne(values);
    }
    Optional<Value> spread =
        listed.size() > 1 && listed.get(1).quantity().output().equals(SPREAD)
            ? Optional.of(listed.remove(1))
            : Optional.empty();
    if (listed.size() == 1) {
      String of = subject.isEmpty() ? names.image(first.ask()) : " of " + subject;
      String aside = spread.map(s -> " (" + noun(s) + " " + value(s) + ")").orElse("");
      String said = "the " + noun(first) + of + " is " + value(first) + aside;
      return verdict(first)
          + Phrases.capitalIf(verdict(first).isEmpty(), said)
          + limit(first)
          + ".";
    }
    List<String> facts = new ArrayList<>();
    for (Value v : listed) {
      String aside =
          v == listed.get(0)
              ? spread.map(s -> " (" + noun(s) + " " + value(s) + ")").orElse("")
              : "";
      facts.add("the " + noun(v) + " is " + value(v) + aside + limit(v));
    }
    String lead =
        subject.isEmpty() ? Phrases.capital(tool.title()) + ": " : "For " + subject + ", ";
    return lead + phrases.list(facts) + ".";
  }

  /** "The ratio of the liver and the spleen, in this order, is …" */
  private String combined(String operation, Value v) {
    List<Target> targets = v.ask().targets();
    String of =
        targets.size() < 2
            ? "of these values, the later against the earlier,"
            : "of the "
                + phrases.targets(targets)
                + (targets.size() == 2 ? ", in this order," : "");
    return "The " + operation + " " + of + " is " + value(v) + limit(v) + ".";
  }

  private String noun(Value v) {
    return names.output(v.done().tool(), v.quantity().output());
  }

  private String value(Value v) {
    return names.value(v.done().outcome(), v.quantity(), amounts.unit(v.ask().request().text()));
  }

  /** "Yes: " or "No: " where the question was whether a value is beyond a limit. */
  private String verdict(Value v) {
    Optional<Amounts.Amount> a = compared(v);
    List<String> said = v.ask().request().clause().tokens();
    if (a.isEmpty() || said.isEmpty() || !vocabulary.is("auxiliaries", said.get(0))) {
      return "";
    }
    int order = order(v, a.get());
    boolean open =
        (v.quantity().bound() == Bound.LOWER && order <= 0)
            || (v.quantity().bound() == Bound.UPPER && order >= 0);
    return open ? "" : order == a.get().limit() ? "Yes: " : "No: ";
  }

  /** ", which is more than the 3 cm you asked about". */
  private String limit(Value v) {
    Optional<Amounts.Amount> found = compared(v);
    if (found.isEmpty()) {
      return "";
    }
    Amounts.Amount a = found.get();
    int order = order(v, a);
    Bound bound = v.quantity().bound();
    if ((bound == Bound.LOWER && order <= 0) || (bound == Bound.UPPER && order >= 0)) {
      return ", so it cannot be told whether it is "
          + (a.limit() > 0 ? "more" : "less")
          + " than the "
          + a.said()
          + " you asked about";
    }
    return ", which is "
        + (order > 0 ? "more than the " : order < 0 ? "less than the " : "exactly the ")
        + a.said()
        + " you asked about";
  }

  private Optional<Amounts.Amount> compared(Value v) {
    Unit own = v.quantity().quantity().unit();
    return amounts.of(v.ask().request().text()).stream()
        .filter(a -> a.limit() != 0)
        .filter(
            a -> {
              Unit unit = a.unit();
              return unit == null ? own == Unit.COUNT : unit.dimension() == own.dimension();
            })
        .findFirst();
  }

  private static int order(Value v, Amounts.Amount a) {
    Unit unit = a.unit() == null ? v.quantity().quantity().unit() : a.unit();
    return Double.compare(v.quantity().quantity().in(unit).value(), a.value());
  }
}
