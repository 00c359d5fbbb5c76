package dev.heliograph.agent.grounding;

import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains a literal number of a sentence: by a quantity, by the user, by a citation. */
final class Binder {

  private static final Pattern PRESENTED_AS_USERS =
      Pattern.compile(
          "(?<!\\p{L})you\\s+(?:\\p{L}+\\s+)?(?:said|say|asked|ask|gave|give|mentioned|mention|wrote|write|typed|named|told|specified|requested|set|entered|provided|stated|chose|wanted|want|suggested|quoted|meant)(?!\\p{L})"
              + "|(?<!\\p{L})your\\s+(?:\\p{L}+\\s+)?(?:question|request|threshold|limit|value|number|message|figure|cut-?off|range|estimate)(?!\\p{L})");

  private static final Pattern LAST_WORD = Pattern.compile("\\p{L}{2,}[.,;]?\\s*$");

  /** Why a literal is not explained; for the planner, and for the user. */
  record Refusal(String problem, String reason) {}

  private final Facts facts;
  private final String text;
  private final Mentions mentions;
  private final List<Integer> numbers;

  /**
   * @param text the normalized sentence
   * @param numbers starts of all its numbers, placeholders included
   */
  Binder(Facts facts, String text, Mentions mentions, List<Integer> numbers) {
    this.facts = facts;
    this.text = text;
    this.mentions = mentions;
    this.numbers = numbers;
  }

  /** The one quantity that has the literal's value, unit and structure. */
  Optional<MeasuredQuantity> quantity(Literal l) {
    List<MeasuredQuantity> found = sameValue(l).stream().filter(q -> structureFits(q, l)).toList();
    long different =
        found.stream()
            .map(q -> List.of(q.structure() + "", q.quantity().kind(), q.quantity().value()))
            .distinct()
            .count();
    // The same measurement twice is one; the later one is meant.
    return different == 1 ? Optional.of(found.get(found.size() - 1)) : Optional.empty();
  }

  private List<MeasuredQuantity> sameValue(Literal l) {
    List<MeasuredQuantity> found = new ArrayList<>();
    for (MeasuredQuantity q : facts.quantities()) {
      Unit unit = l.unit() == null ? Unit.COUNT : l.unit();
      boolean bare = l.unit() == null && q.quantity().unit().symbol().isEmpty();
      if (bare || unit.dimension() == q.quantity().unit().dimension()) {
        Quantity inUnit = bare ? q.quantity() : q.quantity().in(unit);
        if (l.values().stream().anyMatch(v -> same(v, inUnit, l))) {
          found.add(q);
        }
      }
    }
    return found;
  }

  /** Equal as displayed, or rounded from the value to at least two significant digits. */
  private static boolean same(double literal, Quantity q, Literal l) {
    if (literal == q.value() || literal == Double.parseDouble(q.displayValue())) {
      return true;
    }
    return q.unit() != Unit.COUNT
        && l.significant() >= 2
        && Math.abs(literal - q.value()) <= 0.5 * Math.pow(10, -l.decimals()) * (1 + 1e-9);
  }

  private boolean structureFits(MeasuredQuantity q, Literal l) {
    String structure = q.structure();
    if (structure != null) {
      return mentions.fits(structure, l.start(), l.unitEnd(), numbers, true);
    }
    String words = text.toLowerCase(Locale.ROOT);
    return mentions.isEmpty()
        && (q.quantity().unit() != Unit.COUNT || words.contains(stem(q.output())));
  }

  /** "studies" as "stud": what a sentence must hold to be about that output. */
  private static String stem(String output) {
    return output.replaceFirst("(?:ies|es|s|y)$", "");
  }

  /** A number the user typed, where the sentence says that it is the user's. */
  boolean isUsers(Literal l) {
    if (!PRESENTED_AS_USERS.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      return false;
    }
    for (String said : facts.said()) {
      for (Literal u : Literals.in(new Normalized(said).text())) {
        boolean sameUnit = l.unit() == null || l.unit() == u.unit();
        if (sameUnit && u.values().stream().anyMatch(l.values()::contains)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Part of the quoted source of a reference value: the year in "Smith 1997". */
  boolean isCited(Literal l) {
    if (l.unit() != null) {
      return false;
    }
    Matcher word = LAST_WORD.matcher(text.substring(0, l.start()));
    if (!word.find()) {
      return false;
    }
    String quote = word.group() + text.substring(l.start(), l.end());
    return facts.quantities().stream()
        .filter(q -> q.bound() == MeasuredQuantity.Bound.REFERENCE)
        .map(q -> q.evidence().citation())
        .anyMatch(c -> c != null && new Normalized(c).text().contains(quote));
  }

  Refusal refusal(Literal l) {
    String shown = "'" + text.substring(l.start(), Math.max(l.end(), l.unitEnd())).strip() + "'";
    if (sameValue(l).isEmpty()) {
      return new Refusal(
          shown
              + " is no measured quantity; write [[q<n>]] for one of the quantities, or leave it out",
          "a number that no tool measured");
    }
    List<String> ids =
        sameValue(l).stream().map(q -> "[[" + q.id() + "]] (" + q.structure() + ")").toList();
    return new Refusal(
        shown + " has the value of " + String.join(", ", ids) + ", but is said of something else",
        "a number that was measured of something else");
  }
}
