package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads a message in the light of what was said before. */
final class Reader {

  /** From this score on a clause is taken for what it sounds like. */
  static final double SURE = 0.50;

  /** Below this score a clause is not understood; between, its words must be the tool's words. */
  static final double HEARD = 0.38;

  /** From this score on, even a few small words ("what can you do?") are what they sound like. */
  private static final double CERTAIN = 0.60;

  private static final int TURNS = 8;

  private final Catalogue catalogue;
  private final Vocabulary words;

  Reader(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.words = catalogue.vocabulary();
  }

  Reading read(PlannerState state) {
    Reading context = Reading.NOTHING;
    String slot = "";
    List<Turn> turns = state.turns();
    for (Turn turn : turns.subList(Math.max(0, turns.size() - TURNS), turns.size())) {
      Reading r = read(turn.user(), context, slot);
      boolean asked = turn.kind().equals("clarification_asked");
      slot = asked && turn.slot() != null ? turn.slot() : "";
      context = r.requests().isEmpty() && r.unclear().isEmpty() ? context : r;
    }
    return read(state.message(), context, slot);
  }

  private Reading read(String message, Reading context, String slot) {
    List<Clause> clauses = catalogue.clauses().of(message);
    String modality = modality(message);
    if (!slot.isEmpty()) {
      Reading merged = reply(clauses, message, context, slot, modality);
      if (!merged.equals(Reading.NOTHING)) {
        return merged;
      }
    }
    List<Request> requests = new ArrayList<>();
    List<Vocabulary.Act> acts = new ArrayList<>();
    List<Clause> unclear = new ArrayList<>();
    List<Clause> declined = new ArrayList<>();
    for (int i = 0; i < clauses.size(); i++) {
      Clause c = clauses.get(i);
      Clause next = i + 1 < clauses.size() ? clauses.get(i + 1) : c;
      if (c.negated()) {
        declined.add(c);
      } else {
        List<Request> again =
            c.bare() ? ellipsis(c, requests.isEmpty() ? context.requests() : requests) : List.of();
        List<Intents.Scored> ranked = catalogue.intents().rank(c);
        Vocabulary.Act act = ranked.get(0).act();
        boolean plainAct =
            act != null && ranked.get(0).score() >= (c.named() ? Intents.VERBATIM : CERTAIN);
        if (!again.isEmpty() && !plainAct) {
          requests.addAll(again);
        } else if (c.bare() && c.named() && !plainAct) {
          unclear.add(c);
        } else if (!understood(c, ranked.get(0), context)) {
          unclear.add(c);
        } else if (act != null) {
          acts.add(act);
        } else {
          requests.add(request(c, measuring(c, ranked), requests, next, context));
        }
      }
    }
    return new Reading(requests, acts, unclear, declined, context.modality());
  }

  private boolean understood(Clause clause, Intents.Scored best, Reading context) {
    boolean about =
        clause.named()
            || best.act() != null
            || (!context.requests().isEmpty() && refersBack(clause));
    return best.score() >= SURE || (best.score() >= HEARD && about);
  }

  private boolean refersBack(Clause clause) {
    return clause.tokens().stream().anyMatch(t -> words.is("pronouns", t));
  }

  /** To compare two things they are measured alike, not each classified. */
  private List<Intents.Scored> measuring(Clause c, List<Intents.Scored> ranked) {
    boolean two = c.targets().size() > 1 || (!c.targets().isEmpty() && !c.danglingSide().isEmpty());
    if (!two || c.tokens().stream().noneMatch(t -> words.is("comparing", t))) {
      return ranked;
    }
    List<Intents.Scored> measures =
        ranked.stream()
            .filter(s -> s.act() == null)
            .filter(
                s ->
                    catalogue.tool(s.name()).stream()
                        .flatMap(t -> t.outputs().stream())
                        .allMatch(p -> !p.required() || p.type().name().equals("Quantity")))
            .toList();
    return measures.isEmpty() || measures.get(0).score() < HEARD ? ranked : measures;
  }

  private Request request(
      Clause c, List<Intents.Scored> ranked, List<Request> before, Clause next, Reading context) {
    boolean all = c.everything();
    Request last =
        !before.isEmpty()
            ? before.get(before.size() - 1)
            : context.requests().isEmpty() ? null : context.requests().get(0);
    List<Target> targets = new ArrayList<>(other(c, last == null ? List.of() : last.targets()));
    if (!c.danglingSide().isEmpty()) {
      targets.addAll(
          otherSide(
              c.danglingSide(), targets.isEmpty() && last != null ? last.targets() : targets));
    }
    if (targets.isEmpty() && !all) {
      boolean pronoun = refersBack(c);
      if (before.isEmpty() && next.named() && !next.equals(c) && !next.negated() && !pronoun) {
        targets.addAll(next.targets());
        all = next.everything();
      } else if (last != null) {
        targets.addAll(last.targets());
        all = last.everything();
      }
    }
    return new Request(
        ranked,
        c,
        List.copyOf(new java.util.LinkedHashSet<>(targets)),
        all,
        c.excluded(),
        c.tokens(),
        imageWords(c, last));
  }

