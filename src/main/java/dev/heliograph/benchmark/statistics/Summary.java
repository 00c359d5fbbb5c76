package dev.heliograph.benchmark.statistics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.benchmark.scorer.Score;
import dev.heliograph.benchmark.scorer.Scoring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code summary.json}. All but {@code timings} is the same for the same seed and answers. */
public final class Summary {

  private Summary() {}

  /**
   * @param agent its name
   * @param seed of the bootstrap
   * @param skipped cases that were not run, and why
   */
  public static ObjectNode of(
      String agent, List<Judged> trials, Map<String, String> skipped, long seed) {
    List<Judged> sorted =
        trials.stream()
            .sorted(
                Comparator.comparing((Judged j) -> j.theCase().id()).thenComparing(Judged::epoch))
            .toList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("agent", agent).put("scoring", Scoring.VERSION).put("seed", seed);
    json.set("overall", group(sorted, seed));
    ObjectNode suites = json.putObject("suites");
    by(sorted, j -> j.theCase().suite()).forEach((s, t) -> suites.set(s, group(t, seed)));
    ObjectNode splits = json.putObject("splits");
    by(sorted, j -> j.theCase().split()).forEach((s, t) -> splits.set(s, group(t, seed)));
    pairs(json.putObject("pairs"), sorted);
    ArrayNode cases = json.putArray("cases");
    by(sorted, j -> j.theCase().id()).forEach((id, t) -> cases.add(one(id, t)));
    ObjectNode notRun = json.putObject("skipped");
    new TreeMap<>(skipped).forEach(notRun::put);
    json.set("timings", timings(sorted));
    return json;
  }

  private static Map<String, List<Judged>> by(List<Judged> trials, Function<Judged, String> key) {
    return trials.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
  }

  private static ObjectNode group(List<Judged> trials, long seed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    long errors = trials.stream().filter(t -> t.success().isEmpty()).count();
    json.put("trials", trials.size()).put("infraErrors", errors);
    List<Judged> valid = trials.stream().filter(t -> t.success().isPresent()).toList();
    Map<String, List<Judged>> cases = by(valid, j -> j.theCase().id());
    if (cases.isEmpty()) {
      return json;
    }
    int k = cases.values().stream().mapToInt(List::size).min().orElse(1);
    ObjectNode success = json.putObject("success");
    success.set("pass@1", Bootstrap.of(passes(cases, 1), seed).json());
    for (int i = 2; i <= k; i++) {
      success.set("pass^" + i, Bootstrap.of(passes(cases, i), seed).json());
    }
    ObjectNode scores = json.putObject("scores");
    for (String name : Scoring.names()) {
      List<Bootstrap.Item> values = values(cases, name);
      if (!values.isEmpty()) {
        scores.set(name, Bootstrap.of(values, seed).json());
      }
    }
    ObjectNode taxonomy = json.putObject("failures");
    for (String name : Scoring.names()) {
      long failed =
          valid.stream().filter(t -> Objects.requireNonNull(t.scores().get(name)).failed()).count();
      if (failed > 0) {
        taxonomy.put(name, failed);
      }
    }
    return json;
  }

  private static List<Bootstrap.Item> passes(Map<String, List<Judged>> cases, int k) {
    List<Bootstrap.Item> items = new ArrayList<>();
    for (List<Judged> trials : cases.values()) {
      int passed = (int) trials.stream().filter(t -> t.success().orElse(false)).count();
      items.add(
          new Bootstrap.Item(
              trials.get(0).theCase().cluster(), PassAt.hat(trials.size(), passed, k)));
    }
    return items;
  }

  /** Each case's mean over its trials, where the scorer gave a number. */
  private static List<Bootstrap.Item> values(Map<String, List<Judged>> cases, String scorer) {
    List<Bootstrap.Item> items = new ArrayList<>();
    for (List<Judged> trials : cases.values()) {
      trials.stream()
          .map(t -> Objects.requireNonNull(t.scores().get(scorer)).value())
          .filter(Objects::nonNull)
          .mapToDouble(v -> v)
          .average()
          .ifPresent(v -> items.add(new Bootstrap.Item(trials.get(0).theCase().cluster(), v)));
    }
    return items;
  }

  /** Refuse and clarify cases with their answerable twins: both, one or none right. */
  private static void pairs(ObjectNode json, List<Judged> trials) {
    Map<String, List<Judged>> cases = by(trials, j -> j.theCase().id());
    int pairs = 0;
    int both = 0;
    int over = 0;
    int under = 0;
    for (List<Judged> t : cases.values()) {
      String twin = t.get(0).theCase().twin();
      List<Judged> other = twin == null ? null : cases.get(twin);
      if (other != null) {
        pairs++;
        boolean a = all(t);
        boolean b = all(other);
        both += a && b ? 1 : 0;
        over += a && !b ? 1 : 0;
        under += !a && b ? 1 : 0;
      }
    }
    json.put("pairs", pairs)
        .put("bothRight", both)
        .put("onlyTheUnanswerableRight", over)
        .put("onlyTheAnswerableRight", under);
  }

  private static boolean all(List<Judged> trials) {
    return trials.stream().allMatch(t -> t.success().orElse(false));
  }

  private static ObjectNode one(String id, List<Judged> trials) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("case", id);
    json.put("suite", trials.get(0).theCase().suite())
        .put("split", trials.get(0).theCase().split())
        .put("cluster", trials.get(0).theCase().cluster())
        .put("trials", trials.size())
        .put("passed", trials.stream().filter(t -> t.success().orElse(false)).count())
        .put("infraErrors", trials.stream().filter(t -> t.success().isEmpty()).count());
    ArrayNode failures = json.putArray("failures");
    for (Judged t : trials) {
      for (Map.Entry<String, Score> s : t.scores().entrySet()) {
        if (s.getValue().failed() || s.getValue().status() == Score.Status.INFRA_ERROR) {
          s.getValue()
              .notes()
              .forEach(n -> failures.add("epoch " + t.epoch() + ", " + s.getKey() + ": " + n));
        }
      }
    }
    return json;
  }

  private static ObjectNode timings(List<Judged> trials) {
    double[] millis = trials.stream().mapToDouble(Judged::millis).sorted().toArray();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (millis.length > 0) {
      json.put("p50Millis", Math.rint(Bootstrap.quantile(millis, 0.5)))
          .put("p95Millis", Math.rint(Bootstrap.quantile(millis, 0.95)))
          .put("sumMillis", Arrays.stream(millis).sum());
    }
    return json;
  }
}
