package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.List;

/** What can be done here, said from the registry; replies to what is no request. */
final class Help {

  private static final int SHOWN = 24;

  private final Catalogue catalogue;
  private final Chain chain;
  private final Images images;
  private final Phrases phrases;

  Help(Catalogue catalogue, Chain chain, Images images) {
    this.catalogue = catalogue;
    this.chain = chain;
    this.images = images;
    this.phrases = new Phrases(catalogue.vocabulary());
  }

  Move withoutRequest(Reading reading) {
    for (Vocabulary.Act act : reading.acts()) {
      if (act.refuse()) {
        return new Move.Refuse(act.text(), alternatives());
      }
    }
    if (!reading.unclear().isEmpty()) {
      return unclear(reading.unclear().get(0));
    }
    if (!reading.acts().isEmpty()) {
      String text = reading.acts().get(0).text();
      return new Move.Answer(text.replace("{capabilities}", capabilities()));
    }
    if (!reading.declined().isEmpty()) {
      return new Move.Answer("All right, nothing was done. " + capabilities());
    }
    return new Move.Ask(
        "request", "What would you like to know about the image?", choices("organ"));
  }

  /** Something is named and it is not said what to do with it, or nothing is understood at all. */
  private Move unclear(Clause clause) {
    if (clause.targets().isEmpty() && !clause.everything()) {
      return new Move.Refuse("I did not understand what to do.", alternatives());
    }
    if (clause.everything()) {
      return new Move.Ask(
          "request", "What would you like to know about the organs?", choices("organs"));
    }
    String what = phrases.targets(clause.targets());
    return new Move.Ask(
        "request", "What would you like to know about the " + what + "?", choices(what));
  }

  /** An example of each tool that is about a structure, with this one filled in. */
  private List<Move.Choice> choices(String what) {
    List<Move.Choice> choices = new ArrayList<>();
    for (ToolManifest tool : catalogue.tools()) {
      tool.examples().stream()
          .filter(e -> e.contains("{structure}"))
          .findFirst()
          .ifPresent(
              e -> choices.add(new Move.Choice(e.replace("{structure}", what), tool.title())));
    }
    return choices;
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
      remarks.add("I did not understand “" + c.text() + "”.");
    }
    return remarks;
  }

  List<String> alternatives() {
    List<String> offers = new ArrayList<>();
    for (ToolManifest tool : catalogue.tools()) {
      if (!tool.title().matches(".*\\d.*")) {
        offers.add(tool.title());
      }
    }
    List<String> structures = structures();
    if (!structures.isEmpty()) {
      offers.add(0, "Structures I can outline here: " + phrases.list(structures));
    }
    return offers;
  }

  String capabilities() {
    List<String> tools =
        catalogue.tools().stream()
            .map(t -> Phrases.lower(t.title()))
            .filter(t -> !t.matches(".*\\d.*"))
            .limit(SHOWN)
            .toList();
    if (tools.isEmpty()) {
      return "No tool is registered, so there is nothing I can do yet.";
    }
    List<String> structures = structures();
    return "I can do: "
        + phrases.list(tools)
        + "."
        + (structures.isEmpty()
            ? ""
            : " Structures I can outline"
                + (images.all().isEmpty() ? ": " : " here: ")
                + phrases.list(structures)
                + ".");
  }

  private List<String> structures() {
    return chain.reach().measurable(images.all().isEmpty() ? null : images.all().get(0)).stream()
        .map(catalogue.vocabulary()::display)
        .filter(s -> !s.matches(".*\\d.*"))
        .limit(SHOWN)
        .toList();
  }
}
