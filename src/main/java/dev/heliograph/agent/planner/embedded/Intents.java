package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much a clause sounds like the examples of each tool, and like each act of the vocabulary.
 *
 * <p>The score is a mean of three similarities: to the centroid of the examples, to the nearest
 * example, and the share of the clause's words (weighted by how few tools use them) that the tool
 * uses too. Names of structures are replaced by "organ" on both sides.
 */
final class Intents {

  private static final double CENTROID = 0.40;
  private static final double NEAREST = 0.35;
  private static final double WORDS = 0.25;
  private static final double OWN_STRUCTURE = 0.05;
  private static final double FOREIGN_STRUCTURE = -0.20;
  private static final double OWN_UNIT = 0.05;

  /** A tool for any structure is the less likely where none is named. */
  private static final double UNNAMED_STRUCTURE = -0.03;

  /** A tool for certain structures is less likely still where they are not named. */
  private static final double FIXED_UNNAMED = -0.08;

  private static final double NO_FINDING = -0.10;

  /** So near to an example, it is the example. */
  static final double VERBATIM = 0.95;

  private static final Set<String> POSSESSIVE = Set.of("its", "their");
  private static final Set<String> MANY = Set.of("much", "many");
  private static final Set<String> PRONOUNS = Set.of("it", "that", "they", "them");

  private static final double OPENING_CUE = 0.10;

  /** A tool that measures another dimension than the one that is said. */
  private static final double FOREIGN_DIMENSION = -0.10;

  private static final Pattern MARK = Pattern.compile("[.,;:?!]");

  private static final double ALL = 0.999;

  /** An act that must be the whole clause has at least this share of its words. */
  private static final double MOST = 0.6;

  /** What a word of an output's name counts, beside one of an example. */
  private static final double OF_OUTPUT = 0.7;

  /** An output's name of more words than this is not meant by one of them. */
  private static final int LONGEST_NAME = 2;

  /** A clause is about something known if this share of its words is known. */
  private static final double KNOWN = 0.5;

  /**
   * A tool or an act and its score; {@code act} is null for tools.
   *
   * @param shared share of the clause's words that it uses too, by weight
   * @param fixed whether its own types say which structures it is about
   */
  record Scored(
      String name, Vocabulary.@Nullable Act act, double score, double shared, boolean fixed) {

    /** Whether every word of the clause that says something is one of the tool's. */
    boolean wordForWord() {
      return shared > ALL;
    }
  }

  private record Profile(
      String name,
      Vocabulary.@Nullable Act act,
      float[] centroid,
      List<float[]> examples,
      Set<String> stems,
      Set<String> outputs,
      Set<String> ownStructures,
      boolean general,
      Needs needs,
      Set<Unit.Dimension> units,
      boolean measuresOnlyThese) {}

  /**
   * What the types of a tool say it is about.
   *
   * @param structures the structures of its masks, where its types name them; sides left out
   * @param finding whether it takes a finding and no organ
   * @param kind the only kind of structure it is for ("vessel"), or empty
   */
  private record Needs(
      Set<String> structures, boolean finding, String kind, Vocabulary vocabulary) {

    static Needs of(ToolManifest tool, Lexicon lexicon) {
      Set<String> structures = new HashSet<>();
      boolean finding = false;
      String kind = "";
      for (Port p : tool.inputs()) {
        if (p.required() && p.type().name().equals("LabelMap")) {
          Chain.ownStructures(tool, p)
              .forEach(s -> structures.add(withoutSide(lexicon.canonical(s))));
        }
        if (p.type().name().equals("Structure")) {
          String about = tool.title() + " " + p.schema().path("description").asText("");
          kind =
              Tokens.of(about).stream()
                  .filter(lexicon.vocabulary()::isKind)
                  .findFirst()
                  .orElse(kind);
        }
        finding |= p.required() && p.schema().path("x-vocabulary").asText().equals("finding");
      }
      return new Needs(structures, finding, kind, lexicon.vocabulary());
    }

    double fit(List<String> named, boolean findingNamed) {
      if (finding && !named.isEmpty() && !findingNamed) {
        return NO_FINDING;
      }
      if (!kind.isEmpty()
          && !named.isEmpty()
          && named.stream().noneMatch(n -> vocabulary.isOfKind(n, kind))) {
        return FOREIGN_STRUCTURE;
      }
      if (structures.isEmpty()) {
        return 0;
      }
      Set<String> said = new HashSet<>();
      named.forEach(n -> said.add(withoutSide(n)));
      return said.isEmpty()
          ? FIXED_UNNAMED
          : !said.equals(structures)
              ? FOREIGN_STRUCTURE
              : structures.size() == 1 ? OWN_STRUCTURE : 0;
    }

    private static String withoutSide(String name) {
      return name.replaceFirst("^(left|right)_", "");
    }
  }

