package dev.heliograph.agent.grounding;

import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a placeholder stands for: {@code [[q3]]}, {@code [[q3 in L]]}, {@code [[step.output]]}, and
 * {@code [[q3.citation]]} for the source it was taken from. Bounds are said: "at least 214 mL",
 * "1500 mL (reference)".
 */
final class Insertion {

  /** A placeholder that cannot be filled; the message is for the planner. */
  static final class UnfilledException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfilledException(String message) {
      super(message);
    }
  }

  static final Pattern PLACEHOLDER = Pattern.compile("\\[\\[\\s*(.*?)\\s*]]");

  private static final String CITATION = ".citation";

  static final Pattern CONTENT = Pattern.compile("(\\S+?)(?:\\s+in\\s+(\\S+))?");

  private Insertion() {}

  /**
   * The quantity and unit a placeholder names, or a plain text that a tool returned.
   *
   * @param content what stands between the brackets
   */
  static Segment of(String content, Facts facts, String before) throws UnfilledException {
    Matcher m = CONTENT.matcher(content);
    if (!m.matches()) {
      throw new UnfilledException("[[" + content + "]] is no reference");
    }
    String name = m.group(1).startsWith("$") ? m.group(1).substring(1) : m.group(1);
    if (name.endsWith(CITATION) && m.group(2) == null) {
      return Segment.plain(citation(name.substring(0, name.length() - CITATION.length()), facts));
    }
    Optional<MeasuredQuantity> byId = facts.quantity(name);
    List<MeasuredQuantity> found =
        byId.map(List::of).orElseGet(() -> facts.byOutput().getOrDefault(name, List.of()));
    if (found.size() > 1) {
      throw new UnfilledException(
          "[["
              + name
              + "]] is several quantities: "
              + String.join(
                  ", ", found.stream().map(q -> q.id() + " (" + q.structure() + ")").toList())
              + "; name one by its id");
    }
    if (found.isEmpty()) {
      String text = facts.texts().get(name);
      if (text != null && m.group(2) == null) {
        return Segment.plain(text);
      }
      throw new UnfilledException("[[" + name + "]] is no quantity of this conversation");
    }
    MeasuredQuantity q = found.get(0);
    return new Segment(display(q, inUnit(q, m.group(2)), before), q);
  }

  /** The source of a quantity, as the tool cited it. */
  private static String citation(String name, Facts facts) throws UnfilledException {
    String citation =
        Stream.concat(
                facts.quantity(name).stream(),
                facts.byOutput().getOrDefault(name, List.of()).stream())
            .map(q -> q.evidence().citation())
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> new UnfilledException("[[" + name + "]] cites no source"));
    return citation.strip().replaceFirst("\\.$", "");
  }

  private static Quantity inUnit(MeasuredQuantity q, @Nullable String unit)
      throws UnfilledException {
    if (unit == null) {
      return q.quantity();
    }
    Unit wanted =
        UnitWords.unit(unit)
            .orElseThrow(() -> new UnfilledException("'" + unit + "' is no unit; use a UCUM code"));
    try {
      return q.quantity().in(wanted);
    } catch (IllegalArgumentException e) {
      throw new UnfilledException(q.id() + ": " + e.getMessage());
    }
  }

  /** Value and unit with what must be said of its bound, unless the text before says it. */
  static String display(MeasuredQuantity q, Quantity shown, String before) {
    String value = shown.display();
    String words = before.toLowerCase(Locale.ROOT).stripTrailing();
    return switch (q.bound()) {
      case EXACT -> value;
      case LOWER ->
          hedged("at least ", words, before, "(?s).*(at least|≥|>|more than|over|no less than)$")
              + value;
      case UPPER ->
          hedged(
                  "at most ",
                  words,
                  before,
                  "(?s).*(at most|≤|<|less than|under|up to|no more than)$")
              + value;
      case REFERENCE ->
          words.matches("(?s).*(reference|normal|limit|range|expected|cut-?off|threshold).*")
              ? value
              : value + " (reference)";
    };
  }

  private static String hedged(String hedge, String words, String before, String said) {
    if (words.matches(said)) {
      return "";
    }
    return before.isBlank() ? Character.toUpperCase(hedge.charAt(0)) + hedge.substring(1) : hedge;
  }
}
