package dev.heliograph.agent.grounding;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text with its values inserted, without the sentences that nothing explains.
 *
 * @param segments the text in pieces
 * @param problems for the planner: each withheld sentence, quoted, and why; may hold the number
 * @param reasons for the user, one for each withheld sentence; never holds the number
 */
public record Grounded(List<Segment> segments, List<String> problems, List<String> reasons) {

  public Grounded {
    segments = List.copyOf(segments);
    problems = List.copyOf(problems);
    reasons = List.copyOf(reasons);
  }

  public String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining());
  }
}
