package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.tool.ArgumentChecker;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tools that take several measured quantities and say in an enum what they do with them ("sum",
 * "ratio"). They are no answer of their own: what they work on is measured first. The words for
 * each value of the enum stand in its description: {@code sum (total, combined), …}.
 */
final class Combining {

  /** One thing that such a tool does, and the words that ask for it, each a set of stems. */
  record Operation(
      ToolManifest tool, Port quantities, Port choice, String name, List<Set<String>> phrases) {

    /** The most words of one phrase that are all said; empty if none is. */
    Set<String> said(Set<String> stems) {
      Set<String> most = Set.of();
      for (Set<String> phrase : phrases) {
        if (phrase.size() > most.size() && stems.containsAll(phrase)) {
          most = phrase;
        }
      }
      return most;
    }

    ObjectNode args(List<String> references) {
      ObjectNode args = JsonNodeFactory.instance.objectNode().put(choice.name(), name);
      ArrayNode list = args.putArray(quantities.name());
      references.forEach(list::add);
      return args;
    }

    /** Whether the tool's schema lets it work on so many quantities. */
    boolean takes(int many) {
      ObjectNode args = JsonNodeFactory.instance.objectNode().put(choice.name(), name);
      ArrayNode list = args.putArray(quantities.name());
      for (int i = 0; i < many; i++) {
        list.addObject().put("id", "q1").put("kind", "any").put("value", 1).put("unit", "1");
      }
      return ArgumentChecker.problems(tool, args).isEmpty();
    }
  }

  /**
   * An operation that was asked for.
   *
   * @param words stems of the words that ask for it
   */
  record Said(Operation operation, Set<String> words) {}

  private final Vocabulary vocabulary;
  private final List<Operation> operations = new ArrayList<>();

  Combining(Vocabulary vocabulary, List<ToolManifest> tools) {
    this.vocabulary = vocabulary;
    tools.forEach(this::add);
  }

  private void add(ToolManifest tool) {
    Optional<Port> quantities = quantities(tool);
    Optional<Port> choice =
        tool.inputs().stream()
            .filter(p -> p.required() && !p.type().list() && !Catalogue.enumOf(p).isEmpty())
            .findFirst();
    if (quantities.isEmpty() || choice.isEmpty()) {
      return;
    }
    String description = choice.get().schema().path("description").asText("");
    for (String option : Catalogue.enumOf(choice.get())) {
      List<Set<String>> phrases = new ArrayList<>();
      Matcher m =
          Pattern.compile("(?<![\\w_])" + Pattern.quote(option) + "\\s*\\(([^)]*)\\)")
              .matcher(description);
      if (m.find()) {
        for (String phrase : m.group(1).split(",")) {
          phrases.add(stems(Tokens.of(phrase)));
        }
      }
      phrases.removeIf(Set::isEmpty);
      operations.add(new Operation(tool, quantities.get(), choice.get(), option, phrases));
    }
  }

  /** The input that takes quantities of whatever kind, as long as they were measured. */
  private static Optional<Port> quantities(ToolManifest tool) {
    return tool.inputs().stream()
        .filter(p -> p.required() && p.type().list() && p.type().anyKind() && p.wantsMeasured())
        .findFirst();
  }

  static boolean combines(ToolManifest tool) {
    return quantities(tool).isPresent();
  }

  /** What a step of such a tool does: the value of its enum; empty for any other tool. */
  static Optional<String> does(ToolManifest tool, Plan.Step step) {
    return !combines(tool)
        ? Optional.empty()
        : tool.inputs().stream()
            .filter(p -> p.required() && !p.type().list() && !Catalogue.enumOf(p).isEmpty())
            .map(p -> step.args().path(p.name()).asText().replace('_', ' '))
            .findFirst();
  }

  /**
   * The operation that most words ask for; the first of the manifest where several do.
   *
   * @param measuring what measures; a word for one of its own outputs asks for no operation
   */
  Optional<Said> said(List<String> tokens, Optional<ToolManifest> measuring) {
    Set<String> stems = stems(tokens);
    Said most = null;
    for (Operation o : operations) {
      Set<String> words = o.said(stems);
      boolean own = measuring.isPresent() && gives(measuring.get(), words);
      if (!own && words.size() > (most == null ? 0 : most.words().size())) {
        most = new Said(o, words);
      }
    }
    return Optional.ofNullable(most);
  }

  /** Whether the tool has an output of which these words are at least half the name. */
  private boolean gives(ToolManifest tool, Set<String> words) {
    Set<String> said = new HashSet<>(words);
    vocabulary
        .statistics()
        .forEach(
            (word, outputs) -> {
              if (words.contains(stem(word))) {
                outputs.forEach(o -> said.add(stem(o)));
              }
            });
    return tool.outputs().stream()
        .map(p -> stems(Tokens.of(p.name())))
        .anyMatch(name -> 2 * name.stream().filter(said::contains).count() >= name.size());
  }

  /** Whether the clause says nothing but the operation: "sum of the two", "and the ratio?". */
  boolean only(Clause c, Said said) {
    return c.targets().isEmpty()
        && !c.everything()
        && c.content().stream()
            .allMatch(w -> said.words().contains(stem(w)) || vocabulary.is("both", w));
  }

  /** The tokens without the words that ask for the operation, but for those that compare. */
  List<String> without(List<String> tokens, Said said) {
    return tokens.stream()
        .filter(t -> !said.words().contains(stem(t)) || vocabulary.is("stop", t))
        .toList();
  }

  private Set<String> stems(List<String> tokens) {
    Set<String> stems = new HashSet<>();
    tokens.forEach(t -> stems.add(stem(t)));
    return stems;
  }

  private String stem(String token) {
    boolean percent = vocabulary.units().getOrDefault(token, "").equals("%");
    return percent ? "percent" : Tokens.stem(token);
  }
}
