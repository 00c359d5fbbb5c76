package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Utterances that were written before the planner had seen them, on the tools of the project. */
class FreshUtterancesTest {

  private static final Pattern VALUE = Pattern.compile("\\[\\[(\\w+)\\.(\\w+)[^\\]]*\\]\\]");

  @ParameterizedTest
  @CsvSource({
    "fresh-a, 0.95",
    "fresh-b, 0.95",
    "fresh-c, 0.95",
    "fresh-d, 0.95",
    "fresh-e, 0.95",
    "fresh-f, 0.95"
  })
  void freshUtterancesAreUnderstood(String set, double floor) throws IOException {
    List<ToolManifest> tools = realTools();
    int in = 0;
    int inRight = 0;
    int refused = 0;
    int out = 0;
    int outRight = 0;
    for (JsonNode u : Bench.yaml(set)) {
      String want = u.path("want").asText();
      List<String> say = new ArrayList<>();
      (u.path("say").isArray() ? u.path("say") : List.of(u.path("say")))
          .forEach(s -> say.add(s.asText()));
      Rehearsal talk =
          new Rehearsal(u.path("made").asBoolean() ? Bench.tools() : tools, studies(u));
      Move move = new Move.Answer("");
      String got;
      try {
        for (String s : say) {
          move = talk.say(s);
        }
        got = describe(talk, move);
      } catch (RuntimeException e) {
        got = "ERROR " + e;
      }
      String g = got;
      Move m = move;
      boolean right =
          Stream.of(want.split("\\|")).anyMatch(w -> fits(w.strip(), g, talk, m))
              && (!u.has("times") || u.path("times").asInt() == measured(talk));
      if (want.startsWith("refuse")) {
        out++;
        outRight += right ? 1 : 0;
      } else {
        in++;
        inRight += right ? 1 : 0;
        refused += got.startsWith("refuse") ? 1 : 0;
      }
      if (!right) {
        System.out.println("  " + say + "\n    wanted " + want + "\n    got    " + got);
      }
    }
    System.out.printf(
        "%s: in scope %d of %d right (%.1f %%), refused of these %d (%.1f %%); out of scope %d of"
            + " %d refused (%.1f %%)%n",
        set,
        inRight,
        in,
        100.0 * inRight / in,
        refused,
        100.0 * refused / in,
        outRight,
        out,
        100.0 * outRight / out);
    assertThat((double) inRight / in).isGreaterThanOrEqualTo(floor);
    assertThat((double) outRight / out).isGreaterThanOrEqualTo(floor);
  }

  /** What the sets were written for: with more tools more is in scope, and "all" means more. */
  private static final Set<String> TOOLS =
      Set.of(
          "assess_response",
          "assess_size",
          "calculate",
          "compare_liver_spleen",
          "count_components",
          "extract_radiomics",
          "list_studies",
          "measure_angle",
          "measure_body_composition",
          "measure_cardiothoracic_ratio",
          "measure_diameter",
          "measure_distance",
          "measure_intensity",
          "measure_lung_density",
          "measure_points",
          "measure_tumour_burden",
          "measure_uptake",
          "measure_vessel_diameter",
          "measure_volume",
          "score_calcium",
          "segment_abdomen",
          "segment_abdomen_obelisk");

