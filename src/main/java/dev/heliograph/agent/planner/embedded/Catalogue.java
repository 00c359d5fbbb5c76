package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the planner has made of one set of tools: their words, structures and intents. Immutable;
 * made again when the set changes, with the vectors of known tools kept.
 */
final class Catalogue {

  private final List<ToolManifest> tools;
  private final Lexicon lexicon;
  private final Words words;
  private final Clauses clauses;
  private final Intents intents;
  private final Combining combining;

  /** By tool: canonical structure name → the tool's own name for it. */
  private final Map<String, Map<String, String>> provided = new HashMap<>();

  Catalogue(
      Vocabulary vocabulary,
      SentenceEncoder encoder,
      List<ToolManifest> manifests,
      Map<Object, Object> vectors) {
    tools = manifests.stream().sorted(Comparator.comparing(ToolManifest::name)).toList();
    Set<String> structures = new HashSet<>();
    Set<String> known = new HashSet<>();
    for (ToolManifest tool : tools) {
      structures.addAll(tool.provides());
      for (Port p : tool.inputs()) {
        if (p.type().name().equals("Structure")) {
          enumOf(p).forEach(structures::add);
        }
      }
      tool.examples().forEach(e -> known.addAll(Tokens.of(e)));
      known.addAll(Tokens.of(tool.title() + " " + tool.name() + " " + tool.description()));
    }
    lexicon = new Lexicon(vocabulary, structures);
    words = new Words(vocabulary, known, lexicon.words(), encoder::isWord);
    for (ToolManifest tool : tools) {
      Map<String, String> own = new HashMap<>();
      tool.provides().forEach(s -> own.putIfAbsent(lexicon.canonical(s), s));
      provided.put(tool.name(), own);
    }
    clauses = new Clauses(lexicon);
    combining = new Combining(vocabulary, tools);
    List<ToolManifest> answering = tools.stream().filter(t -> !Combining.combines(t)).toList();
    intents = new Intents(encoder, lexicon, words, answering, vectors);
  }

  /** Whether the port's name has a word of this class: {@code prior_mask}. */
  static boolean says(Vocabulary vocabulary, String wordClass, Port port) {
    return vocabulary.any(wordClass, Tokens.of(port.name()));
  }

  static List<String> enumOf(Port port) {
    List<String> values = new ArrayList<>();
    JsonNode schema = port.type().list() ? port.schema().path("items") : port.schema();
    schema.path("enum").forEach(v -> values.add(v.asText()));
    return values;
  }

  List<ToolManifest> tools() {
    return tools;
  }

  Optional<ToolManifest> tool(String name) {
    String plain = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    return tools.stream().filter(t -> t.name().equals(plain)).findFirst();
  }

  /** The tool's own name for the first of these canonical names that its label map may hold. */
  Optional<String> provides(ToolManifest tool, List<String> canonical) {
    Map<String, String> own = provided.getOrDefault(tool.name(), Map.of());
    return canonical.stream().filter(own::containsKey).map(c -> own.get(c) + "").findFirst();
  }

  /** Canonical names of everything the tool's label map may hold, in the manifest's order. */
  List<String> structures(ToolManifest tool) {
    return tool.provides().stream().map(lexicon::canonical).distinct().toList();
  }

  Lexicon lexicon() {
    return lexicon;
  }

  Words words() {
    return words;
  }

  Clauses clauses() {
    return clauses;
  }

  Combining combining() {
    return combining;
  }

  Intents intents() {
    return intents;
  }

  Vocabulary vocabulary() {
    return lexicon.vocabulary();
  }
}
