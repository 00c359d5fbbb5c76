package dev.heliograph.agent.grounding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Digits that are part of a name and count nothing: the closed list, and names that are known. */
final class ClosedNames {

  /** A stretch of a text. */
  record Span(int start, int end) {
    boolean holds(int from, int to) {
      return start <= from && to <= end;
    }
  }

  /** On normalized text: vertebrae and MR weightings, RECIST, dimensions, units, formats. */
  private static final List<Pattern> LIST =
      List.of(
          Pattern.compile(
              "(?<![\\p{L}\\p{N}])(?:L[1-6]|(?:T|Th)(?:1[0-2]|[1-9])|C[1-7]|S[1-5])(?![\\p{N}.,]\\p{N}|\\p{N})(?!\\p{L}{2})"),
          Pattern.compile(
              "(?<![\\p{L}\\p{N}])i?RECIST(?:\\s+(?:version\\s+)?1\\.[01])?(?![\\p{N}])"),
          Pattern.compile("(?<![\\p{L}\\p{N}])[234][dD](?![\\p{L}\\p{N}])"),
          Pattern.compile("(?<!\\p{L})(?:mm|cm|m)\\^?[23](?![\\p{L}\\p{N}])"),
          Pattern.compile("(?<![\\p{L}\\p{N}])NIfTI-[12](?!\\p{N})"),
          Pattern.compile(
              "(?<!\\p{L})[Ss]egments?\\s+(?:[1-8][ab]?|VIII|VII|VI|V|IV[ab]?|III|II|I)(?![\\p{L}\\p{N}]|\\s*(?:mm|cm|m[lL]|HU|%)(?!\\p{L}))"));

  private static final Pattern QUANTITY_ID =
      Pattern.compile("(?<![\\p{L}\\p{N}])q[1-9]\\d{0,8}(?![\\p{L}\\p{N}])");
  private static final Pattern LIST_MARKER =
      Pattern.compile("^\\s*(?:#+\\s*)?(\\d{1,2})[.)]\\s+(?=\\p{L}|\uFFFC)");

  /** Shorter texts say too little to be told from the planner's own words. */
  private static final int MIN_QUOTE = 12;

  private ClosedNames() {}

  /** On normalized text. */
  static List<Span> closed(String text, Facts facts) {
    List<Span> spans = new ArrayList<>();
    for (Pattern p : LIST) {
      Matcher m = p.matcher(text);
      while (m.find()) {
        spans.add(new Span(m.start(), m.end()));
      }
    }
    Matcher q = QUANTITY_ID.matcher(text);
    while (q.find()) {
      if (facts.quantity(q.group()).isPresent()) {
        spans.add(new Span(q.start(), q.end()));
      }
    }
    return spans;
  }

  /** The number of a list's item at the start of a sentence, or −1; on normalized text. */
  static int listMarker(String text) {
    Matcher m = LIST_MARKER.matcher(text);
    if (!m.find()
        || UnitWords.AT_START.matcher(text.substring(m.end()).toLowerCase(Locale.ROOT)).find()) {
      return -1;
    }
    return Integer.parseInt(m.group(1));
  }

  /** Where the list marker's number stands. */
  static Span listMarkerSpan(String text) {
    Matcher m = LIST_MARKER.matcher(text);
    return m.find() ? new Span(m.start(1), m.end(1)) : new Span(0, 0);
  }

  /** On the original text: sentences that a tool said, whatever their first letter and end. */
  static List<Span> quoted(String original, Collection<String> quotes) {
    List<Span> spans = new ArrayList<>();
    for (String quote : quotes) {
      for (String sentence : Sentences.split(quote)) {
        String core = sentence.strip().replaceFirst("[.!?…]+$", "");
        if (core.length() < MIN_QUOTE || !core.matches("(?s).*\\p{L}.*")) {
          continue;
        }
        String rest = core.substring(1); // the first letter may be written large or small
        for (int at = original.indexOf(rest); at > 0; at = original.indexOf(rest, at + 1)) {
          if (Character.toLowerCase(original.charAt(at - 1))
              == Character.toLowerCase(core.charAt(0))) {
            spans.add(new Span(at - 1, at + rest.length()));
          }
        }
      }
    }
    return spans;
  }

  /** On the original text: whole names that hold letters beside their digits. */
  static List<Span> known(String original, Collection<String> names) {
    List<Span> spans = new ArrayList<>();
    for (String name : names) {
      if (name.length() < 2 || !name.matches("(?s).*\\d.*") || !name.matches("(?s).*\\p{L}.*")) {
        continue;
      }
      Matcher m =
          Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
              .matcher(original);
      while (m.find()) {
        spans.add(new Span(m.start(), m.end()));
      }
    }
    return spans;
  }
}
