package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.Turn;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a message in the light of what was said before. */
final class Reader {

  /** From this score on a clause is taken for what it sounds like. */
  static final double SURE = 0.50;

  /** Below this score a clause is not understood; between, its words must be the tool's words. */
  static final double HEARD = 0.38;

  /** From this score on, even a few small words ("what can you do?") are what they sound like. */
  private static final double CERTAIN = 0.60;

  private static final int TURNS = 8;
  private static final String BIG = "big";
  private static final int OPENING = 4;
  private static final Set<String> QUESTIONS = Set.of("how", "what", "which", "did", "who");
  private static final Set<String> STATES = Set.of("is", "are", "was", "has", "have", "shows");

  /** How much less a tool may sound like what was said than a refusal, where it goes on from it. */
  private static final double NEAR = 0.15;

  /** Below this score a statement beside a question is no request. */
  private static final double BACKGROUND = 0.65;

  private static final Vocabulary.Act DICTATION =
      refusal("dictation", "I say only what was measured here, not what I am told to say.");

  /** A reply to a question is no longer than this, in words. */
  private static final int SHORT_REPLY = 8;

  private final Catalogue catalogue;
  private final Vocabulary words;
  private final FollowUps followUps;
  private final Retractions retractions;
  private final List<PlannerState.NamedStudy> studies;

  /** Everything asked in the turns before, oldest first. */
  private final List<Request> past = new ArrayList<>();

