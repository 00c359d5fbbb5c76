package dev.heliograph.benchmark.report;

import static dev.heliograph.benchmark.report.Html.el;
import static dev.heliograph.benchmark.report.Html.esc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.scorer.Score;
import dev.heliograph.benchmark.scorer.Scoring;
import dev.heliograph.benchmark.trial.Exchange;
import dev.heliograph.benchmark.trial.Trial;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One trial: what was said, planned, called and measured, and what each scorer says of it. */
final class TrialSection {

  private TrialSection() {}

  static String of(Case c, Trial t) {
    Map<String, Score> scores = Scoring.judge(c, t);
    Optional<Boolean> success = Scoring.success(scores);
    String verdict = success.map(s -> s ? "pass" : "fail").orElse("infra");
    StringBuilder out = new StringBuilder();
    out.append("<details class=\"trial ").append(verdict).append('"');
    out.append(t.epoch() == 0 ? " id=\"" + esc(c.id()) + "\"" : "").append("><summary>");
    out.append(esc(c.id() + ", epoch " + t.epoch() + ": " + verdict + " "));
    out.append(el("span", "quiet", c.suite() + " · " + c.cluster() + " · " + t.millis() + " ms"));
    out.append("</summary>");
    if (t.error() != null) {
      out.append(el("p", "failed", t.error()));
    }
    for (Exchange x : t.exchanges()) {
      exchange(x, out);
    }
    out.append("<table><tr><th>scorer</th><th>verdict</th><th>value</th><th>why</th></tr>");
    scores.forEach((name, s) -> score(name, s, out));
    return out.append("</table>")
        .append(el("p", "quiet", c.note()))
        .append("</details>\n")
        .toString();
  }

  private static void score(String name, Score s, StringBuilder out) {
    if (s.status() == Score.Status.NOT_EVALUATED) {
      return;
    }
    String css =
        switch (s.status()) {
          case PASS -> "pass";
          case FAIL, INFRA_ERROR -> "failed";
          default -> "quiet";
        };
    Double value = s.value();
    out.append("<tr>").append(el("td", name));
    out.append(el("td", css, s.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    out.append(el("td", value == null ? "" : String.format(Locale.ROOT, "%.3f", value)));
    out.append(el("td", String.join("; ", s.notes()))).append("</tr>");
  }

  private static void exchange(Exchange x, StringBuilder out) {
    out.append(el("p", "user", (x.reply() ? "User replies: " : "User: ") + x.user()));
    out.append("<ul>");
    for (RunEvent e : x.events()) {
      JsonNode p = e.payload();
      switch (e.type()) {
        case PLAN_PROPOSED -> {
          out.append("<li>plan<ol>");
          p.path("plan").path("steps").forEach(s -> out.append(step(s)));
          out.append("</ol></li>");
        }
        case PLAN_REJECTED -> out.append(li("plan rejected", p.path("problems").toString()));
        case TOOL_STARTED ->
            out.append(li("call " + p.path("tool").asText(), p.path("arguments").toString()));
        case TOOL_FINISHED -> out.append(finished(p));
        case STEP_SKIPPED, RETRY, WARNING, MODEL_CALLED ->
            out.append(li(e.type().json(), p.toString()));
        default -> {}
      }
    }
    out.append("</ul>");
    String kind = x.end().map(e -> e.type().json().replace('_', ' ')).orElse("cut off");
    out.append("<p class=\"shown\">").append(el("b", kind + ": ")).append(esc(x.shown()));
    out.append("</p>");
  }

  private static String finished(JsonNode p) {
    JsonNode result = p.path("result");
    StringBuilder text = new StringBuilder(result.path("status").asText());
    for (JsonNode q : result.path("quantities")) {
      text.append("; ")
          .append(q.path("id").asText())
          .append(' ')
          .append(q.path("structure").asText(""))
          .append(' ')
          .append(q.path("output").asText())
          .append(" = ")
          .append(q.path("display").asText())
          .append(
              q.path("bound").asText().equals("exact")
                  ? ""
                  : " (" + q.path("bound").asText() + ")");
    }
    text.append(' ').append(result.path("reason").asText(result.path("cause").asText("")));
    return li(p.path("tool").asText() + ", " + p.path("millis").asLong() + " ms", text.toString());
  }

  private static String step(JsonNode s) {
    return "<li>"
        + el("b", s.path("id").asText())
        + " "
        + el("code", s.path("tool").asText() + s.path("args"))
        + " "
        + el("span", "quiet", s.path("why").asText(""))
        + "</li>";
  }

  private static String li(String what, String detail) {
    return "<li>" + esc(what) + ": " + el("code", detail) + "</li>";
  }
}
