package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The embedded planner's explanation as lines for people. */
final class ExplainText {

  private final PrintWriter out;

  ExplainText(PrintWriter out) {
    this.out = out;
  }

  void print(JsonNode explanation) {
    for (JsonNode r : explanation.path("requests")) {
      out.println("Request: " + r.path("said").asText());
      intents(r.path("intents"));
      line("structures", r.path("structures"));
      line("left out", r.path("excluded"));
      line("amounts", r.path("amounts"));
      if (r.path("everything").asBoolean()) {
        out.println("  structures: all that can be outlined");
      }
    }
    for (JsonNode u : explanation.path("heard")) {
      out.println("Not taken for a request: " + u.path("said").asText());
      intents(u.path("intents"));
    }
    line("Said beside", explanation.path("acts"));
    list("Goals", explanation.path("goals"));
    for (JsonNode m : explanation.path("masks")) {
      out.println("Masks of " + m.path("structure").asText() + " in " + m.path("image").asText());
      for (JsonNode c : m.path("candidates")) {
        String mask = c.path("mask").asText();
        out.println(
            "  "
                + c.path("tool").asText()
                + (mask.equals("new") ? "" : " " + mask)
                + ": "
                + c.path("why").asText());
      }
    }
    if (!explanation.path("chain").isEmpty()) {
      out.println("Plan:");
      steps(explanation.path("chain"), "  ");
    }
    if (explanation.has("move")) {
      out.println("Now: " + explanation.path("move").asText());
    }
  }

  private void intents(JsonNode intents) {
    for (JsonNode i : intents) {
      String name = i.has("tool") ? i.path("tool").asText() : i.path("act").asText() + " (no tool)";
      out.println(String.format(Locale.ROOT, "  %5.3f  %s", i.path("score").asDouble(), name));
    }
  }

  private void steps(JsonNode steps, String indent) {
    for (JsonNode s : steps) {
      String when = s.has("when") ? "  when " + s.path("when") : "";
      if (s.has("forEach")) {
        out.println(
            indent
                + "for each "
                + s.path("as").asText()
                + " of "
                + s.path("forEach").asText()
                + when);
        steps(s.path("do"), indent + "  ");
        continue;
      }
      List<String> args = new ArrayList<>();
      s.path("args").properties().forEach(a -> args.add(a.getKey() + "=" + plain(a.getValue())));
      out.println(
          indent
              + s.path("step").asText()
              + " = "
              + s.path("tool").asText()
              + "("
              + String.join(", ", args)
              + ")"
              + when);
    }
  }

  private static String plain(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString().replace("\"", "");
  }

  private void line(String title, JsonNode items) {
    if (!items.isEmpty()) {
      List<String> all = new ArrayList<>();
      items.forEach(i -> all.add(i.asText()));
      boolean part = Character.isLowerCase(title.charAt(0));
      out.println((part ? "  " : "") + title + ": " + String.join(", ", all));
    }
  }

  private void list(String title, JsonNode items) {
    if (!items.isEmpty()) {
      out.println(title + ":");
      items.forEach(i -> out.println("  " + i.asText()));
    }
  }
}