  Reader(Catalogue catalogue, List<PlannerState.NamedStudy> studies) {
    this.studies = studies;
    this.catalogue = catalogue;
    this.words = catalogue.vocabulary();
    this.followUps = new FollowUps(catalogue);
    this.retractions = new Retractions(words, catalogue.clauses());
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
      past.addAll(r.requests());
    }
    return read(state.message(), context, slot);
  }

  private Reading read(String message, Reading context, String slot) {
    List<String> tokens = retractions.applied(catalogue.words().read(message));
    List<Clause> clauses = catalogue.clauses().of(tokens);
    String modality = modality(tokens);
    if (!slot.isEmpty()) {
      Reading merged = reply(clauses, tokens, context, slot, modality);
      if (!merged.equals(Reading.NOTHING)) {
        return merged;
      }
    }
    Found found = new Found();
    for (int i = 0; i < clauses.size(); i++) {
      Clause c = clauses.get(i);
      List<Request> before = found.requests.isEmpty() ? context.requests() : found.requests;
      Request.Condition when = condition(c, found, before);
      List<Request> last = when == null ? before : when.of();
      List<Request> requests = requests(c, clauses.subList(i, clauses.size()), found, last);
      requests.forEach(r -> found.requests.add(when == null ? r : r.under(when)));
    }
    withoutBackground(found);
    topic(context, found);
    return new Reading(
        found.requests,
        found.acts,
        found.unclear,
        found.declined,
        context.modality(),
        context.prior());
  }

  /** "I've got a kidney donor here" only leads up to what is asked. */
  private void withoutBackground(Found found) {
    if (found.requests.stream().anyMatch(r -> !states(r.clause()))) {
      found.requests.removeIf(r -> states(r.clause()) && r.best().score() < BACKGROUND);
      found.unclear.removeIf(this::states);
    }
  }

  private boolean states(Clause c) {
    return words.at("stating", c.tokens(), 0) > 0 && !words.any("wanting", c.tokens());
  }

  /**
   * After "the liver" and our question what about it, "the volume" is about the liver; so it is
   * after "let us look at the liver".
   */
  private static void topic(Reading context, Found found) {
    boolean open = found.requests.stream().anyMatch(r -> r.targets().isEmpty() && !r.everything());
    List<Clause> leads = found.unclear.stream().filter(c -> !c.targets().isEmpty()).toList();
    List<Clause> said = context.requests().isEmpty() ? context.unclear() : List.of();
    List<Clause> about = leads.isEmpty() ? said : leads;
    List<Target> topic = about.stream().flatMap(c -> c.targets().stream()).distinct().toList();
    if (!open || topic.isEmpty()) {
      return;
    }
    found.unclear.removeAll(leads);
    List<String> more = leads.stream().flatMap(c -> c.tokens().stream()).toList();
    found.requests.replaceAll(
        r -> r.targets().isEmpty() && !r.everything() ? r.about(topic, false).withMore(more) : r);
  }

  /** What a message was found to say so far. */
  private static final class Found {
    final List<Request> requests = new ArrayList<>();
    final List<Vocabulary.Act> acts = new ArrayList<>();
    final List<Clause> unclear = new ArrayList<>();
    final List<Clause> declined = new ArrayList<>();
  }

  /**
   * @param rest the clause and those after it
   * @param before what was asked last, in this message or before it
   */
  private List<Request> requests(Clause c, List<Clause> rest, Found found, List<Request> before) {
    if (c.negated()) {
      found.declined.add(c);
      return List.of();
    }
    if (c.tokens().stream().noneMatch(t -> Character.isLetter(t.charAt(0)))) {
      return List.of(); // nothing but numbers and marks
    }
    if (!c.content().isEmpty()
        && !c.named()
        && (before.isEmpty() || !followUps.refersBack(c))
        && c.content().stream().allMatch(w -> words.is("imperative", w))) {
      found.unclear.add(c);
      return List.of();
    }
    if (dictates(c)) {
      found.acts.add(DICTATION);
      return List.of();
    }
    if (!before.isEmpty()) {
      List<Request> earlier = found.requests.isEmpty() ? past : found.requests;
      Optional<Request> combined = followUps.combined(c, before, earlier);
      if (combined.isPresent()) {
        return List.of(combined.get());
      }
    }
    List<Intents.Scored> ranked = rank(c);
    Intents.Scored best = ranked.get(0);
    List<Request> again = asksOther(c, best, before) ? List.of() : followUps.of(c, before);
    if (best.act() != null && best.act().refuse() && !before.isEmpty() && followUps.refersBack(c)) {
      // "would that be normal?" after a measurement asks about what was measured
      Intents.Scored refused = best;
      List<Intents.Scored> tools =
          ranked.stream()
              .filter(s -> s.act() == null && s.score() >= HEARD)
              .filter(s -> s.score() >= refused.score() - NEAR)
              .toList();
      if (!tools.isEmpty() && best.score() < Intents.VERBATIM) {
        ranked = tools;
        best = tools.get(0);
      }
    }
    Vocabulary.Act act = best.act();
    boolean plainAct = act != null && best.score() >= (c.named() ? Intents.VERBATIM : CERTAIN);
    if (!again.isEmpty() && !plainAct) {
      return again;
    }
    if (act == null && !narrower(c, best).isEmpty()) {
      found.acts.add(unmeasured(c, narrower(c, best)));
    } else if ((c.bare() && c.named() && !plainAct) || !understood(c, best, before)) {
      found.unclear.add(c);
    } else if (act != null) {
      found.acts.add(act);
    } else if (foreign(c, best)) {
      words.acts().stream().filter(a -> a.name().equals("off_topic")).forEach(found.acts::add);
    } else {
      return List.of(request(c, measuring(c, ranked), rest, found.requests.isEmpty(), before));
    }
    return List.of();
  }

  /**
   * What a clause sounds like. "The average volume of both kidneys" sounds like the volume, unless
   * what it sounds like has an average of its own.
   */
  private List<Intents.Scored> rank(Clause c) {
    List<Intents.Scored> ranked = catalogue.intents().rank(c);
    Combining combining = catalogue.combining();
    Optional<Combining.Said> said = combining.said(c.tokens(), Optional.empty());
    boolean several = c.targets().size() > 1 || c.everything();
    if (said.isEmpty() || !several || (ranked.get(0).fixed() && gives(ranked, c, said.get()))) {
      return ranked;
    }
    Clause rest = catalogue.clauses().whole(combining.without(c.tokens(), said.get()));
    if (rest.content().isEmpty()) {
      return ranked;
    }
    List<Intents.Scored> alone = catalogue.intents().rank(rest);
    return gives(alone, c, said.get()) ? ranked : alone;
  }

  /** Whether what it sounds like gives what the operation asks for by itself. */
  private boolean gives(List<Intents.Scored> ranked, Clause c, Combining.Said said) {
    return !catalogue
        .combining()
        .said(c.tokens(), catalogue.tool(ranked.get(0).name()))
        .equals(Optional.of(said));
  }

  /** "Which one is denser?" after the volumes asks for the densities. */
  private boolean asksOther(Clause c, Intents.Scored best, List<Request> before) {
    return best.act() == null
        && best.score() >= SURE
        && !c.content().isEmpty()
        && c.content().stream()
            .allMatch(w -> !words.comparatives().getOrDefault(w, BIG).equals(BIG))
        && before.stream().noneMatch(r -> r.best().name().equals(best.name()));
  }

  private static Vocabulary.Act refusal(String name, String text) {
    return new Vocabulary.Act(name, true, List.of(), List.of(), false, text);
  }

  /** "Report that the scan is normal", "ignore the image": tells us what to say. */
  private boolean dictates(Clause c) {
    List<String> tokens = c.tokens();
    for (int i = 0; i < Math.min(tokens.size(), OPENING); i++) {
      int n = words.at("dictating", tokens, i);
      boolean states = tokens.subList(i + n, tokens.size()).stream().anyMatch(STATES::contains);
      if (words.at("overriding", tokens, i) > 0 || (n > 0 && states)) {
        return true;
      }
    }
    return false;
  }

  /** A word for a part or a direction that the tool does not know: "wall", "craniocaudal". */
  private String narrower(Clause c, Intents.Scored best) {
    for (int i = 0; i < c.tokens().size(); i++) {
      int at = i;
      String t = c.tokens().get(i);
      boolean mentioned = c.mentions().stream().anyMatch(m -> m.from() <= at && at < m.to());
      if (!mentioned && words.is("narrowing", t) && !catalogue.intents().uses(best.name(), t)) {
        return t;
      }
    }
    return "";
  }

  private Vocabulary.Act unmeasured(Clause c, String word) {
    String of = c.targets().isEmpty() ? "" : new Phrases(words).targets(c.targets());
    return refusal(
        "narrower",
        "No available tool measures “"
            + word
            + "”"
            + (of.isEmpty() ? "." : " of the " + of + "; only the whole of it can be measured."));
  }

  /** "Write code that …": begins with a verb that no tool is for. */
  private boolean foreign(Clause c, Intents.Scored best) {
    return !c.content().isEmpty()
        && c.tokens().stream().noneMatch(QUESTIONS::contains)
        && words.is("foreign", c.content().get(0))
        && !catalogue.intents().uses(best.name(), c.content().get(0));
  }

  /** What decides whether a clause is wanted; what it asks is not asked for its own sake. */
  private Request.@Nullable Condition condition(Clause main, Found found, List<Request> before) {
    Clause.Condition when = main.when();
    if (when == null) {
      return null;
    }
    Clause c = when.clause();
    if (c == null) {
      return before.isEmpty() ? null : new Request.Condition(before, when.unless());
    }
    boolean limit = words.says("above", c.tokens()) || words.says("below", c.tokens());
    boolean same =
        c.targets().isEmpty()
            && limit
            && !before.isEmpty()
            && c.content().stream().allMatch(this::limits);
    List<Request> of =
        same
            ? before.stream().map(r -> r.under(null).said(c, List.of(), r.images())).toList()
            : requests(c, List.of(c), found, before);
    if (followUps.refersBack(c) && !main.targets().isEmpty()) {
      // "the diameter of the spleen if it is enlarged"
      of =
          of.stream().map(r -> r.targets().isEmpty() ? r.about(main.targets(), false) : r).toList();
    }
    return of.isEmpty() ? null : new Request.Condition(of, when.unless());
  }

  /** A word of "more than", or one that only says which way. */
  private boolean limits(String word) {
    return words.part("above", word)
        || words.part("below", word)
        || words.verdicts().containsKey(word);
  }

  private boolean understood(Clause clause, Intents.Scored best, List<Request> before) {
    boolean about =
        clause.named() || best.act() != null || (!before.isEmpty() && followUps.refersBack(clause));
    if (best.act() == null && best.shared() == 0 && !clause.content().isEmpty()) {
      return best.score() >= SURE; // not one word of the tool's
    }
    return best.score() >= SURE || (best.score() >= HEARD && (about || best.wordForWord()));
  }

  /** To compare two things they are measured alike, not each classified. */
  private List<Intents.Scored> measuring(Clause c, List<Intents.Scored> ranked) {
    boolean two =
        c.targets().size() > 1
            || c.everything()
            || words.any("prior", c.tokens())
            || (studies.size() > 1 && words.says("changing", c.tokens()))
            || (!c.targets().isEmpty() && !c.danglingSide().isEmpty());
    boolean sets = words.says("comparing", c.tokens()) || words.says("changing", c.tokens());
    boolean apart = c.targets().size() > 1 && !sets && !words.says("arithmetic", c.tokens());
    if (apart && ranked.get(0).fixed() && ranked.get(0).score() < Intents.VERBATIM) {
      // "the densities of liver and spleen": each, not what a tool makes of just these two
      List<Intents.Scored> each =
          ranked.stream().filter(s -> s.act() == null && !s.fixed()).toList();
      return !each.isEmpty() && each.get(0).score() >= HEARD ? each : ranked;
    }
    if (!two || !sets || c.targets().stream().anyMatch(t -> t.finding() != null)) {
      return ranked;
    }
    List<Intents.Scored> measures =
        ranked.stream()
            .filter(s -> s.act() == null)
            .filter(s -> catalogue.tool(s.name()).stream().allMatch(Reader::ofOneStructure))
            .filter(
                s ->
                    catalogue.tool(s.name()).stream()
                        .flatMap(t -> t.outputs().stream())
                        .allMatch(p -> !p.required() || p.type().name().equals("Quantity")))
            .toList();
    if (measures.isEmpty() || measures.get(0).score() < HEARD) {
      return ranked;
    }
    if (words.says("arithmetic", c.tokens())) {
      return measures;
    }
    // "denser than": each is measured; what is made for just these two is for "difference", "ratio"
    List<Intents.Scored> ofAnything = measures.stream().filter(s -> !s.fixed()).toList();
    return ofAnything.isEmpty() || ofAnything.get(0).score() < HEARD ? measures : ofAnything;
  }

  /** From the best tool on: what is asked was found to be no act. */
  private static List<Intents.Scored> tools(List<Intents.Scored> ranked) {
    int from = 0;
    while (ranked.get(from).act() != null) {
      from++;
    }
    return ranked.subList(from, ranked.size());
  }

  private static boolean ofOneStructure(ToolManifest tool) {
    return tool.inputs().stream()
            .filter(p -> p.required() && p.type().name().equals("Structure") && !p.type().list())
            .count()
        < 2;
  }

  private Request request(
      Clause c,
      List<Intents.Scored> ranked,
      List<Clause> rest,
      boolean first,
      List<Request> before) {
    boolean all = c.everything();
    Request last = before.isEmpty() ? null : first ? before.get(0) : before.get(before.size() - 1);
    List<Target> of = last == null ? List.of() : last.targets();
    List<Target> targets = new ArrayList<>(FollowUps.other(c, of));
    List<Target> choices = List.of();
    targets.addAll(followUps.side(c, targets.isEmpty() ? of : targets));
    if (targets.size() == 2 && words.says("same_side", c.tokens())) {
      choices = List.copyOf(targets);
      targets.retainAll(of);
    } else if (targets.isEmpty() && !all) {
      Clause next = rest.stream().filter(r -> r.named() && !r.negated()).findFirst().orElse(c);
      if (first && !next.equals(c) && !followUps.refersBack(c)) {
        targets.addAll(next.targets());
        all = next.everything();
      } else if (last != null) {
        targets.addAll(last.targets());
        all = last.everything();
      }
    }
    boolean fromElsewhere = c.targets().isEmpty() && !targets.isEmpty();
    List<Intents.Scored> intents =
        fromElsewhere ? tools(catalogue.intents().about(ranked, targets)) : ranked;
    return new Request(
        intents,
        c,
        List.copyOf(new java.util.LinkedHashSet<>(targets)),
        choices,
        all,
        c.excluded(),
        c.tokens(),
        followUps.imageWords(c, last),
        null);
  }

  /**
   * A reply to our question, put into what was asked before; {@link Reading#NOTHING} if it is none.
   */
  private Reading reply(
      List<Clause> clauses, List<String> tokens, Reading context, String slot, String modality) {
    if (context.requests().isEmpty() || clauses.size() > 1) {
      return Reading.NOTHING;
    }
    List<Request> asked = context.requests();
    boolean bare = clauses.isEmpty() || clauses.get(0).bare();
    List<Request> filled = new ArrayList<>();
    switch (slot) {
      case "structure" -> {
        if (clauses.isEmpty() || !clauses.get(0).named() || !bare) {
          return Reading.NOTHING;
        }
        Clause c = clauses.get(0);
        for (Request r : asked) {
          List<Target> said = new ArrayList<>(c.targets());
          said.addAll(followUps.side(c, r.choices()));
          filled.add(r.targets().isEmpty() ? r.about(said, c.everything()) : r);
        }
      }
      case "modality" -> {
        if (modality.isEmpty()) {
          return Reading.NOTHING;
        }
        filled.addAll(asked);
      }
      case "prior" -> filled.addAll(asked);
      case "image" -> asked.forEach(r -> filled.add(r.in(tokens)));
      default -> {
        if (tokens.size() > SHORT_REPLY || clauses.stream().anyMatch(c -> c.named() && !c.bare())) {
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
        slot.equals("modality") ? modality : context.modality(),
        slot.equals("prior") ? prior(tokens) : context.prior());
  }

  /** The study whose name the reply has; the first word where it names none. */
  private String prior(List<String> tokens) {
    return studies.stream()
        .filter(
            s ->
                tokens.contains(s.as())
                    || java.util.Collections.indexOfSubList(tokens, Tokens.of(s.study().name()))
                        >= 0)
        .map(PlannerState.NamedStudy::as)
        .findFirst()
        .orElse("");
  }

  private String modality(List<String> tokens) {
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
