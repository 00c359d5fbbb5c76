package dev.heliograph.agent.grounding;

import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/** Checks one sentence: fills its placeholders, explains or refuses each literal number. */
final class SentenceGuard {

  /** A sentence in pieces, and why it must not be shown; shown if there are no problems. */
  record Result(List<Segment> segments, List<String> problems, String reason) {}

  /** A stretch of the original text that is shown as something else. */
  private record Replacement(int start, int end, Segment by) {}

  private final Facts facts;
  private final String original;
  private final Normalized normalized;
  private final String text;
  private final List<Replacement> replacements = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private String reason = "a number that no tool measured";

  SentenceGuard(Facts facts, String sentence) {
    this.facts = facts;
    this.original = sentence;
    this.normalized = new Normalized(sentence);
    this.text = normalized.text();
  }

  /** The number of the list item that this sentence begins, or −1. */
  int listMarker() {
    return ClosedNames.listMarker(text);
  }

  /**
   * @param isListItem whether the number the sentence begins with is the next one of a list
   */
  Result check(boolean isListItem) {
    List<Literal> literals = unexempted(isListItem);
    Mentions mentions = new Mentions(text, facts.structures());
    List<Integer> numbers = new ArrayList<>(literals.stream().map(Literal::start).toList());
    for (int i = text.indexOf(Normalized.PLACEHOLDER);
        i >= 0;
        i = text.indexOf(Normalized.PLACEHOLDER, i + 1)) {
      numbers.add(i);
    }
    numbers.sort(Comparator.naturalOrder());
    placeholders(mentions, numbers);
    Binder binder = new Binder(facts, text, mentions, numbers);
    for (Literal l : literals) {
      Optional<MeasuredQuantity> q = binder.quantity(l);
      if (q.isPresent()) {
        bind(l, q.get());
      } else if (!binder.isUsers(l) && !binder.isCited(l)) {
        Binder.Refusal refusal = binder.refusal(l);
        problems.add(refusal.problem());
        reason = refusal.reason();
      }
    }
    return new Result(segments(), problems, reason);
  }

  private List<Literal> unexempted(boolean isListItem) {
    List<ClosedNames.Span> closed = new ArrayList<>(ClosedNames.closed(text, facts));
    if (isListItem) {
      closed.add(ClosedNames.listMarkerSpan(text));
    }
    List<ClosedNames.Span> known = new ArrayList<>(ClosedNames.known(original, facts.names()));
    known.addAll(ClosedNames.quoted(original, facts.quotes()));
    return Literals.in(text).stream()
        .filter(l -> closed.stream().noneMatch(s -> s.holds(l.start(), l.end())))
        .filter(
            l ->
                known.stream()
                    .noneMatch(
                        s -> s.holds(normalized.start(l.start()), normalized.end(l.end() - 1))))
        .toList();
  }

  private void placeholders(Mentions mentions, List<Integer> numbers) {
    for (int i = text.indexOf(Normalized.PLACEHOLDER);
        i >= 0;
        i = text.indexOf(Normalized.PLACEHOLDER, i + 1)) {
      int start = normalized.start(i);
      int end = normalized.end(i);
      String content = original.substring(start + 2, end - 2).strip();
      try {
        Segment s = Insertion.of(content, facts, original.substring(0, start));
        MeasuredQuantity q = s.quantity();
        if (q != null) {
          sign(i, q);
          end = unit(i, end, q, content);
          String structure = q.structure();
          if (structure != null
              && !mentions.isEmpty()
              && !mentions.fits(structure, i, i + 1, numbers, false)) {
            problems.add(
                "[[" + q.id() + "]] is of " + structure + ", not of what the sentence names");
            reason = "a number that was measured of something else";
          }
        }
        replacements.add(new Replacement(start, end, s));
      } catch (Insertion.UnfilledException e) {
        problems.add(e.getMessage() + "");
      }
    }
  }

  /** A minus before an inserted value would change it. */
  private void sign(int at, MeasuredQuantity q) {
    boolean minus = at > 0 && "-−".indexOf(text.charAt(at - 1)) >= 0;
    boolean range = at > 1 && !Character.isWhitespace(text.charAt(at - 2));
    if (minus && !range) {
      problems.add("the sign before [[" + q.id() + "]] is not part of its value");
    }
  }

  /**
   * The unit is inserted with the value; the same unit behind it is dropped, another one is an
   * error. Returns where the placeholder and its unit end in the original.
   */
  private int unit(int at, int end, MeasuredQuantity q, String content) {
    Matcher m = UnitWords.AT_START.matcher(text.substring(at + 1).toLowerCase(Locale.ROOT));
    if (!m.find()) {
      return end;
    }
    Unit written = UnitWords.unit(m.group(1)).orElseThrow();
    Matcher in = Insertion.CONTENT.matcher(content);
    Unit shown =
        in.matches() && in.group(2) != null
            ? UnitWords.unit(in.group(2)).orElse(q.quantity().unit())
            : q.quantity().unit();
    if (written != shown) {
      problems.add(
          "the unit behind [[" + q.id() + "]] is not its unit; it is inserted with the value");
      return end;
    }
    return normalized.end(at + m.end());
  }

  private void bind(Literal l, MeasuredQuantity q) {
    Quantity shown = l.unit() == null ? q.quantity() : q.quantity().in(l.unit());
    int start = normalized.start(l.start());
    int end = normalized.end(l.unitEnd() - 1);
    replacements.add(
        new Replacement(
            start, end, new Segment(Insertion.display(q, shown, original.substring(0, start)), q)));
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    replacements.sort(Comparator.comparingInt(Replacement::start));
    int at = 0;
    for (Replacement r : replacements) {
      if (r.start() > at) {
        segments.add(Segment.plain(original.substring(at, r.start())));
      }
      segments.add(r.by());
      at = Math.max(at, r.end());
    }
    if (at < original.length()) {
      segments.add(Segment.plain(original.substring(at)));
    }
    return segments;
  }
}
