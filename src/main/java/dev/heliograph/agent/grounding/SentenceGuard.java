package dev.heliograph.agent.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Checks one sentence. */
final class SentenceGuard {

  /** A sentence in pieces, and why it must not be shown; shown if there are no problems. */
  record Result(List<Segment> segments, List<String> problems, String reason) {}

  private final Facts facts;
  private final List<Segment> segments = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  SentenceGuard(Facts facts) {
    this.facts = facts;
  }

  Result check(String sentence) {
    Matcher m = Insertion.PLACEHOLDER.matcher(sentence);
    int at = 0;
    while (m.find()) {
      plain(sentence.substring(at, m.start()));
      try {
        segments.add(Insertion.of(m.group(1), facts, sentence.substring(0, m.start())));
      } catch (Insertion.UnfilledException e) {
        problems.add(e.getMessage() + "");
      }
      at = m.end();
    }
    plain(sentence.substring(at));
    return new Result(segments, problems, "a number that no tool measured");
  }

  private void plain(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (text.chars().anyMatch(Character::isDigit)) {
      problems.add("it holds a literal number");
    }
    segments.add(Segment.plain(text));
  }
}
