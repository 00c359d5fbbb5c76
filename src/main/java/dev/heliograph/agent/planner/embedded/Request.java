package dev.heliograph.agent.planner.embedded;

import java.util.List;

/**
 * One thing that the user wants, as read.
 *
 * @param intents tools and acts by score, best first; the best is what is wanted
 * @param clause where it was said
 * @param targets what it is about; empty if nothing was named
 * @param everything about every structure that can be outlined
 * @param excluded canonical names that are left out
 * @param text everything said that may fill arguments: the clause, and replies to questions
 * @param images words that may choose the image: of this clause, else of the ones before
 */
record Request(
    List<Intents.Scored> intents,
    Clause clause,
    List<Target> targets,
    boolean everything,
    List<String> excluded,
    List<String> text,
    List<String> images) {

  Intents.Scored best() {
    return intents.get(0);
  }

  Request about(List<Target> newTargets, boolean all) {
    return new Request(intents, clause, newTargets, all, excluded, text, images);
  }

  Request in(List<String> imageWords) {
    return new Request(intents, clause, targets, everything, excluded, text, imageWords);
  }

  Request withMore(List<String> words) {
    List<String> all = new java.util.ArrayList<>(text);
    all.addAll(words);
    return new Request(intents, clause, targets, everything, excluded, all, images);
  }
}
