package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done here, said as questions from the registry; replies to what is no request. */
final class Help {

  private static final int SHOWN = 24;
  private static final int QUESTIONS = 4;
  private static final int LONGEST_REMARK = 60;

  private final Catalogue catalogue;
  private final Chain chain;
  private final Images images;
  private final Phrases phrases;
  private final Vocabulary words;

  Help(Catalogue catalogue, Chain chain, Images images) {
    this.catalogue = catalogue;
    this.chain = chain;
    this.images = images;
    this.words = catalogue.vocabulary();
    this.phrases = new Phrases(words);
  }

  Move withoutRequest(Reading reading) {
    for (Vocabulary.Act act : reading.acts()) {
      if (act.refuse()) {
        return new Move.Refuse(act.text(), alternatives());
      }
    }
    if (!reading.unclear().isEmpty()) {
      return unclear(reading.unclear());
    }
    if (!reading.acts().isEmpty()) {
      String text = reading.acts().get(0).text();
      return new Move.Answer(text.replace("{capabilities}", capabilities()));
    }
    if (!reading.declined().isEmpty()) {
      return new Move.Answer("All right, nothing was done. " + capabilities());
    }
    return new Move.Ask("request", "What would you like to know about the image?", choices());
  }

  /** Something is named and it is not said what to do with it, or nothing is understood at all. */
  private Move unclear(List<Clause> clauses) {
    Clause clause =
        clauses.stream().filter(Clause::named).findFirst().orElseGet(() -> clauses.get(0));
    boolean number = clause.tokens().stream().anyMatch(Tokens::isNumber);
    boolean open = clause.content().stream().allMatch(w -> words.is("imperative", w)) && !number;
    if (open && !clause.named()) {
      return new Move.Ask("request", "What would you like to know about the image?", choices());
    }
    Set<String> missing = new LinkedHashSet<>();
    clause.targets().forEach(t -> chain.reach().missing(t, images).ifPresent(missing::add));
    if (!missing.isEmpty() && missing.size() == clause.targets().size()) {
      List<String> sentences = missing.stream().map(m -> Phrases.capital(m) + ".").toList();
      return new Move.Refuse(String.join(" ", sentences), alternatives());
    }
    boolean about = !clause.targets().isEmpty() || clause.everything();
    if (!about || !catalogue.intents().knows(clause)) {
      return new Move.Refuse("I did not understand what to do.", alternatives());
    }
    if (clause.everything()) {
      return new Move.Ask("request", "What would you like to know about the organs?", choices());
    }
    String what = phrases.targets(clause.targets());
    return new Move.Ask(
        "request",
        "What would you like to know about the " + what + "?",
        questions(List.of(what), Integer.MAX_VALUE).stream()
            .map(q -> new Move.Choice(q, q))
            .toList());
  }

  private List<Move.Choice> choices() {
    return questions(structures(), SHOWN).stream().map(q -> new Move.Choice(q, q)).toList();
  }

  /** What was said beside the requests and cannot be done, to end an answer with. */
  List<String> remarks(Reading reading) {
    List<String> remarks = new ArrayList<>();
    for (Vocabulary.Act act : reading.acts()) {
      if (act.refuse()) {
        remarks.add(act.text());
      }
    }
    for (Clause c : reading.unclear()) {
      boolean asks =
          c.named()
              || words.any("imperative", c.tokens())
              || words.any("auxiliaries", c.tokens())
              || words.any("asking", c.tokens());
      if (asks && c.text().length() <= LONGEST_REMARK) {
        remarks.add("I did not understand “" + c.text() + "”.");
      } else if (asks) {
        remarks.add("I did not understand the whole of your message.");
      }
    }
    return remarks.stream().distinct().toList();
  }

  /** Questions that could be asked instead, as one would ask them. */
  List<String> alternatives() {
    List<String> structures = structures();
    return structures.isEmpty() && images.all().isEmpty()
        ? List.of("Add an image and ask again.")
        : questions(structures, QUESTIONS);
  }

  String capabilities() {
    if (catalogue.tools().isEmpty()) {
      return "No tool is registered, so there is nothing I can do yet.";
    }
    List<String> structures = structures();
    List<String> questions = questions(structures, SHOWN).stream().map(q -> "“" + q + "”").toList();
    return (structures.isEmpty()
            ? ""
            : "I can outline "
                + phrases.list(structures)
                + (images.all().isEmpty() ? " in a suitable image. " : " here. "))
        + (questions.isEmpty() ? "" : "You can ask, for example: " + phrases.list(questions));
  }

  /** One question a tool, each about another structure, of the tools that have something to say. */
  private List<String> questions(List<String> structures, int most) {
    Set<String> questions = new LinkedHashSet<>();
    int turn = 0;
    for (ToolManifest tool : catalogue.tools()) {
      if (questions.size() >= most) {
        break;
      }
      Optional<String> example =
          tool.examples().stream()
              .filter(e -> !e.matches(".*\\d.*"))
              .filter(e -> e.contains("{structure}") ? !structures.isEmpty() : !e.contains("{"))
              .findFirst();
      if (example.isPresent() && usable(tool)) {
        List<String> fit = fitting(tool, structures);
        String structure = fit.isEmpty() ? "" : fit.get(turn++ % fit.size());
        questions.add(asked(example.get().replace("{structure}", structure)));
      }
    }
    return List.copyOf(questions);
  }

  /** Those of the structures that the tool takes. */
  private List<String> fitting(ToolManifest tool, List<String> structures) {
    List<String> allowed =
        tool.inputs().stream()
            .flatMap(p -> Catalogue.enumOf(p).stream())
            .map(s -> words.display(catalogue.lexicon().canonical(s)))
            .toList();
    List<String> fit = structures.stream().filter(allowed::contains).toList();
    return fit.isEmpty() ? structures : fit;
  }

  private boolean usable(ToolManifest tool) {
    return images.all().isEmpty()
        || tool.inputs().stream()
            .filter(p -> p.required() && p.type().name().equals("Image"))
            .allMatch(p -> images.all().stream().anyMatch(i -> i.fits(p)));
  }

  private static String asked(String example) {
    String text = Phrases.capital(example);
    boolean question = text.matches("(?i)(what|which|how|is|are|does|do|has|where|any)\\b.*");
    return text.matches(".*[.?!]$") ? text : text + (question ? "?" : ".");
  }

  private List<String> structures() {
    return chain.reach().measurable(images.all().isEmpty() ? null : images.all().get(0)).stream()
        .map(words::display)
        .filter(s -> !s.matches(".*\\d.*"))
        .limit(SHOWN)
        .toList();
  }
}
