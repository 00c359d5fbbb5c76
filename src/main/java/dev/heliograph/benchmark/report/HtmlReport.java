package dev.heliograph.benchmark.report;

import static dev.heliograph.benchmark.report.Html.el;
import static dev.heliograph.benchmark.report.Html.esc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.trial.TrialsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * {@code report.html}: one file, nothing remote, everything escaped. Trials are written one at a
 * time, so that a long run needs no more memory than a short one.
 */
public final class HtmlReport {

  private final Map<String, Case> cases;

  public HtmlReport(Map<String, Case> cases) {
    this.cases = cases;
  }

  public void write(Path file, JsonNode manifest, JsonNode summary, TrialsFile trials)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
      out.write("<meta name=\"viewport\" content=\"width=device-width\">");
      out.write(el("title", "Heliograph benchmark: " + summary.path("agent").asText()));
      out.write("<style>" + css() + "</style></head><body>");
      out.write(el("h1", "Benchmark of the agent “" + summary.path("agent").asText() + "”"));
      out.write(
          el(
              "p",
              "Research software, not a medical device. Intervals are 95 % bootstrap intervals over"
                  + " images and over cases; few images say little about others."));
      groups(out, summary);
      scores(out, summary.path("overall"));
      failures(out, summary);
      skipped(out, summary);
      out.write(el("h2", "Trials"));
      out.write(
          "<p><label>Show <select id=\"show\"><option value=\"\">all</option><option"
              + " value=\"fail\">failures</option></select></label></p>");
      try {
        trials.each(
            t -> {
              Case c = cases.get(t.caseId());
              try {
                if (c != null) {
                  out.write(TrialSection.of(c, t));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      } catch (UncheckedIOException e) {
        throw new IOException(e.getMessage(), e);
      }
      out.write(el("h2", "Configuration"));
      out.write(el("pre", manifest.toPrettyString()));
      out.write("<script>" + SCRIPT + "</script></body></html>\n");
    }
  }

  private static final String SCRIPT =
      "document.getElementById('show').onchange=e=>document.querySelectorAll('details.trial')"
          + ".forEach(d=>d.hidden=e.target.value!==''&&!d.classList.contains(e.target.value));";

  private static void groups(Writer out, JsonNode summary) throws IOException {
    out.write(el("h2", "Task success"));
    out.write("<table><tr>");
    for (String head :
        new String[] {
          "group",
          "pass@1",
          "95 % interval",
          "",
          "cases",
          "images",
          "trials",
          "infra errors",
          "smallest difference it would find"
        }) {
      out.write(el("th", head));
    }
    out.write("</tr>");
    group(out, "all", summary.path("overall"));
    for (String kind : new String[] {"suites", "splits"}) {
      for (Map.Entry<String, JsonNode> e : summary.path(kind).properties()) {
        group(out, kind.substring(0, kind.length() - 1) + " " + e.getKey(), e.getValue());
      }
    }
    out.write("</table>");
    JsonNode pairs = summary.path("pairs");
    out.write(
        el(
            "p",
            "Pairs of an unanswerable case and its answerable twin: "
                + pairs.path("pairs").asInt()
                + "; both right "
                + pairs.path("bothRight").asInt()
                + ", only the unanswerable "
                + pairs.path("onlyTheUnanswerableRight").asInt()
                + " (over-refusal), only the answerable "
                + pairs.path("onlyTheAnswerableRight").asInt()
                + "."));
  }

  private static void group(Writer out, String name, JsonNode group) throws IOException {
    JsonNode p = group.path("success").path("pass@1");
    out.write("<tr>" + el("td", name));
    if (p.isMissingNode()) {
      out.write("<td colspan=\"5\">not run</td>");
    } else {
      out.write(el("td", percent(p.path("mean"))));
      out.write(el("td", percent(p.path("low")) + " – " + percent(p.path("high"))));
      out.write(
          "<td><meter min=\"0\" max=\"1\" value=\""
              + p.path("mean").asDouble()
              + "\"></meter></td>");
      out.write(el("td", p.path("cases").asText()) + el("td", p.path("clusters").asText()));
    }
    out.write(el("td", group.path("trials").asText()));
    out.write(el("td", group.path("infraErrors").asText()));
    out.write(el("td", percent(p.path("minimumDetectableDifference"))) + "</tr>");
  }

  private static void scores(Writer out, JsonNode overall) throws IOException {
    out.write(el("h2", "Scores"));
    out.write("<table><tr><th>score</th><th>mean</th><th>95 % interval</th><th>cases</th></tr>");
    for (Map.Entry<String, JsonNode> e : overall.path("success").properties()) {
      row(out, e.getKey(), e.getValue());
    }
    for (Map.Entry<String, JsonNode> e : overall.path("scores").properties()) {
      row(out, e.getKey(), e.getValue());
    }
    out.write("</table>");
  }

  private static void row(Writer out, String name, JsonNode e) throws IOException {
    out.write("<tr>" + el("td", name) + el("td", number(e.path("mean"))));
    out.write(el("td", number(e.path("low")) + " – " + number(e.path("high"))));
    out.write(el("td", e.path("cases").asText()) + "</tr>");
  }

  private static void failures(Writer out, JsonNode summary) throws IOException {
    out.write(el("h2", "Failures"));
    out.write("<table><tr><th>criterion</th><th>trials that fail it</th></tr>");
    for (Map.Entry<String, JsonNode> e : summary.path("overall").path("failures").properties()) {
      out.write("<tr>" + el("td", e.getKey()) + el("td", e.getValue().asText()) + "</tr>");
    }
    out.write("</table><ul>");
    for (JsonNode c : summary.path("cases")) {
      for (JsonNode f : c.path("failures")) {
        out.write(
            "<li><a href=\"#"
                + esc(c.path("case").asText())
                + "\">"
                + esc(c.path("case").asText())
                + "</a>: "
                + esc(f.asText())
                + "</li>");
      }
    }
    out.write("</ul>");
  }

  private static void skipped(Writer out, JsonNode summary) throws IOException {
    if (summary.path("skipped").isEmpty()) {
      return;
    }
    out.write(el("h2", "Not run") + "<ul>");
    for (Map.Entry<String, JsonNode> e : summary.path("skipped").properties()) {
      out.write(el("li", e.getKey() + ": " + e.getValue().asText()));
    }
    out.write("</ul>");
  }

  private static String percent(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.0f %%", 100 * value.asDouble()) : "–";
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "–";
  }

  private static String css() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("/benchmark/report.css")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
