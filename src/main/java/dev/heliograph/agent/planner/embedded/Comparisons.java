package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of several values is the greater: of sides, organs, images and lesions. */
final class Comparisons {

  private final Vocabulary vocabulary;
  private final Names names;
  private final Phrases phrases;

  Comparisons(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.names = new Names(vocabulary);
    this.phrases = new Phrases(vocabulary);
  }

  /** A sentence that compares the values of one request, if it asks for that. */
  Optional<String> of(Request request, List<Values.Value> values) {
    boolean asks =
        vocabulary.says("comparing", request.text())
            || vocabulary.says("changing", request.text())
            || (values.size() > 1
                && request.text().stream().anyMatch(vocabulary.superlatives()::containsKey));
    List<Values.Value> firsts = firsts(values);
    if (!asks || firsts.size() < 2 || !comparable(firsts)) {
      return Optional.empty();
    }
    String noun = names.output(firsts.get(0).done().tool(), firsts.get(0).quantity().output());
    List<Values.Value> sorted = Values.sorted(firsts);
    if (firsts.stream().anyMatch(v -> !v.exact())) {
      return Optional.of(
          "Which "
              + noun
              + " is the greater cannot be told, because not all of it was in the scan.");
    }
    Values.Value most = sorted.get(0);
    Values.Value least = sorted.get(sorted.size() - 1);
    if (most.quantity().quantity().value() == least.quantity().quantity().value()) {
      return Optional.of("Both have the same " + noun + ".");
    }
    if (sorted.size() == 2) {
      return Optional.of("The " + noun + " of " + whose(most) + " is the greater one.");
    }
    return Optional.of(
        "In order of "
            + noun
            + ", greatest first: "
            + phrases.list(sorted.stream().map(v -> phrases.targets(v.ask().targets())).toList())
            + ".");
  }

  private String whose(Values.Value v) {
    return names.subject(v.ask());
  }

  /** The first value of each call. */
  private static List<Values.Value> firsts(List<Values.Value> values) {
    List<Values.Value> firsts = new ArrayList<>();
    for (Values.Value v : values) {
      if (firsts.stream().noneMatch(f -> f.done().equals(v.done()))) {
        firsts.add(v);
      }
    }
    return firsts;
  }

  private boolean comparable(List<Values.Value> values) {
    Values.Value a = values.get(0);
    return values.stream()
            .allMatch(
                v ->
                    v.quantity().output().equals(a.quantity().output())
                        && v.quantity().quantity().unit() == a.quantity().quantity().unit())
        && values.stream().map(this::whose).distinct().count() == values.size();
  }
}
