package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.planner.embedded.Fragments.Fragment;
import dev.heliograph.agent.planner.embedded.Fragments.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins the fragments of a message into requests, each with its condition. */
final class Clauses {

  /** A request in the making. */
  private record Piece(int from, int to, Role role, int sentence, Clause clause) {

    boolean waits(Vocabulary words) {
      boolean only =
          clause.content().stream().allMatch(w -> words.is("versus", w) || words.is("handing", w));
      return only && !clause.negated() && (clause.bare() || clause.named());
    }
  }

  /** Words that begin a question of its own: "is it more than 3 cm?". */
  private static final Set<String> OPENING = Set.of("is", "are", "does", "do", "it");

  private final Vocabulary words;
  private final Fragments fragments;
  private final ClauseReader reader;

  Clauses(Lexicon lexicon) {
    this.words = lexicon.vocabulary();
    this.fragments = new Fragments(words);
    this.reader = new ClauseReader(lexicon);
  }

  /** These words as one request. */
  Clause whole(List<String> tokens) {
    return reader.read(tokens);
  }

  List<Clause> of(List<String> tokens) {
    List<Piece> pieces = new ArrayList<>();
    int pending =
        -1; // start of words that say nothing without what follows: "mean" in "mean and sd"
    int pendingSentence = -1;
    boolean leading = false; // the last piece only names things and waits for what to do with them
    for (Fragment f : fragments.of(tokens)) {
      boolean joins = pending >= 0 && pendingSentence == f.sentence() && f.role() == Role.PLAIN;
      if (pending >= 0 && !joins) {
        pieces.add(piece(tokens, pending, f.from(), Role.PLAIN, pendingSentence));
      }
      Piece p = piece(tokens, joins ? pending : f.from(), f.to(), f.role(), f.sentence());
      pending = -1;
      int last = pieces.size() - 1;
      if (p.role() == Role.PLAIN && (incomplete(p) || (last < 0 && leadsOnlyToImages(p)))) {
        pending = p.from();
        pendingSentence = p.sentence();
      } else if (says(p)) {
        if (last >= 0 && attaches(pieces.get(last), p, leading)) {
          Piece before = pieces.get(last);
          boolean stays = leading && p.clause().bare();
          pieces.set(last, piece(tokens, before.from(), p.to(), before.role(), before.sentence()));
          leading = stays;
        } else {
          pieces.add(p);
          leading = p.waits(words) && (p.clause().named() || !p.clause().excluded().isEmpty());
        }
      }
    }
    if (pending >= 0) {
      int last = pieces.size() - 1;
      Piece tail = piece(tokens, pending, tokens.size(), Role.PLAIN, pendingSentence);
      boolean joins =
          last >= 0
              && pieces.get(last).sentence() == pendingSentence
              && pieces.get(last).role() == Role.PLAIN
              && onlyStatistics(tail.clause());
      if (joins) {
        Piece before = pieces.get(last);
        pieces.set(last, piece(tokens, before.from(), tail.to(), Role.PLAIN, before.sentence()));
      } else {
        pieces.add(tail);
      }
    }
    if (pieces.isEmpty() && !tokens.isEmpty()) {
      pieces.add(piece(tokens, 0, tokens.size(), Role.PLAIN, 0)); // "what can you do?"
    }
    return conditioned(pieces);
  }

  private Piece piece(List<String> tokens, int from, int to, Role role, int sentence) {
    int a = from;
    int b = to;
    while (b > a && words.at("split", tokens, b - 1) == 1) {
      b--;
    }
    while (a < b && words.at("split", tokens, a) == 1) {
      a++;
    }
    return new Piece(from, to, role, sentence, reader.read(tokens.subList(a, b)));
  }

  /** Whether it says anything by itself; "if so" does. */
  private boolean says(Piece p) {
    Clause c = p.clause();
    return p.role() != Role.PLAIN
        || !c.bare()
        || c.named()
        || !c.excluded().isEmpty()
        || words.says("flips", c.tokens())
        || modifies(c);
  }

  /** Only adds to what was said: a unit, an image. */
  private boolean modifies(Clause clause) {
    return clause.tokens().stream().anyMatch(t -> words.units().containsKey(t) || image(t));
  }

