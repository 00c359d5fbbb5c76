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
    for (String sentence : Sentences.split(text)) {
      SentenceGuard.Result result = new SentenceGuard(facts).check(sentence);
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