  static List<ToolManifest> realTools() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("tools"))) {
      List<ToolManifest> tools = new ArrayList<>();
      for (Path p : folders.sorted().toList()) {
        if (TOOLS.contains(p.getFileName() + "")) {
          tools.add(ManifestReader.read(p.resolve("tool.yaml")));
        }
      }
      return tools;
    }
  }

  private static List<NamedStudy> studies(JsonNode u) {
    if (!u.has("images")) {
      return List.of(Bench.study("ct", Modality.CT));
    }
    List<NamedStudy> studies = new ArrayList<>();
    u.path("images")
        .forEach(
            m -> {
              String[] words = m.asText().split(" ");
              String code = words[0].equals("XR") ? "CR" : words[0];
              String name = words.length > 1 ? words[1] : words[0].toLowerCase(Locale.ROOT);
              studies.add(Bench.study(name, Modality.valueOf(code)));
            });
    return studies;
  }

  /** How many calls beside those that outline; the same call on two studies counts twice. */
  private static long measured(Rehearsal talk) {
    return done(talk).filter(s -> !(s.tool() + "").startsWith("segment_")).count();
  }

  /** Calls beside those that outline, as sorted text; or how it ended. */
  private static String describe(Rehearsal talk, Move move) {
    List<String> calls = calls(talk);
    String text =
        move.fold(p -> "", Move.Ask::text, Move.Answer::text, Move.Refuse::reason, m -> "");
    String how = move.fold(p -> "open", a -> "ask", a -> "answer", r -> "refuse", m -> "malformed");
    return how + " " + calls + " " + text;
  }

  private static List<String> calls(Rehearsal talk) {
    return done(talk)
        .map(
            s -> {
              List<String> args = new ArrayList<>();
              args.add(s.tool() + "");
              String structure = s.args().path("structure").asText("");
              if (!structure.isEmpty()) {
                args.add(structure);
              }
              s.args()
                  .properties()
                  .forEach(
                      e -> {
                        if (!Set.of("structure", "mask", "image").contains(e.getKey())
                            && !e.getValue().isArray()
                            && !e.getValue().asText().startsWith("$")) {
                          JsonNode v = e.getValue();
                          args.add(
                              e.getKey()
                                  + "="
                                  + (v.isObject()
                                      ? v.path("value").asText().replaceFirst("\\.0$", "")
                                          + v.path("unit").asText()
                                      : v.asText()));
                        }
                      });
              if (s.when() != null) {
                args.add("when");
              }
              return String.join(" ", args);
            })
        .sorted()
        .distinct()
        .toList();
  }

  /** What the last turn planned; where it planned nothing, the calls whose values it repeats. */
  private static Stream<Plan.Step> done(Rehearsal talk) {
    return talk.planned.stream().filter(s -> s.tool() != null);
  }

  private static boolean fits(String want, String got, Rehearsal talk, Move move) {
    if (want.equals("refuse")) {
      return got.startsWith("refuse []");
    }
    if (want.equals("ask")) {
      return got.startsWith("ask []");
    }
    if (want.equals("answer")) {
      return got.startsWith("answer []");
    }
    if (!(move instanceof Move.Answer a)) {
      return false;
    }
    Set<String> wanted = new TreeSet<>();
    Set<String> outlined = new TreeSet<>();
    boolean outputs = true;
    for (String goal : want.split(";")) {
      String call = goal.replaceFirst(":.*", "").strip();
      if (call.startsWith("segment ")) {
        outlined.add(call.substring(8).replace('_', ' '));
        continue;
      }
      wanted.add(call);
      if (goal.contains(":")) {
        String step = call.replaceFirst(" .*", "");
        String structure = call.replaceFirst("^\\S+\\s*", "").replaceFirst(" .*", "");
        Set<String> said = said(a.text(), talk, step, structure);
        Set<String> asked =
            Arrays.stream(goal.replaceFirst(".*:", "").strip().split(" "))
                .collect(Collectors.toCollection(TreeSet::new));
        // a mean may come with its standard deviation
        outputs &=
            said.equals(asked)
                || (asked.equals(Set.of("mean")) && said.equals(Set.of("mean", "sd")));
      }
    }
    Set<String> calls = new TreeSet<>();
    Set<String> answered = new TreeSet<>();
    for (String c : union(talk, a.text())) {
      if (!c.startsWith("segment_")) {
        calls.add(c);
      }
      answered.add(c);
    }
    // a verdict on the size stands on the volume
    Set<String> needed =
        calls.stream()
            .filter(c -> c.startsWith("assess_size"))
            .map(c -> c.replace("assess_size", "measure_volume").replace(" when", ""))
            .collect(Collectors.toSet());
    Set<String> extra = new TreeSet<>(calls);
    extra.removeAll(wanted);
    extra.removeAll(needed);
    return extra.isEmpty()
        && calls.containsAll(wanted)
        && outputs
        && outlined.stream().allMatch(o -> o.equals("*") || a.text().contains(o));
  }

  /** Calls planned now, and calls of earlier turns whose values the answer repeats. */
  private static Set<String> union(Rehearsal talk, String text) {
    Set<String> all = new TreeSet<>(calls(talk));
    Matcher m = VALUE.matcher(text);
    while (m.find()) {
      String id = m.group(1);
      talk.earlier.stream()
          .filter(o -> o.step().id().equals(id))
          .forEach(
              o ->
                  all.add(
                      (o.step().tool() + " " + o.step().args().path("structure").asText(""))
                          .strip()));
    }
    // what is in both with and without its arguments counts once
    all.removeIf(c -> all.stream().anyMatch(d -> !d.equals(c) && d.startsWith(c + " ")));
    return all;
  }

  private static Set<String> said(String text, Rehearsal talk, String tool, String structure) {
    Set<String> said = new TreeSet<>();
    Matcher m = VALUE.matcher(text);
    while (m.find()) {
      String id = m.group(1);
      boolean mine =
          talk.earlier.stream()
              .anyMatch(
                  o ->
                      o.step().id().equals(id)
                          && tool.equals(o.step().tool())
                          && (structure.isEmpty()
                              || structure.equals(o.step().args().path("structure").asText())));
      if (mine) {
        said.add(m.group(2));
      }
    }
    return said;
  }
}
