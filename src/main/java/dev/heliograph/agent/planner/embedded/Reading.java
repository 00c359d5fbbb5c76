package dev.heliograph.agent.planner.embedded;

import java.util.List;

/**
 * What a message was understood as.
 *
 * @param requests what is wanted, in the order it was said
 * @param acts what was said that no tool is for
 * @param unclear clauses that name something and do not say what to do with it, or are not
 *     understood
 * @param declined what the user does not want
 * @param modality what the user replied when asked what the image is (DICOM code), or empty
 * @param prior the study that the user said is the earlier one, or empty
 */
record Reading(
    List<Request> requests,
    List<Vocabulary.Act> acts,
    List<Clause> unclear,
    List<Clause> declined,
    String modality,
    String prior) {

  static final Reading NOTHING = new Reading(List.of(), List.of(), List.of(), List.of(), "", "");

  Reading {
    requests = List.copyOf(requests);
    acts = List.copyOf(acts);
    unclear = List.copyOf(unclear);
    declined = List.copyOf(declined);
  }
}
