package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the user wants, as read.
 *
 * @param intents tools and acts by score, best first; the best is what is wanted
 * @param clause where it was said
 * @param targets what it is about; empty if nothing was named
 * @param choices what it may be about where the words leave it open, or empty
 * @param everything about every structure that can be outlined
 * @param excluded canonical names that are left out
 * @param text everything said that may fill arguments: the clause, and replies to questions
 * @param images words that may choose the image: of this clause, else of the ones before
 * @param when the condition under which it is wanted, or null
 */
record Request(
    List<Intents.Scored> intents,
    Clause clause,
    List<Target> targets,
    List<Target> choices,
    boolean everything,
    List<String> excluded,
    List<String> text,
    List<String> images,
    @Nullable Condition when) {

  /**
   * What must hold.
   *
   * @param of what is asked to decide it
   * @param unless whether it must not hold
   */
  record Condition(List<Request> of, boolean unless) {
    Condition {
      of = List.copyOf(of);
    }
  }

  Request {
    targets = List.copyOf(targets);
    choices = List.copyOf(choices);
    excluded = List.copyOf(excluded);
    text = List.copyOf(text);
    images = List.copyOf(images);
  }

  Intents.Scored best() {
    return intents.get(0);
  }

  Request about(List<Target> newTargets, boolean all) {
    return new Request(intents, clause, newTargets, List.of(), all, excluded, text, images, when);
  }

  Request in(List<String> imageWords) {
    return new Request(
        intents, clause, targets, choices, everything, excluded, text, imageWords, when);
  }

  Request withMore(List<String> words) {
    List<String> all = new ArrayList<>(text);
    all.addAll(words);
    return new Request(intents, clause, targets, choices, everything, excluded, all, images, when);
  }

  Request under(@Nullable Condition condition) {
    return new Request(
        intents, clause, targets, choices, everything, excluded, text, images, condition);
  }

  /** The same said again in other words: "in litres?", "and the median?". */
  Request said(Clause again, List<String> excludedNow, List<String> imageWords) {
    return new Request(
        intents,
        again,
        targets,
        choices,
        everything,
        excludedNow.isEmpty() ? excluded : excludedNow,
        again.tokens(),
        imageWords,
        when);
  }
}