  /** "And the spleen?", "and the left one?", "in litres?", "on the prior?": the same as before. */
  private List<Request> ellipsis(Clause c, List<Request> before) {
    List<Request> again = new ArrayList<>();
    for (Request r : c.named() || adds(c) ? before : List.<Request>of()) {
      List<Target> targets = new ArrayList<>(other(c, r.targets()));
      if (!c.danglingSide().isEmpty()) {
        targets.addAll(otherSide(c.danglingSide(), r.targets()));
      }
      boolean named = !targets.isEmpty() || c.everything();
      Request moved = named ? r.about(targets, c.everything()) : r;
      List<String> images = imageWords(c, r);
      if (again.stream().noneMatch(a -> a.best().equals(moved.best()))) {
        again.add(
            new Request(
                moved.intents(),
                c,
                moved.targets(),
                moved.everything(),
                c.excluded().isEmpty() ? moved.excluded() : c.excluded(),
                c.tokens(),
                images));
      }
    }
    return again;
  }

  private boolean adds(Clause c) {
    return !c.excluded().isEmpty()
        || c.tokens().stream()
            .anyMatch(
                t ->
                    words.units().containsKey(t)
                        || words.modalities().containsKey(t)
                        || words.is("prior", t)
                        || words.is("current", t));
  }

  private List<String> imageWords(Clause c, @org.jspecify.annotations.Nullable Request before) {
    boolean here =
        c.tokens().stream()
            .anyMatch(
                t ->
                    words.modalities().containsKey(t)
                        || words.is("prior", t)
                        || words.is("current", t));
    return here || before == null ? c.tokens() : join(before.images(), c.tokens());
  }

  private static List<String> join(List<String> a, List<String> b) {
    List<String> both = new ArrayList<>(b);
    both.addAll(a.subList(0, Math.min(a.size(), 40)));
    return both;
  }

  /** "The other kidney": of both, the one that it was not about. */
  private static List<Target> other(Clause c, List<Target> before) {
    List<Target> rest = c.targets().stream().filter(t -> !before.contains(t)).toList();
    return c.tokens().contains("other") && !rest.isEmpty() ? rest : c.targets();
  }

  private List<Target> otherSide(String side, List<Target> of) {
    List<Target> targets = new ArrayList<>();
    for (Target t : of) {
      String organ = t.organ() == null ? "" : t.organ() + "";
      String base = organ.replaceFirst("^(left|right)_", "");
      if (!base.equals(organ) && words.terms().containsKey(base)) {
        targets.add(new Target(side + "_" + base, t.finding()));
      }
    }
    return targets.stream().distinct().toList();
  }

  /**
   * A reply to our question, put into what was asked before; {@link Reading#NOTHING} if it is none.
   */
  private Reading reply(
      List<Clause> clauses, String message, Reading context, String slot, String modality) {
    if (context.requests().isEmpty() || clauses.size() > 1) {
      return Reading.NOTHING;
    }
    List<Request> asked = context.requests();
    boolean bare = clauses.isEmpty() || clauses.get(0).bare();
    List<String> tokens = Tokens.of(message);
    List<Request> filled = new ArrayList<>();
    switch (slot) {
      case "structure" -> {
        if (clauses.isEmpty() || !clauses.get(0).named() || !bare) {
          return Reading.NOTHING;
        }
        Clause c = clauses.get(0);
        asked.forEach(
            r -> filled.add(r.targets().isEmpty() ? r.about(c.targets(), c.everything()) : r));
      }
      case "modality" -> {
        if (modality.isEmpty()) {
          return Reading.NOTHING;
        }
        filled.addAll(asked);
      }
      case "image" -> asked.forEach(r -> filled.add(r.in(tokens)));
      default -> {
        if (tokens.size() > 8) {
          return Reading.NOTHING;
        }
        asked.forEach(r -> filled.add(r.withMore(tokens)));
      }
    }
    return new Reading(
        filled,
        context.acts(),
        context.unclear(),
        context.declined(),
        slot.equals("modality") ? modality : context.modality());
  }

  private String modality(String message) {
    List<String> tokens = Tokens.of(message);
    for (int i = 0; i < tokens.size(); i++) {
      for (int n = 2; n >= 1; n--) {
        if (i + n <= tokens.size()) {
          String code = words.modalities().get(String.join(" ", tokens.subList(i, i + n)));
          if (code != null) {
            return code;
          }
        }
      }
    }
    return "";
  }
}