  /** Vectors of the examples of one tool version; a new tool costs only its own. */
  private record Vectors(float[] centroid, List<float[]> examples) {}

  private final SentenceEncoder encoder;
  private final Lexicon lexicon;
  private final Words spelling;
  private final List<Profile> profiles = new ArrayList<>();
  private final Map<String, Double> rarity = new HashMap<>();
  private final double rarest;

  Intents(
      SentenceEncoder encoder,
      Lexicon lexicon,
      Words spelling,
      List<ToolManifest> tools,
      Map<Object, Object> cache) {
    this.encoder = encoder;
    this.lexicon = lexicon;
    this.spelling = spelling;
    for (ToolManifest tool : tools) {
      List<String> said = tool.examples().isEmpty() ? List.of(tool.title()) : tool.examples();
      profiles.add(
          profile(
              tool.name(),
              null,
              said,
              ownWords(tool),
              outputWords(tool),
              units(tool),
              measuresOnly(tool),
              Needs.of(tool, lexicon),
              cache));
    }
    for (Vocabulary.Act act : lexicon.vocabulary().acts()) {
      profiles.add(
          profile(
              act.name(),
              act,
              act.examples(),
              List.of(),
              Set.of(),
              Set.of(),
              false,
              new Needs(Set.of(), false, "", lexicon.vocabulary()),
              cache));
    }
    for (Profile p : profiles) {
      p.stems().forEach(s -> rarity.merge(s, 1.0, Double::sum));
    }
    int n = profiles.size();
    rarity.replaceAll((s, in) -> Math.log(1 + n / in));
    rarest = Math.log(1.0 + n);
  }

  private static List<String> ownWords(ToolManifest tool) {
    return List.of(tool.title(), tool.name().replace('_', ' '));
  }

  /**
   * Stems of what the outputs are called and described by. One word of a long name ("length" of
   * "grey level run length …") does not name it.
   */
  private Set<String> outputWords(ToolManifest tool) {
    Set<String> stems = new HashSet<>();
    for (Port p : tool.outputs()) {
      Set<String> name = stems(spelling.expand(Tokens.of(p.name())));
      if (name.size() <= LONGEST_NAME) {
        stems.addAll(name);
      }
      String more =
          p.schema().path("title").asText("") + " " + p.schema().path("description").asText("");
      stems.addAll(stems(spelling.expand(Tokens.of(more))));
    }
    return stems;
  }

  /** Whether all it gives are quantities, each of a dimension that its type says. */
  private static boolean measuresOnly(ToolManifest tool) {
    return !tool.outputs().isEmpty()
        && tool.outputs().stream()
            .allMatch(p -> p.type().name().equals("Quantity") && p.type().parameters().size() == 2);
  }

  /** Whether the tool's examples, title or outputs use the word. */
  boolean uses(String tool, String word) {
    String stem = Tokens.stem(word);
    return profiles.stream()
        .filter(p -> p.act() == null && p.name().equals(tool))
        .anyMatch(p -> p.stems().contains(stem) || p.outputs().contains(stem));
  }

