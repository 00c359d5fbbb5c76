package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code resources/vocabulary}, read once.
 *
 * @param terms structures and findings by name
 * @param everything phrases for "every structure"
 * @param acts what people say that is no request for a tool
 * @param classes closed word classes by name: stop, split, negation…
 * @param units unit words with their UCUM codes
 * @param modalities modality words with their DICOM codes
 * @param statistics words for statistics and axes with what outputs are called: average → mean
 * @param sides other words for left and right
 * @param expansions abbreviations and signs with what they stand for: vol → volume
 * @param verdicts words for a verdict with the classes it may have: enlarged → above
 * @param comparatives what a comparative asks: larger → big
 * @param measured words for what is measured with its dimension: length → LENGTH
 * @param dimensions what units of a dimension measure, in words, by its name in lower case
 */
record Vocabulary(
    Map<String, Term> terms,
    List<String> everything,
    List<Act> acts,
    Map<String, Set<String>> classes,
    Map<String, Integer> superlatives,
    Map<String, Integer> ordinals,
    Map<String, String> units,
    Map<String, String> modalities,
    Map<String, List<String>> statistics,
    Map<String, String> sides,
    Map<String, String> expansions,
    Map<String, List<String>> verdicts,
    Map<String, String> dimensions,
    Map<String, String> comparatives,
    Map<String, String> measured) {

  /**
   * A structure or a finding.
   *
   * @param name as tools write it; a sided one is {@code left_NAME} and {@code right_NAME}
   * @param display as people read it
   * @param words what people call it
   * @param broader the finding it is a kind of, or null
   * @param kind what kind of structure it is where tools are for that kind alone (vessel), or empty
   * @param parts the structures that it is made of, where tools know only these; else empty
   */
  record Term(
      String name,
      String display,
      boolean finding,
      boolean sided,
      List<String> words,
      @Nullable String broader,
      String kind,
      List<String> parts) {

    /** Its names as tools write them: two if it is sided, several if it is known by its parts. */
    List<String> names() {
      if (!parts.isEmpty()) {
        return parts;
      }
      return sided ? List.of("left_" + name, "right_" + name) : List.of(name);
    }
  }

  /**
   * Something said that no tool is for: examples of it, and what to reply.
   *
   * @param cues words of which one must be said; empty if none need be
   * @param whole whether nothing else may be said with it: "good morning"
   */
  record Act(
      String name,
      boolean refuse,
      List<String> examples,
      List<String> cues,
      boolean whole,
      String text) {}

  private static final int LONGEST_PHRASE = 7;
  private static final YAMLMapper YAML = new YAMLMapper();

  static Vocabulary load() {
    Map<String, Term> terms = new LinkedHashMap<>();
    JsonNode anatomy = read("anatomy");
    anatomy.path("structures").forEach(s -> put(terms, s, false));
    read("findings").path("findings").forEach(f -> put(terms, f, true));
    List<Act> acts = new ArrayList<>();
    for (JsonNode a : read("acts").path("acts")) {
      acts.add(
          new Act(
              a.path("name").asText(),
              a.path("move").asText().equals("refuse"),
              texts(a.path("examples")),
              texts(a.path("cues")),
              a.path("whole").asBoolean(),
              a.path("text").asText()));
    }
    JsonNode words = read("words");
    Map<String, Set<String>> classes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : words.properties()) {
      if (e.getValue().isArray()) {
        Set<String> set = new LinkedHashSet<>();
        texts(e.getValue()).forEach(w -> set.add(w.toLowerCase(java.util.Locale.ROOT)));
        classes.put(e.getKey(), set);
      }
    }
    return new Vocabulary(
        terms,
        texts(anatomy.path("everything")),
        List.copyOf(acts),
        classes,
        numbers(words.path("superlatives")),
        numbers(words.path("ordinals")),
        strings(words.path("units")),
        strings(words.path("modalities")),
        lists(words.path("statistics")),
        strings(words.path("sides")),
        strings(words.path("expansions")),
        lists(words.path("verdicts")),
        strings(words.path("dimensions")),
        strings(words.path("comparatives")),
        strings(words.path("measured")));
  }

  /** All words of a class, phrases included. */
  Set<String> of(String wordClass) {
    return classes.getOrDefault(wordClass, Set.of());
  }

  /** Whether it is a word of a phrase of the class. */
  boolean part(String wordClass, String word) {
    return of(wordClass).stream().anyMatch(p -> List.of(p.split(" ")).contains(word));
  }

  /** Whether one of these words is in the class. */
  boolean any(String wordClass, List<String> tokens) {
    return tokens.stream().anyMatch(of(wordClass)::contains);
  }

  /** Length in words of the longest phrase of the class that begins here; 0 if none does. */
  int at(String wordClass, List<String> tokens, int from) {
    for (int n = Math.min(LONGEST_PHRASE, tokens.size() - from); n >= 1; n--) {
      if (is(wordClass, String.join(" ", tokens.subList(from, from + n)))) {
        return n;
      }
    }
    return 0;
  }

  /** Whether a phrase of the class stands anywhere in the text. */
  boolean says(String wordClass, List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (at(wordClass, tokens, i) > 0) {
        return true;
      }
    }
    return false;
  }

  boolean is(String wordClass, String phrase) {
    return of(wordClass).contains(phrase);
  }

  /** Whether any structure is of this kind. */
  boolean isKind(String word) {
    return terms.values().stream().anyMatch(t -> t.kind().equals(word));
  }

  /** Whether the structure is of this kind; one that is not in the vocabulary may be. */
  boolean isOfKind(String structure, String kind) {
    Term term = terms.get(structure.replaceFirst("^(left|right)_", ""));
    return term == null || term.kind().equals(kind);
  }

  /** {@code left_kidney} as "left kidney", in the vocabulary's own spelling where it has one. */
  String display(String name) {
    Term term = terms.get(name);
    if (term != null) {
      return term.display();
    }
    for (String side : List.of("left", "right")) {
      Term base = terms.get(name.startsWith(side + "_") ? name.substring(side.length() + 1) : "");
      if (base != null) {
        return side + " " + base.display();
      }
    }
    return name.replace('_', ' ');
  }

  private static void put(Map<String, Term> terms, JsonNode node, boolean finding) {
    String name = node.path("name").asText();
    terms.put(
        name,
        new Term(
            name,
            node.path("display").asText(name.replace('_', ' ')),
            finding,
            node.path("sided").asBoolean(),
            texts(node.path("words")),
            node.hasNonNull("broader") ? node.path("broader").asText() : null,
            node.path("kind").asText(""),
            texts(node.path("parts"))));
  }

  private static JsonNode read(String name) {
    String path = "/vocabulary/" + name + ".yaml";
    try (InputStream in = Vocabulary.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + path + " on the class path");
      }
      return YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(t -> texts.add(t.asText()));
    return List.copyOf(texts);
  }

  private static Map<String, Integer> numbers(JsonNode map) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    map.properties().forEach(e -> numbers.put(e.getKey(), e.getValue().asInt()));
    return numbers;
  }

  private static Map<String, List<String>> lists(JsonNode map) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    map.properties().forEach(e -> lists.put(e.getKey(), texts(e.getValue())));
    return lists;
  }

  private static Map<String, String> strings(JsonNode map) {
    Map<String, String> strings = new LinkedHashMap<>();
    map.properties().forEach(e -> strings.put(Tokens.phrase(e.getKey()), e.getValue().asText()));
    return strings;
  }
}
