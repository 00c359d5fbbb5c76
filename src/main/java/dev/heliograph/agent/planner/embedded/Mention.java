package dev.heliograph.agent.planner.embedded;

import java.util.List;

/**
 * A structure or finding named in a text.
 *
 * @param from index of its first token
 * @param to index after its last token
 * @param names canonical names: two for "both kidneys", none for "all organs"
 * @param sides whether the text said which side
 */
record Mention(int from, int to, Kind kind, List<String> names, boolean sides) {

  /** What is named. */
  enum Kind {
    ORGAN,
    FINDING,
    EVERYTHING
  }

  Mention {
    names = List.copyOf(names);
  }
}