  private static Set<Unit.Dimension> units(ToolManifest tool) {
    return tool.outputs().stream()
        .map(Port::type)
        .filter(t -> t.name().equals("Quantity") && t.parameters().size() == 2)
        .flatMap(t -> Unit.of(t.parameters().get(1)).stream())
        .map(Unit::dimension)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Profile profile(
      String name,
      Vocabulary.@Nullable Act act,
      List<String> examples,
      List<String> moreWords,
      Set<String> outputs,
      Set<Unit.Dimension> units,
      boolean measuresOnlyThese,
      Needs needs,
      Map<Object, Object> cache) {
    Set<String> own = new HashSet<>();
    Set<String> stems = new HashSet<>();
    List<String> neutral = new ArrayList<>();
    boolean general = false;
    for (String example : examples.stream().filter(e -> !e.isBlank()).toList()) {
      general |= example.contains("{structure}") || act != null;
      List<String> tokens = spelling.expand(Tokens.of(filled(example)));
      List<Mention> mentions = lexicon.find(tokens);
      mentions.stream()
          .filter(m -> m.kind() == Mention.Kind.ORGAN)
          .forEach(m -> own.addAll(m.names()));
      neutral.add(neutral(tokens, mentions, false));
      stems.addAll(stems(tokens));
    }
    moreWords.forEach(w -> stems.addAll(stems(spelling.expand(Tokens.of(w)))));
    Vectors v = (Vectors) cache.computeIfAbsent(List.of(name, neutral), k -> vectors(neutral));
    return new Profile(
        name,
        act,
        v.centroid(),
        v.examples(),
        stems,
        outputs,
        general || !needs.structures().isEmpty() ? Set.of() : own,
        general && act == null,
        needs,
        units,
        measuresOnlyThese);
  }

  private Vectors vectors(List<String> sentences) {
    List<float[]> examples = sentences.stream().map(encoder::encodeFresh).toList();
    float[] sum = new float[examples.get(0).length];
    for (float[] e : examples) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += e[i];
      }
    }
    return new Vectors(SentenceEncoder.unit(sum), examples);
  }

  private static String filled(String example) {
    return example
        .replace("{structure}", "organ")
        .replace("{finding}", "lesion")
        .replaceAll("\\{\\w+\\}", "");
  }

  private Set<String> stems(List<String> tokens) {
    return tokens.stream()
        .filter(t -> !lexicon.vocabulary().is("stop", t) && Character.isLetter(t.charAt(0)))
        .map(Tokens::stem)
        .collect(Collectors.toSet());
  }

  /**
   * The sentence with "organ" where a structure is named and "lesion" where a kind of lesion is.
   */
  private String neutral(List<String> tokens, List<Mention> mentions, boolean findingsToo) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i);
      for (Mention m : mentions) {
        if (m.from() <= i && i < m.to()) {
          word = i > m.from() ? "" : findingsToo ? "organ" : neutral(m, word);
        }
      }
      if (POSSESSIVE.contains(word) || (mentions.isEmpty() && PRONOUNS.contains(word))) {
        word = "organ"; // "its mean density" is the mean density of what was named before
      }
      boolean side = word.equals("left") || word.equals("right") || word.equals("both");
      boolean again = word.equals("organ") && out.size() > 1 && repeats(out);
      if (again) {
        out.remove(out.size() - 1);
      } else if (!word.isEmpty() && !side && !MARK.matcher(word).matches()) {
        out.add(word);
      }
    }
    return out.isEmpty() ? String.join(" ", tokens) : String.join(" ", out);
  }

  /** Whether the words end in "organ and", so that another "organ" adds nothing. */
  private static boolean repeats(List<String> out) {
    return out.get(out.size() - 2).equals("organ") && out.get(out.size() - 1).equals("and");
  }

  private String neutral(Mention m, String word) {
    if (m.kind() != Mention.Kind.FINDING) {
      return "organ";
    }
    Vocabulary.Term term = lexicon.vocabulary().terms().get(m.names().get(0));
    return term != null && "lesion".equals(term.broader()) ? "lesion" : word;
  }

  /** All tools and acts, best first. */
  List<Scored> rank(Clause clause) {
    List<float[]> said = new ArrayList<>();
    String dimension = dimension(clause);
    said.add(
        encoder.encode(
            dimension.isEmpty() ? neutral(clause.tokens(), clause.mentions(), false) : dimension));
    if (clause.mentions().stream().anyMatch(m -> m.kind() == Mention.Kind.FINDING)) {
      said.add(encoder.encode(neutral(clause.tokens(), clause.mentions(), true)));
    }
    Set<String> words =
        stems(dimension.isEmpty() ? unnamed(clause) : List.of(dimension.split(" ")));
    Set<Unit.Dimension> units = new HashSet<>();
    for (String t : clause.tokens()) {
      Unit.of(lexicon.vocabulary().units().getOrDefault(t, ""))
          .ifPresent(u -> units.add(u.dimension()));
    }
    Set<String> measured = new HashSet<>();
    clause.tokens().stream()
        .flatMap(t -> Stream.ofNullable(lexicon.vocabulary().measured().get(t)))
        .forEach(measured::add);
    List<String> named =
        clause.targets().stream().filter(t -> t.organ() != null).map(t -> t.organ() + "").toList();
    boolean findingNamed = clause.targets().stream().anyMatch(t -> t.finding() != null);
    return profiles.stream()
        .filter(p -> p.act() == null || cued(p.act(), clause.tokens()))
        .filter(
            p -> p.act() == null || !p.act().whole() || words.isEmpty() || shared(p, words) >= MOST)
        .map(
            p -> {
              double shared = shared(p, words);
              double score =
                  score(p, said, shared, units, named, !clause.named(), findingNamed)
                      + (foreign(p, measured) ? FOREIGN_DIMENSION : 0)
                      + (opens(p.act(), clause) ? OPENING_CUE : 0);
              return new Scored(
                  p.name(), p.act(), score, shared, !p.needs().structures().isEmpty());
            })
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::name))
        .toList();
  }

  private static boolean foreign(Profile p, Set<String> measured) {
    return p.measuresOnlyThese()
        && !measured.isEmpty()
        && p.units().stream().noneMatch(u -> measured.contains(u.name()));
  }

  /**
   * "Liver > 2 L?", "how many centimetres has the spleen?" say what is meant only by the unit,
   * "which is larger?" only by the comparative: the question in plain words, or empty.
   */
  private String dimension(Clause clause) {
    Vocabulary v = lexicon.vocabulary();
    if (clause.content().isEmpty()) {
      return "";
    }
    List<String> compared =
        clause.content().stream().filter(w -> !v.is("versus", w) && !v.is("changing", w)).toList();
    if (!compared.isEmpty() && compared.stream().allMatch(w -> v.comparatives().containsKey(w))) {
      return "how " + v.comparatives().get(compared.get(0)) + " is the organ";
    }
    boolean only =
        clause.content().stream()
            .allMatch(
                w ->
                    v.part("above", w)
                        || v.part("below", w)
                        || (clause.named() && v.units().containsKey(w))
                        || (clause.named() && asksUnit(clause.tokens(), w)));
    Amounts amounts = new Amounts(v);
    return !only
        ? ""
        : Stream.concat(
                amounts.of(clause.tokens()).stream().flatMap(a -> Stream.ofNullable(a.unit())),
                amounts.unit(clause.tokens()).stream())
            .map(
                u -> v.dimensions().getOrDefault(u.dimension().name().toLowerCase(Locale.ROOT), ""))
            .filter(w -> !w.isEmpty())
            .map(w -> w + " of the organ")
            .findFirst()
            .orElse("");
  }

  /** "How many centimetres". */
  private boolean asksUnit(List<String> tokens, String word) {
    int next = tokens.indexOf(word) + 1;
    return MANY.contains(word)
        && next < tokens.size()
        && lexicon.vocabulary().units().containsKey(tokens.get(next));
  }

  /** "Explain what a standard deviation is": begins with a word of the act, about no structure. */
  private static boolean opens(Vocabulary.@Nullable Act act, Clause clause) {
    String text = clause.text() + " ";
    return act != null
        && !clause.named()
        && act.cues().stream().anyMatch(c -> text.startsWith(c + " "));
  }

  private static boolean cued(Vocabulary.Act act, List<String> tokens) {
    String text = " " + String.join(" ", tokens) + " ";
    return act.cues().isEmpty() || act.cues().stream().anyMatch(c -> text.contains(" " + c + " "));
  }

  /** Words that say what to do: no structures, and not the modality of "on the MRI". */
  private List<String> unnamed(Clause clause) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < clause.tokens().size(); i++) {
      int at = i;
      boolean organ =
          clause.mentions().stream()
              .anyMatch(m -> m.kind() != Mention.Kind.FINDING && m.from() <= at && at < m.to());
      boolean also =
          clause.tokens().get(i).equals("too")
              && !ClauseReader.intensifies(clause.tokens(), i, lexicon.vocabulary());
      boolean image =
          !clause.targets().isEmpty()
              && lexicon.vocabulary().modalities().containsKey(clause.tokens().get(i));
      if (!organ && !image && !also) {
        words.add(clause.tokens().get(i));
      }
    }
    return words;
  }

  private double score(
      Profile p,
      List<float[]> said,
      double shared,
      Set<Unit.Dimension> units,
      List<String> named,
      boolean nothingNamed,
      boolean findingNamed) {
    double nearest = -1;
    double centroid = -1;
    for (float[] v : said) {
      centroid = Math.max(centroid, SentenceEncoder.dot(v, p.centroid()));
      for (float[] e : p.examples()) {
        nearest = Math.max(nearest, SentenceEncoder.dot(v, e));
      }
    }
    double score = CENTROID * centroid + NEAREST * nearest + WORDS * shared;
    if (nearest > VERBATIM) {
      score = Math.max(score, nearest);
    }
    if (!p.ownStructures().isEmpty() && !named.isEmpty()) {
      score +=
          named.stream().anyMatch(p.ownStructures()::contains) ? OWN_STRUCTURE : FOREIGN_STRUCTURE;
    }
    score += p.needs().fit(named, findingNamed);
    if (nothingNamed && p.general()) {
      score += UNNAMED_STRUCTURE;
    }
    return score + (p.units().stream().anyMatch(units::contains) ? OWN_UNIT : 0);
  }

  /** The same ranking once it is known what an unnamed clause is about. */
  List<Scored> about(List<Scored> ranked, List<Target> targets) {
    List<String> named =
        targets.stream().filter(t -> t.organ() != null).map(t -> t.organ() + "").toList();
    boolean finding = targets.stream().anyMatch(t -> t.finding() != null);
    return ranked.stream()
        .map(
            s -> {
              double fit =
                  profiles.stream()
                      .filter(p -> p.act() == null && s.act() == null && p.name().equals(s.name()))
                      .mapToDouble(
                          p -> p.needs().fit(named, finding) - p.needs().fit(List.of(), false))
                      .sum();
              return new Scored(s.name(), s.act(), s.score() + fit, s.shared(), s.fixed());
            })
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::name))
        .toList();
  }

  private double shared(Profile p, Set<String> words) {
    double shared = 0;
    double all = 0;
    for (String w : words) {
      double weight = rarity.getOrDefault(w, rarest);
      all += weight;
      shared += p.stems().contains(w) ? weight : p.outputs().contains(w) ? OF_OUTPUT * weight : 0;
    }
    return all == 0 ? 0 : shared / all;
  }

  /** Whether tools use what the clause says; true if it says nothing but names. */
  boolean knows(Clause clause) {
    long known =
        clause.content().stream()
            .map(Tokens::stem)
            .filter(w -> profiles.stream().anyMatch(p -> p.act() == null && p.stems().contains(w)))
            .count();
    return known >= KNOWN * clause.content().size();
  }

  static Map<Object, Object> newCache() {
    return new ConcurrentHashMap<>();
  }
}
