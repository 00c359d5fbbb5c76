package dev.heliograph.agent.planner.embedded;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a clause means that goes on from what was asked before: "and the left one?", "in litres?".
 */
final class FollowUps {

  private static final int IMAGE_WORDS = 40;

  private final Catalogue catalogue;
  private final Vocabulary words;

  FollowUps(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.words = catalogue.vocabulary();
  }

  /** The requests before, changed as the clause says; empty if it is no follow-up. */
  List<Request> of(Clause c, List<Request> before) {
    if (before.isEmpty()) {
      return List.of();
    }
    boolean compares = compares(c);
    if (compares || asksForOutputs(c, before)) {
      return again(c, before, compares);
    }
    boolean goesOn = c.bare() && (c.named() || adds(c) || flips(c));
    return goesOn ? again(c, before, false) : List.of();
  }

  /**
   * "Sum of the two", "and the ratio?": the values asked for before, of as many turns as asked for
   * the same. Empty if the clause says more, or what it says is the name of one of those values.
   */
  Optional<Request> combined(Clause c, List<Request> before, List<Request> past) {
    Request last = before.get(before.size() - 1);
    Combining combining = catalogue.combining();
    Optional<Combining.Said> said = combining.said(c.tokens(), catalogue.tool(last.best().name()));
    if (said.isEmpty() || !combining.only(c, said.get())) {
      return Optional.empty();
    }
    Set<Target> targets = new LinkedHashSet<>();
    for (int i = past.size() - 1; i >= 0; i--) {
      Request r = past.get(i);
      if (!r.best().name().equals(last.best().name()) || (targets.size() > 1)) {
        break;
      }
      Set<Target> more = new LinkedHashSet<>(r.targets());
      more.addAll(targets);
      targets = more;
    }
    boolean all = last.everything() && targets.isEmpty();
    Request about = all || targets.isEmpty() ? last : last.about(List.copyOf(targets), false);
    return Optional.of(about.under(null).said(c, c.excluded(), imageWords(c, last)));
  }

  private List<Request> again(Clause c, List<Request> before, boolean added) {
    List<Request> again = new ArrayList<>();
    boolean others = c.everything() && c.tokens().contains("other");
    for (Request r : before) {
      Set<Target> targets = new LinkedHashSet<>(added ? r.targets() : List.of());
      targets.addAll(other(c, r.targets()));
      targets.addAll(side(c, r.targets()));
      boolean named = !targets.isEmpty() || c.everything();
      Request moved = named ? r.about(List.copyOf(targets), c.everything()) : r;
      if (again.stream().noneMatch(a -> a.best().equals(moved.best()))) {
        List<String> excluded = new ArrayList<>(c.excluded());
        if (others) {
          r.targets().forEach(t -> excluded.add(t.name()));
        }
        again.add(moved.under(null).said(c, excluded, imageWords(c, r)));
      }
    }
    return again;
  }

  /** "How does that compare to the spleen?", "which is larger?". */
  private boolean compares(Clause c) {
    return !c.content().isEmpty()
        && c.content().stream().allMatch(w -> words.is("comparing", w))
        && (c.targets().isEmpty() || (c.targets().size() == 1 && refersBack(c)));
  }

  /** "And the median?", "the short axis too": only names other values of the same tool. */
  private boolean asksForOutputs(Clause c, List<Request> before) {
    if (c.named() || c.content().isEmpty()) {
      return false;
    }
    Set<String> of = new LinkedHashSet<>();
    before.stream()
        .flatMap(r -> catalogue.tool(r.best().name()).stream())
        .flatMap(t -> t.outputs().stream())
        .forEach(p -> of.addAll(Tokens.of(p.name())));
    boolean several = of.size() > 1;
    return several
        && c.content().stream()
            .allMatch(
                w ->
                    of.contains(w)
                        || (words.statistics().containsKey(w)
                            && (words.statistics().getOrDefault(w, List.of()).isEmpty()
                                || words.statistics().getOrDefault(w, List.of()).stream()
                                    .anyMatch(of::contains))));
  }

  boolean refersBack(Clause c) {
    return words.any("pronouns", c.tokens()) || words.says("that_organ", c.tokens());
  }

  private boolean flips(Clause c) {
    return words.says("flips", c.tokens());
  }

  private boolean adds(Clause c) {
    return !c.excluded().isEmpty()
        || image(c)
        || c.tokens().stream().anyMatch(words.units()::containsKey);
  }

  private boolean image(Clause c) {
    return c.tokens().stream()
        .anyMatch(
            t ->
                words.modalities().containsKey(t)
                    || words.is("prior", t)
                    || words.is("current", t));
  }

  /** Words that choose the image: the clause's own, or those that held before. */
  List<String> imageWords(Clause c, @Nullable Request before) {
    return image(c) || before == null
        ? c.tokens()
        : Stream.concat(c.tokens().stream(), before.images().stream().limit(IMAGE_WORDS)).toList();
  }

  /** "The other kidney": of both, the one that it was not about. */
  static List<Target> other(Clause c, List<Target> before) {
    List<Target> rest = c.targets().stream().filter(t -> !before.contains(t)).toList();
    return c.tokens().contains("other") && !rest.isEmpty() ? rest : c.targets();
  }

  /** What "the left one" and "the other side" mean after these. */
  List<Target> side(Clause c, List<Target> before) {
    String side = c.danglingSide();
    if (side.isEmpty() && !(flips(c) && c.targets().isEmpty())) {
      return List.of();
    }
    List<Target> targets = new ArrayList<>();
    for (Target t : before) {
      String organ = t.organ() == null ? "" : t.organ() + "";
      String base = organ.replaceFirst("^(left|right)_", "");
      String wanted = !side.isEmpty() ? side : organ.startsWith("left_") ? "right" : "left";
      if (!base.equals(organ) && words.terms().containsKey(base)) {
        targets.add(new Target(wanted + "_" + base, t.finding()));
      }
    }
    return targets.stream().distinct().toList();
  }
}
