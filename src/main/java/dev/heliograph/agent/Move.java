package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a planner wants next. Sealed: {@link #fold} takes one function per case. */
public sealed interface Move {

  /**
   * Run this plan (a fragment; earlier steps can be referred to). {@code explanation} is shown and
   * logged, or null.
   */
  record Propose(Plan plan, @Nullable ObjectNode explanation) implements Move {}

  /** Ask the user, once, with choices where there are any. {@code slot} names what is missing. */
  record Ask(String slot, String text, List<Choice> choices) implements Move {
    public Ask {
      choices = List.copyOf(choices);
    }
  }

  /** One choice of a question: what is sent back and what is shown. */
  record Choice(String value, String label) {}

  /** The answer; quantities as {@code [[q3]]}, {@code [[q3 in L]]} or {@code [[step.output]]}. */
  record Answer(String text) implements Move {}

  /** This cannot be done here, why, and what can be done instead. */
  record Refuse(String reason, List<String> alternatives) implements Move {
    public Refuse {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * The planner's output was no move at all (malformed call, unknown tool…); counted as its own
   * class.
   */
  record Malformed(String problem, String raw) implements Move {}

  default <T> T fold(
      Function<? super Propose, ? extends T> propose,
      Function<? super Ask, ? extends T> ask,
      Function<? super Answer, ? extends T> answer,
      Function<? super Refuse, ? extends T> refuse,
      Function<? super Malformed, ? extends T> malformed) {
    if (this instanceof Propose p) {
      return propose.apply(p);
    } else if (this instanceof Ask a) {
      return ask.apply(a);
    } else if (this instanceof Answer a) {
      return answer.apply(a);
    } else if (this instanceof Refuse r) {
      return refuse.apply(r);
    }
    return malformed.apply((Malformed) this);
  }
}
