package dev.heliograph.agent.planner.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of a message.
 *
 * @param tokens its words, without punctuation at the ends
 * @param mentions structures and findings in it, indices into {@code tokens}
 * @param targets what it is about, exclusions taken off
 * @param excluded canonical names it excludes
 * @param everything whether it is about every structure there is
 * @param danglingSide "left" or "right" without a noun ("the left one"), or empty
 * @param content its meaningful words that are no mention
 * @param negated whether it says not to do it
 * @param when the condition under which it is wanted, or null
 */
record Clause(
    List<String> tokens,
    List<Mention> mentions,
    List<Target> targets,
    List<String> excluded,
    boolean everything,
    String danglingSide,
    List<String> content,
    boolean negated,
    @Nullable Condition when) {

  /**
   * "If the spleen is enlarged …".
   *
   * @param clause what it says; null for "if so", which is about what was asked just before
   * @param unless whether it must not hold
   */
  record Condition(@Nullable Clause clause, boolean unless) {}

  String text() {
    return String.join(" ", tokens);
  }

  /** Whether it names things and says nothing about them: "and the spleen?". */
  boolean bare() {
    boolean asksWhether =
        mentions.stream().anyMatch(m -> m.kind() == Mention.Kind.FINDING)
            && (tokens.contains("there") || tokens.contains("any") || tokens.contains("has"));
    return content.isEmpty() && !asksWhether;
  }

  boolean named() {
    return !targets.isEmpty() || everything || !danglingSide.isEmpty();
  }

  Clause under(@Nullable Condition condition) {
    return new Clause(
        tokens, mentions, targets, excluded, everything, danglingSide, content, negated, condition);
  }
}
