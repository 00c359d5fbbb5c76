package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.grounding.AnswerGuard;
import dev.heliograph.agent.grounding.Facts;
import dev.heliograph.agent.grounding.Grounded;
import dev.heliograph.agent.grounding.Segment;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a run may say to its user: every text of an event goes through the guard here. */
final class Grounding {

  private static final String ONE_WITHHELD =
      "One sentence was withheld because it contained a number that no tool measured.";
  private static final String SOME_WITHHELD =
      "Some sentences were withheld because they contained numbers that no tool measured.";

  private final AnswerGuard guard;

  Grounding(RunState state) {
    this.guard = new AnswerGuard(facts(state));
  }

  /** For the planner: the sentences of a text that cannot be shown, and why. */
  List<String> notes(String text) {
    return guard.ground(text).problems();
  }

  /** A sentence as it is shown, or nothing if it is withheld. */
  String sentence(String text) {
    Grounded grounded = guard.ground(text);
    return grounded.problems().isEmpty() ? grounded.text() : "";
  }

  /** Payload of an {@code answer} event. */
  ObjectNode answer(String text) {
    Grounded grounded = guard.ground(text);
    List<Segment> segments = new ArrayList<>(grounded.segments());
    if (!grounded.reasons().isEmpty()) {
      segments.add(new Segment(note(grounded), null));
    }
    ObjectNode json = Payloads.object();
    StringBuilder shown = new StringBuilder();
    ArrayNode pieces = Payloads.object().arrayNode();
    Map<String, MeasuredQuantity> used = new LinkedHashMap<>();
    for (Segment s : segments) {
      shown.append(s.text());
      MeasuredQuantity q = s.quantity();
      if (q == null) {
        pieces.addObject().put("text", s.text());
      } else {
        pieces.addObject().put("quantity", q.id()).put("display", s.text());
        used.put(q.id() + "", q);
      }
    }
    json.put("text", shown.toString());
    json.set("segments", pieces);
    ArrayNode quantities = json.putArray("quantities");
    used.values().forEach(q -> quantities.add(QuantityJson.write(q)));
    ArrayNode withheld = json.putArray("withheld");
    grounded.reasons().forEach(r -> withheld.addObject().put("reason", r));
    return json;
  }

  private static String note(Grounded grounded) {
    String text = grounded.text();
    String space =
        text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1)) ? "" : " ";
    return space + (grounded.reasons().size() == 1 ? ONE_WITHHELD : SOME_WITHHELD);
  }

  /** Payload of a {@code clarification_asked} event. */
  ObjectNode clarification(Move.Ask ask) {
    ObjectNode json = Payloads.object().put("slot", ask.slot());
    String text = plain(ask.text());
    json.put("text", text.isBlank() ? "Please say more about: " + ask.slot() + "." : text);
    ArrayNode choices = json.putArray("choices");
    for (Move.Choice c : ask.choices()) {
      choices
          .addObject()
          .put("value", c.value())
          .put("label", guard.ground(c.label()).problems().isEmpty() ? c.label() : c.value());
    }
    return json;
  }

  /** Payload of a {@code refused} event. */
  ObjectNode refusal(Move.Refuse refuse) {
    String reason = plain(refuse.reason());
    ObjectNode json =
        Payloads.object().put("reason", reason.isBlank() ? "This cannot be done here." : reason);
    ArrayNode alternatives = json.putArray("alternatives");
    refuse.alternatives().stream()
        .map(this::plain)
        .filter(a -> !a.isBlank())
        .forEach(alternatives::add);
    return json;
  }

  private String plain(String text) {
    Grounded grounded = guard.ground(text);
    return grounded.reasons().isEmpty() ? grounded.text() : grounded.text() + note(grounded);
  }

  /** The plan without reasons that hold unexplained numbers. */
  Plan shown(Plan plan) {
    return new Plan(plan.steps().stream().map(this::shown).toList());
  }

  private Plan.Step shown(Plan.Step s) {
    String why = s.why();
    return new Plan.Step(
        s.id(),
        s.tool(),
        s.args(),
        why == null || sentence(why).isEmpty() ? null : sentence(why),
        s.when(),
        s.forEach(),
        s.as(),
        s.body().stream().map(this::shown).toList());
  }

  /** A text, or a list of texts as one; empty for anything else. */
  private static String text(JsonNode value) {
    List<String> texts = new ArrayList<>();
    (value.isArray() ? value : List.of(value))
        .forEach(v -> texts.add(v.isTextual() ? v.asText() : ""));
    return texts.contains("") ? "" : String.join("; ", texts);
  }

  private static Facts facts(RunState state) {
    Map<String, List<MeasuredQuantity>> byOutput = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    Set<String> quotes = new HashSet<>();
    List<PlannerState.Outcome> all = state.context().done();
    for (PlannerState.Outcome o : all) {
      String step = o.step().id();
      quotes.addAll(quotes(o));
      ToolResult.Payload payload = PlanContext.payload(o).orElse(null);
      if (payload == null) {
        continue;
      }
      for (MeasuredQuantity q : payload.quantities()) {
        byOutput.computeIfAbsent(step + "." + q.output(), k -> new ArrayList<>()).add(q);
      }
      for (Map.Entry<String, JsonNode> e : payload.outputs().properties()) {
        String text = text(e.getValue());
        if (!text.isEmpty()) {
          texts.put(step + "." + e.getKey(), text);
        }
      }
    }
    Set<String> names = new HashSet<>();
    Set<String> structures = new HashSet<>();
    for (ToolManifest t : state.tools) {
      names.addAll(List.of(t.name(), t.id(), t.title()));
      structures.addAll(t.provides());
    }
    for (PlannerState.NamedStudy s : state.studies) {
      names.addAll(List.of(s.as(), s.study().name()));
      s.study().images().forEach(i -> names.add(i.name()));
    }
    state.quantities.forEach(q -> structures.addAll(Stream.ofNullable(q.structure()).toList()));
    return new Facts(
        state.quantities,
        byOutput,
        texts,
        Stream.concat(
                state.history.turns().stream().map(PlannerState.Turn::user),
                Stream.of(state.run.text()))
            .toList(),
        quotes,
        names,
        structures);
  }

  /** What became of a step, in the words of its tool. */
  private static List<String> quotes(PlannerState.Outcome outcome) {
    ToolResult result = outcome.result();
    if (result == null) {
      return List.of(outcome.skipped() + "");
    }
    List<String> quotes =
        new ArrayList<>(
            result.fold(
                c -> List.<String>of(),
                i -> List.of(i.reason()),
                r -> List.of(r.reason(), r.fix()),
                f -> List.of(f.cause()),
                c -> List.of()));
    PlanContext.payload(outcome).ifPresent(p -> p.warnings().forEach(w -> quotes.add(w.message())));
    return quotes;
  }
}
