package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which outputs of a tool are asked for: those whose own words are said ("the median", "short
 * axis", "95th percentile"); where none is, the first ones of the manifest.
 */
final class Asked {

  /** Of more values than this the first few are said, unless the words name others. */
  private static final int MANY = 4;

  private static final int FEW = 2;

  /** Words of a description up to this length say too little to name an output by. */
  private static final int SHORT = 3;

  /** A word that this many outputs share names all of them: "entropy". */
  private static final int SHARED = 6;

  private final Vocabulary words;

  Asked(Vocabulary words) {
    this.words = words;
  }

  /** Names of the outputs, in the manifest's order. */
  List<String> of(ToolManifest tool, List<String> tokens) {
    List<Port> values = values(tool, tokens);
    List<String> named = named(tool, values, tokens);
    List<String> all = values.stream().map(Port::name).toList();
    return !named.isEmpty() ? named : all.size() > MANY ? all.subList(0, FEW) : all;
  }

  /** Those that are named; empty if none is. */
  List<String> named(ToolManifest tool, List<String> tokens) {
    return named(tool, values(tool, tokens), tokens);
  }

  private static List<Port> values(ToolManifest tool, List<String> tokens) {
    return tool.outputs().stream()
        .filter(p -> p.type().name().equals("Quantity") || p.type().name().equals("Count"))
        .filter(p -> Tokens.meant(p, tokens))
        .toList();
  }

  private List<String> named(ToolManifest tool, List<Port> values, List<String> tokens) {
    if (values.size() < 2) {
      return List.of();
    }
    Set<String> said = said(tokens);
    if (tokens.stream().anyMatch(t -> words.is("whole", t))) {
      return values.stream().map(Port::name).toList();
    }
    Set<String> about = new HashSet<>();
    Tokens.of(tool.title()).forEach(t -> about.add(Tokens.stem(t)));
    Function<Port, String> name =
        p ->
            p.name()
                + " "
                + Tokens.of(title(p)).stream()
                    .filter(t -> !about.contains(Tokens.stem(t)))
                    .collect(Collectors.joining(" "));
    for (int uses = 1; uses <= SHARED && uses < values.size(); uses++) {
      List<String> byName = matching(own(values, false, uses, name), said);
      if (!byName.isEmpty()) {
        return byName;
      }
    }
    Set<String> general = new HashSet<>();
    for (String text : tool.examples()) {
      Tokens.of(text).forEach(t -> general.add(Tokens.stem(t)));
    }
    Tokens.of(tool.title()).forEach(t -> general.add(Tokens.stem(t)));
    Map<String, Set<String>> described =
        own(
            values,
            true,
            1,
            p -> p.schema().path("description").asText("").replaceFirst("[.;].*", ""));
    described.values().forEach(s -> s.removeAll(general));
    return matching(described, said);
  }

  private static String title(Port p) {
    return p.schema().path("title").asText("");
  }

  private static List<String> matching(Map<String, Set<String>> own, Set<String> said) {
    Map<String, Set<String>> matched = new java.util.LinkedHashMap<>();
    own.forEach(
        (name, stems) -> {
          Set<String> both = new HashSet<>(stems);
          both.retainAll(said);
          if (!both.isEmpty()) {
            matched.put(name, both);
          }
        });
    // "surface area" is not also "surface to volume ratio"
    return matched.entrySet().stream()
        .filter(
            e ->
                matched.values().stream()
                    .noneMatch(m -> m.size() > e.getValue().size() && m.containsAll(e.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** By output: the stems that no more than {@code most} outputs have. */
  private Map<String, Set<String>> own(
      List<Port> values, boolean described, int most, Function<Port, String> text) {
    Map<String, Integer> uses = new HashMap<>();
    Map<String, Set<String>> own = new java.util.LinkedHashMap<>();
    for (Port p : values) {
      Set<String> stems = new HashSet<>();
      for (String t : Tokens.of(text.apply(p))) {
        boolean says = t.length() > (described ? SHORT : 1);
        if (!words.is("stop", t) && !Tokens.isNumber(t) && says) {
          stems.add(Tokens.stem(t));
        }
      }
      stems.forEach(s -> uses.merge(s, 1, Integer::sum));
      own.put(p.name(), stems);
    }
    own.values().forEach(s -> s.removeIf(w -> uses.getOrDefault(w, 0) > most));
    return own;
  }

  /** Stems of what is said, of what outputs call it, and "p95" for "95th percentile". */
  private Set<String> said(List<String> tokens) {
    Set<String> said = new HashSet<>();
    boolean percentiles =
        tokens.stream().anyMatch(t -> t.startsWith("percentile") || t.startsWith("centile"));
    for (String t : tokens) {
      String singular = t.endsWith("s") ? t.substring(0, t.length() - 1) : t;
      said.add(Tokens.stem(t));
      words.statistics().getOrDefault(t, List.of()).forEach(w -> said.add(Tokens.stem(w)));
      words.statistics().getOrDefault(singular, List.of()).forEach(w -> said.add(Tokens.stem(w)));
      if (percentiles && Tokens.isNumber(t)) {
        said.add("p" + t);
      }
    }
    return said;
  }
}
