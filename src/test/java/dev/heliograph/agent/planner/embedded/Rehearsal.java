package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.agent.PlannerState.Turn;
import dev.heliograph.study.Artifact;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A conversation in which plans are "run" with made-up results, by the outputs' types. */
final class Rehearsal {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ITEMS = 3;

  final List<ToolManifest> tools;
  final List<NamedStudy> studies;
  final List<Turn> turns = new ArrayList<>();
  final List<Outcome> earlier = new ArrayList<>();

  /** Results by tool, or by "tool of mask step", instead of the made-up ones. */
  final Map<String, ToolResult> instead = new HashMap<>();

  /** Value of a quantity by step and output. */
  BiFunction<Plan.Step, Port, Double> value = (s, p) -> 1400.0;

  List<Outcome> outcomes = new ArrayList<>();

  /** Steps proposed in the last turn, those of loops too. */
  final List<Plan.Step> planned = new ArrayList<>();

  Rehearsal(List<ToolManifest> tools, List<NamedStudy> studies) {
    this.tools = tools;
    this.studies = studies;
  }

  Move say(String message) {
    outcomes = new ArrayList<>();
    planned.clear();
    Move move = next(message);
    for (int i = 0; i < 12 && move instanceof Move.Propose p; i++) {
      for (Plan.Step s : p.plan().steps()) {
        planned.add(s);
        planned.addAll(s.body());
        outcomes.add(run(s));
      }
      move = next(message);
    }
    turns.add(
        new Turn(
            message,
            "…",
            move.fold(
                p -> "failed", a -> "clarification_asked", a -> "answer", r -> "refused", m -> ""),
            move instanceof Move.Ask a ? a.slot() : null));
    outcomes.stream().filter(o -> Masks.payload(o) != null).forEach(earlier::add);
    return move;
  }

  Move next(String message) {
    List<Outcome> before = earlier.stream().filter(o -> !outcomes.contains(o)).toList();
    return Bench.PLANNER.next(
        Bench.state(message, tools, studies, turns, List.copyOf(outcomes), before));
  }

  List<String> ran() {
    return outcomes.stream()
        .map(o -> (o.step().tool() + " " + o.step().args().path("structure").asText("")).strip())
        .toList();
  }

  /** Steps whose mask did not come are skipped. */
  private Outcome run(Plan.Step s) {
    String mask = s.args().path("mask").asText("").replaceAll("^\\$|\\..*", "");
    boolean lost =
        outcomes.stream().anyMatch(o -> o.step().id().equals(mask) && Masks.payload(o) == null);
    if (lost) {
      return new Outcome(s, null, "a step it needs did not succeed");
    }
    ToolResult planted = instead.get(s.tool() + " of " + mask);
    planted = planted == null ? instead.get(s.tool()) : planted;
    return new Outcome(s, planted == null ? result(s) : planted, null);
  }

  private ToolResult result(Plan.Step s) {
    ToolManifest tool =
        tools.stream().filter(t -> t.name().equals(s.tool())).findFirst().orElseThrow();
    ObjectNode outputs = JSON.objectNode();
    List<MeasuredQuantity> quantities = new ArrayList<>();
    List<Artifact> artifacts = new ArrayList<>();
    for (Port p : tool.outputs()) {
      switch (p.type().name()) {
        case "LabelMap" -> {
          outputs.put(p.name(), s.id() + "-mask");
          artifacts.add(mask(s, tool));
        }
        case "Quantity", "Count" -> {
          for (int i = 0; i < (p.type().list() ? ITEMS : 1); i++) {
            quantities.add(quantity(s, p, tool));
          }
        }
        case "Class" ->
            outputs.put(
                p.name(),
                Catalogue.enumOf(p).contains("within") || Catalogue.enumOf(p).isEmpty()
                    ? "within"
                    : Catalogue.enumOf(p).get(0));
        default -> {
          ArrayNode list = JSON.arrayNode();
          for (int i = 0; i < ITEMS; i++) {
            list.add(p.name() + " " + i);
          }
          JsonNode one = list.get(0);
          outputs.set(p.name(), p.type().list() ? list : one);
        }
      }
    }
    return new ToolResult.Completed(
        new ToolResult.Payload(outputs, quantities, artifacts, List.of()));
  }

  private static Artifact mask(Plan.Step s, ToolManifest tool) {
    TreeMap<Integer, String> labels = new TreeMap<>();
    tool.provides().forEach(p -> labels.put(labels.size() + 1, p));
    return new Artifact(
        s.id() + "-mask",
        Artifact.Kind.LABEL_MAP,
        s.args().path("image").asText("$ct").substring(1) + "-image",
        "mask",
        "0".repeat(64),
        "application/x-nifti",
        1,
        labels,
        tool.id());
  }

  private MeasuredQuantity quantity(Plan.Step s, Port p, ToolManifest tool) {
    List<String> parameters = p.type().parameters();
    Unit unit =
        p.type().name().equals("Count")
            ? Unit.COUNT
            : parameters.size() < 2 ? Unit.HOUNSFIELD : Unit.of(parameters.get(1)).orElseThrow();
    boolean cited = tool.name().equals("assess_size");
    return new MeasuredQuantity(
        null,
        p.name(),
        s.args().path("structure").isTextual() ? s.args().path("structure").asText() : null,
        new Quantity(parameters.isEmpty() ? "count" : parameters.get(0), value.apply(s, p), unit),
        cited ? Bound.REFERENCE : Bound.EXACT,
        new Evidence(
            null,
            null,
            null,
            null,
            null,
            List.of(),
            "made up",
            tool.id(),
            cited ? "Doe 1997; 12: 34." : null));
  }
}