  /** "The mean" of "the mean and the standard deviation of …"; "please measure" of "…, the …". */
  private boolean incomplete(Piece p) {
    Clause c = p.clause();
    boolean verbs =
        !c.content().isEmpty() && c.content().stream().allMatch(w -> words.is("imperative", w));
    boolean back = words.any("pronouns", c.tokens()); // "then measure it"
    return !c.named() && !c.negated() && (onlyStatistics(c) || (verbs && !back));
  }

  /** "Old versus new: …", "on the MR, …": says only in which image what follows is meant. */
  private boolean leadsOnlyToImages(Piece p) {
    Clause c = p.clause();
    boolean only = c.content().stream().allMatch(w -> words.is("versus", w));
    return only && !c.named() && !c.negated() && c.tokens().stream().anyMatch(this::image);
  }

  private boolean image(String t) {
    return words.modalities().containsKey(t) || words.is("prior", t) || words.is("current", t);
  }

  private boolean onlyStatistics(Clause c) {
    boolean number =
        c.content().isEmpty()
            && c.tokens().stream().anyMatch(Tokens::isNumber)
            && c.tokens().stream().noneMatch(t -> words.units().containsKey(t));
    return !c.named()
        && (number
            || (!c.content().isEmpty()
                && c.content().stream().allMatch(w -> words.statistics().containsKey(w))));
  }

  /** Whether a piece belongs to the one before it: it only names more, or says what to do. */
  private boolean attaches(Piece before, Piece p, boolean leading) {
    if (p.role() == Role.PLAIN && limits(p.clause()) && before.sentence() == p.sentence()) {
      return true;
    }
    if (p.role() == Role.PLAIN && leavesOut(p.clause(), before.clause())) {
      return true;
    }
    if (p.role() != Role.PLAIN || p.clause().negated() || before.clause().negated()) {
      return false;
    }
    if (before.role() != Role.PLAIN) {
      return leading && before.sentence() == p.sentence();
    }
    return leading || p.clause().bare();
  }

  /** "…, leave out the right one": an exclusion from what the piece before asks for. */
  private boolean leavesOut(Clause c, Clause before) {
    boolean from = sided(c) || (before.everything() && !c.excluded().isEmpty());
    return from
        && !before.negated()
        && c.content().isEmpty()
        && words.at("exclusion", c.tokens(), 0) > 0;
  }

  private static boolean sided(Clause c) {
    return c.mentions().isEmpty() && (c.tokens().contains("left") || c.tokens().contains("right"));
  }

  /** "…, ignoring those below 3 ml": a limit on what the piece before asks for. */
  private boolean limits(Clause c) {
    boolean limit = words.says("above", c.tokens()) || words.says("below", c.tokens());
    return limit && !c.named() && amount(c) && c.tokens().stream().noneMatch(OPENING::contains);
  }

  /** Gives each request the condition it stands under. */
  private static List<Clause> conditioned(List<Piece> pieces) {
    List<Clause> clauses = new ArrayList<>();
    Clause.@Nullable Condition open = null;
    int sentence = -1;
    for (int i = 0; i < pieces.size(); i++) {
      Piece p = pieces.get(i);
      if (p.sentence() != sentence) {
        open = null;
        sentence = p.sentence();
      }
      if (p.role() == Role.PLAIN) {
        clauses.add(p.clause().under(open));
        continue;
      }
      boolean back = p.clause().bare() && !p.clause().named() && !amount(p.clause());
      boolean not = p.role() == Role.UNLESS || (back && p.clause().tokens().contains("not"));
      Clause.Condition condition = new Clause.Condition(back ? null : p.clause(), not);
      boolean follows =
          i + 1 < pieces.size()
              && pieces.get(i + 1).sentence() == sentence
              && pieces.get(i + 1).role() == Role.PLAIN;
      boolean precedes =
          i > 0
              && pieces.get(i - 1).sentence() == sentence
              && pieces.get(i - 1).role() == Role.PLAIN;
      if (follows) {
        open = condition;
      } else if (precedes) {
        clauses.add(clauses.remove(clauses.size() - 1).under(condition));
      } else if (!back) {
        clauses.add(p.clause()); // "if the spleen is enlarged, tell me" is a question
      }
    }
    return clauses;
  }

  private static boolean amount(Clause c) {
    return c.tokens().stream().anyMatch(Tokens::isNumber);
  }
}
