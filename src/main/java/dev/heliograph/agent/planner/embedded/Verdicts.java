package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classes that tools gave, with the cited range they were read from. */
final class Verdicts {

  private static final Set<String> RELATIONS = Set.of("above", "below", "within");

  private final Names names;
  private final Phrases phrases;
  private final Amounts amounts;

  Verdicts(Vocabulary vocabulary) {
    this.names = new Names(vocabulary);
    this.phrases = new Phrases(vocabulary);
    this.amounts = new Amounts(vocabulary);
  }

  /**
   * @param sources the measurements that the verdict stands on
   */
  Optional<String> sentence(Task.Done d, List<Outcome> sources) {
    ToolResult.Payload payload = Masks.payload(d.outcome());
    if (payload == null) {
      return Optional.empty();
    }
    List<MeasuredQuantity> cited = cited(payload);
    Optional<Unit> unit = amounts.unit(d.ask().request().text());
    for (Port p : d.tool().outputs()) {
      JsonNode value = payload.outputs().path(p.name());
      if (!p.type().name().equals("Class") || !value.isTextual()) {
        continue;
      }
      String verdict = value.asText().replace('_', ' ');
      if (cited.isEmpty()) {
        String subject = names.subject(d.ask());
        return Optional.of(
            (subject.isEmpty() ? Phrases.capital(d.tool().title()) : "For " + subject)
                + (subject.isEmpty() ? ": " : ", ")
                + "the "
                + names.output(d.tool(), p.name())
                + " is “"
                + verdict
                + "”.");
      }
      boolean part = lowerBound(sources) && !verdict.equals("above");
      String is = RELATIONS.contains(verdict) ? "is " + verdict : "is “" + verdict + "” against";
      return Optional.of(
          (part ? "What was measured is only a part, so the whole may be larger; it " : "This ")
              + is
              + " the published reference range "
              + range(d, cited, unit)
              + ".");
    }
    return cited.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The published reference range is "
                + range(d, cited, unit).replaceFirst("^of ", "")
                + ".");
  }

  private String range(Task.Done d, List<MeasuredQuantity> cited, Optional<Unit> unit) {
    MeasuredQuantity first = cited.get(0);
    String source =
        first.evidence().citation() == null
            ? ""
            : " ([[" + Names.ref(d.outcome(), first) + ".citation]])";
    List<String> ends = cited.stream().map(q -> names.value(d.outcome(), q, unit)).toList();
    return "of " + (ends.size() == 2 ? String.join(" to ", ends) : phrases.list(ends)) + source;
  }

  static List<MeasuredQuantity> cited(ToolResult.Payload payload) {
    return payload.quantities().stream().filter(q -> q.bound() == Bound.REFERENCE).toList();
  }

  private static boolean lowerBound(List<Outcome> sources) {
    return sources.stream()
        .map(Masks::payload)
        .flatMap(p -> p == null ? java.util.stream.Stream.empty() : p.quantities().stream())
        .anyMatch(q -> q.bound() == Bound.LOWER);
  }
}
