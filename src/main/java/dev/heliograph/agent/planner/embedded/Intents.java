package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /** So near to an example, it is the example. */
  static final double VERBATIM = 0.95;

  private static final Pattern MARK = Pattern.compile("[.,;:?!]");

  /** A tool or an act and its score; {@code act} is null for tools. */
  record Scored(String name, Vocabulary.@Nullable Act act, double score) {}

  private record Profile(
      String name,
      Vocabulary.@Nullable Act act,
      float[] centroid,
      List<float[]> examples,
      Set<String> stems,
      Set<String> ownStructures,
      Set<Unit.Dimension> units) {}

  /** Vectors of the examples of one tool version; a new tool costs only its own. */
  private record Vectors(float[] centroid, List<float[]> examples) {}

  private final SentenceEncoder encoder;
  private final Lexicon lexicon;
  private final List<Profile> profiles = new ArrayList<>();
  private final Map<String, Double> rarity = new HashMap<>();
  private final double rarest;

  Intents(
      SentenceEncoder encoder,
      Lexicon lexicon,
      List<ToolManifest> tools,
      Map<Object, Object> cache) {
    this.encoder = encoder;
    this.lexicon = lexicon;
    for (ToolManifest tool : tools) {
      List<String> said = tool.examples().isEmpty() ? List.of(tool.title()) : tool.examples();
      profiles.add(profile(tool.name(), null, said, ownWords(tool), units(tool), cache));
    }
    for (Vocabulary.Act act : lexicon.vocabulary().acts()) {
      profiles.add(profile(act.name(), act, act.examples(), List.of(), Set.of(), cache));
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
      Set<Unit.Dimension> units,
      Map<Object, Object> cache) {
    Set<String> own = new HashSet<>();
    Set<String> stems = new HashSet<>();
    List<String> neutral = new ArrayList<>();
    boolean general = false;
    for (String example : examples) {
      general |= example.contains("{structure}") || act != null;
      List<String> tokens = Tokens.of(filled(example));
      List<Mention> mentions = lexicon.find(tokens);
      mentions.stream()
          .filter(m -> m.kind() == Mention.Kind.ORGAN)
          .forEach(m -> own.addAll(m.names()));
      neutral.add(neutral(tokens, mentions, false));
      stems.addAll(stems(tokens));
    }
    moreWords.forEach(w -> stems.addAll(stems(Tokens.of(w))));
    Vectors v = (Vectors) cache.computeIfAbsent(List.of(name, neutral), k -> vectors(neutral));
    return new Profile(
        name, act, v.centroid(), v.examples(), stems, general ? Set.of() : own, units);
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
      boolean side = word.equals("left") || word.equals("right") || word.equals("both");
      boolean again = word.equals("organ") && out.size() > 1 && repeats(out);
      if (again) {
        out.remove(out.size() - 1);
      } else if (!word.isEmpty() && !side && !MARK.matcher(word).matches()) {
        out.add(word);
      }
    }
    return String.join(" ", out);
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
    said.add(encoder.encode(neutral(clause.tokens(), clause.mentions(), false)));
    if (clause.mentions().stream().anyMatch(m -> m.kind() == Mention.Kind.FINDING)) {
      said.add(encoder.encode(neutral(clause.tokens(), clause.mentions(), true)));
    }
    Set<String> words = stems(unnamed(clause));
    Set<Unit.Dimension> units = new HashSet<>();
    for (String t : clause.tokens()) {
      Unit.of(lexicon.vocabulary().units().getOrDefault(t, ""))
          .ifPresent(u -> units.add(u.dimension()));
    }
    List<String> named =
        clause.targets().stream().filter(t -> t.organ() != null).map(t -> t.organ() + "").toList();
    return profiles.stream()
        .map(p -> new Scored(p.name(), p.act(), score(p, said, words, units, named)))
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::name))
        .toList();
  }

  /** Words that say what to do: no structures, and not the modality of "on the MRI". */
  private List<String> unnamed(Clause clause) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < clause.tokens().size(); i++) {
      int at = i;
      boolean organ =
          clause.mentions().stream()
              .anyMatch(m -> m.kind() != Mention.Kind.FINDING && m.from() <= at && at < m.to());
      boolean image =
          !clause.targets().isEmpty()
              && lexicon.vocabulary().modalities().containsKey(clause.tokens().get(i));
      if (!organ && !image) {
        words.add(clause.tokens().get(i));
      }
    }
    return words;
  }

  private double score(
      Profile p,
      List<float[]> said,
      Set<String> words,
      Set<Unit.Dimension> units,
      List<String> named) {
    double nearest = -1;
    double centroid = -1;
    for (float[] v : said) {
      centroid = Math.max(centroid, SentenceEncoder.dot(v, p.centroid()));
      for (float[] e : p.examples()) {
        nearest = Math.max(nearest, SentenceEncoder.dot(v, e));
      }
    }
    double shared = 0;
    double all = 0;
    for (String w : words) {
      double weight = rarity.getOrDefault(w, rarest);
      all += weight;
      shared += p.stems().contains(w) ? weight : 0;
    }
    double score = CENTROID * centroid + NEAREST * nearest + WORDS * (all == 0 ? 0 : shared / all);
    if (nearest > VERBATIM) {
      score = Math.max(score, nearest);
    }
    if (!p.ownStructures().isEmpty() && !named.isEmpty()) {
      score +=
          named.stream().anyMatch(p.ownStructures()::contains) ? OWN_STRUCTURE : FOREIGN_STRUCTURE;
    }
    return score + (p.units().stream().anyMatch(units::contains) ? OWN_UNIT : 0);
  }

  static Map<Object, Object> newCache() {
    return new ConcurrentHashMap<>();
  }
}
