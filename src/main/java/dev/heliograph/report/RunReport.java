package dev.heliograph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of one run wants to see, taken from its events alone.
 *
 * @param question what the user said
 * @param outcome how it ended: answer, clarification_asked, refused, cancelled, failed
 * @param text the answer as shown, or the question asked, or why there is none
 * @param numbers every quantity that a tool returned, in order
 * @param steps the tool calls, in order of their end
 * @param notes warnings and withheld sentences
 * @param provenance what made it: run, agent, planner, tools, prompts, times
 */
public record RunReport(
    String question,
    String outcome,
    String text,
    List<Number> numbers,
    List<Step> steps,
    List<String> notes,
    Map<String, String> provenance) {

  /** Research software must say so wherever its numbers go. */
  public static final String NOTICE =
      "Research use only. Heliograph is not a medical device; nothing here may be used for diagnosis"
          + " or treatment.";

  /** A quantity and where it comes from. */
  public record Number(
      String id, String structure, String kind, String value, String bound, String evidence) {}

  /** A tool call and how it ended. */
  public record Step(String id, String tool, String status, String detail, long millis) {}

  public RunReport {
    numbers = List.copyOf(numbers);
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /**
   * @param events all events of the run, in order; the last one is final
   */
  public static RunReport of(Run run, List<RunEvent> events) {
    List<Number> numbers = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("run", run.id());
    provenance.put("asked", run.createdAt().toString());
    String text = "";
    String outcome = "unfinished";
    for (RunEvent event : events) {
      JsonNode p = event.payload();
      switch (event.type()) {
        case RUN_STARTED -> {
          provenance.put("agent", p.path("agent").asText());
          provenance.put("planner", p.path("planner").asText());
          provenance.put("tools", joined(p.path("tools")));
          p.path("prompts")
              .properties()
              .forEach(e -> provenance.put("prompt " + e.getKey(), e.getValue().asText()));
        }
        case TOOL_FINISHED -> finished(p, steps, numbers, notes);
        case STEP_SKIPPED ->
            steps.add(
                new Step(p.path("step").asText(), "", "skipped", p.path("reason").asText(), 0));
        case WARNING -> notes.add(p.path("message").asText());
        case ANSWER -> {
          text = p.path("text").asText();
          p.path("withheld")
              .forEach(w -> notes.add("A sentence was withheld: " + w.path("reason").asText()));
        }
        case CLARIFICATION_ASKED -> text = p.path("text").asText();
        case REFUSED -> text = p.path("reason").asText();
        case FAILED -> text = p.path("cause").asText() + " — " + p.path("fix").asText();
        case CANCELLED -> text = "Stopped by " + p.path("by").asText() + ".";
        default -> {}
      }
      if (event.type().isFinal()) {
        outcome = event.type().json();
        provenance.put("ended", event.at().toString());
      }
    }
    return new RunReport(run.text(), outcome, text, numbers, steps, notes, provenance);
  }

  private static void finished(
      JsonNode p, List<Step> steps, List<Number> numbers, List<String> notes) {
    JsonNode result = p.path("result");
    String detail = result.path("reason").asText(result.path("cause").asText(""));
    steps.add(
        new Step(
            p.path("step").asText(),
            p.path("tool").asText(),
            result.path("status").asText(),
            detail,
            p.path("millis").asLong()));
    result.path("quantities").forEach(q -> numbers.add(number(q)));
    result.path("warnings").forEach(w -> notes.add(w.path("message").asText()));
  }

  private static Number number(JsonNode q) {
    JsonNode evidence = q.path("evidence");
    List<String> from = new ArrayList<>();
    from.add(evidence.path("method").asText());
    from.add(evidence.path("tool").asText());
    add(from, "image ", evidence.path("image"));
    add(from, "mask ", evidence.path("mask"));
    add(from, "label ", evidence.path("label"));
    if (evidence.has("box")) {
      from.add(
          "voxels " + evidence.path("box").path("min") + " to " + evidence.path("box").path("max"));
    }
    add(from, "", evidence.path("citation"));
    return new Number(
        q.path("id").asText(),
        q.path("structure").asText().replace('_', ' '),
        q.path("kind").asText().replace('_', ' '),
        q.path("display").asText(q.path("value").asText() + " " + q.path("unit").asText()),
        bound(q.path("bound").asText()),
        String.join("; ", from));
  }

  private static void add(List<String> to, String before, @Nullable JsonNode value) {
    if (value != null && !value.isMissingNode()) {
      to.add(before + value.asText());
    }
  }

  private static String bound(String bound) {
    return switch (bound) {
      case "lower" -> "at least";
      case "upper" -> "at most";
      case "reference" -> "reference value";
      default -> "";
    };
  }

  private static String joined(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(t -> texts.add(t.asText()));
    return String.join(", ", texts);
  }
}
