package dev.heliograph.agent.grounding;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets through what is explained: inserts the quantities a text refers to, binds literal numbers
 * that match exactly one, and withholds every sentence with a number that nothing explains.
 */
public final class AnswerGuard {

  private final Facts facts;

  public AnswerGuard(Facts facts) {
    this.facts = facts;
  }

  public Grounded ground(String text) {
    List<Segment> segments = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    int nextItem = 1;
    for (String sentence : Sentences.split(text)) {
      SentenceGuard guard = new SentenceGuard(facts, sentence);
      int marker = guard.listMarker();
      boolean item = marker >= 1 && (marker == nextItem || marker == 1);
      if (item) {
        nextItem = marker + 1;
      }
      SentenceGuard.Result result = guard.check(item);
      if (result.problems().isEmpty()) {
        segments.addAll(result.segments());
      } else {
        problems.add("“" + sentence.strip() + "”: " + String.join("; ", result.problems()));
        reasons.add(result.reason());
      }
    }
    return new Grounded(segments, problems, reasons);
  }
}
