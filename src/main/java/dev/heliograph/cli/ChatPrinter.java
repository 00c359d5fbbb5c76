package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A run for people: what goes on to standard error at a terminal, the outcome to standard output.
 */
final class ChatPrinter {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal = System.console() != null;

  ChatPrinter(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void event(RunEvent event) {
    JsonNode p = event.payload();
    switch (event.type()) {
      case QUEUED -> progress("waiting in line, position " + p.path("position").asInt());
      case TOOL_STARTED -> progress(p.path("step").asText() + ": " + p.path("tool").asText());
      case TOOL_PROGRESS ->
          progress(
              String.format(
                  "%s: %3.0f %% %s",
                  p.path("step").asText(),
                  100 * p.path("fraction").asDouble(),
                  p.path("message").asText()));
      case WARNING -> err.println("note: " + p.path("message").asText());
      case ANSWER -> answer(p);
      case CLARIFICATION_ASKED -> clarification(p);
      case REFUSED -> {
        out.println(p.path("reason").asText());
        p.path("alternatives").forEach(a -> out.println("  possible: " + a.asText()));
      }
      case CANCELLED -> err.println("stopped by " + p.path("by").asText());
      case FAILED -> {
        err.println("failed: " + p.path("cause").asText());
        err.println("  " + p.path("fix").asText());
      }
      default -> {}
    }
    out.flush();
    err.flush();
  }

  private void progress(String text) {
    if (terminal) {
      err.print("\r\u001b[K" + text);
    }
  }

  private void answer(JsonNode p) {
    progress("");
    out.println(p.path("text").asText());
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode q : p.path("quantities")) {
      String bound = q.path("bound").asText();
      rows.add(
          List.of(
              q.path("id").asText(),
              (q.path("structure").asText() + " " + q.path("kind").asText()).trim(),
              q.path("display").asText(),
              bound.equals("exact") ? "" : bound,
              q.path("evidence").path("tool").asText()));
    }
    if (!rows.isEmpty()) {
      out.println();
      Out.table(out, rows);
    }
    p.path("withheld")
        .forEach(w -> err.println("note: a sentence was withheld: " + w.path("reason").asText()));
  }

  private void clarification(JsonNode p) {
    progress("");
    out.println(p.path("text").asText());
    p.path("choices")
        .forEach(
            c -> out.println("  " + c.path("value").asText() + ": " + c.path("label").asText()));
  }
}
