package dev.heliograph.report;

import java.util.List;

/** A run's report as one HTML page that needs nothing else. */
public final class HtmlReport {

  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3rem"
          + " .5rem;text-align:left;vertical-align:top}.notice{border:2px solid"
          + " #a00;padding:.5rem 1rem}.answer{font-size:1.2rem}";

  private HtmlReport() {}

  public static String write(RunReport r) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append("<title>Heliograph report</title><style>")
        .append(STYLE)
        .append("</style><h1>Heliograph report</h1><p class=\"notice\">")
        .append(text(RunReport.NOTICE))
        .append("</p><h2>Question</h2><p>")
        .append(text(r.question()))
        .append("</p><h2>")
        .append(text(r.outcome().replace('_', ' ')))
        .append("</h2><p class=\"answer\">")
        .append(text(r.text()))
        .append("</p>");
    if (!r.numbers().isEmpty()) {
      table(html, "Numbers", List.of("id", "structure", "kind", "value", "bound", "evidence"));
      for (RunReport.Number n : r.numbers()) {
        row(html, List.of(n.id(), n.structure(), n.kind(), n.value(), n.bound(), n.evidence()));
      }
      html.append("</table>");
    }
    if (!r.steps().isEmpty()) {
      table(html, "Steps", List.of("step", "tool", "status", "ms", "detail"));
      for (RunReport.Step s : r.steps()) {
        row(html, List.of(s.id(), s.tool(), s.status(), Long.toString(s.millis()), s.detail()));
      }
      html.append("</table>");
    }
    if (!r.notes().isEmpty()) {
      html.append("<h2>Notes</h2><ul>");
      r.notes().forEach(n -> html.append("<li>").append(text(n)).append("</li>"));
      html.append("</ul>");
    }
    table(html, "Provenance", List.of("what", "value"));
    r.provenance().forEach((k, v) -> row(html, List.of(k, v)));
    return html.append("</table></html>\n").toString();
  }

  private static void table(StringBuilder html, String title, List<String> heads) {
    html.append("<h2>").append(title).append("</h2><table><tr>");
    heads.forEach(h -> html.append("<th>").append(h).append("</th>"));
    html.append("</tr>");
  }

  private static void row(StringBuilder html, List<String> cells) {
    html.append("<tr>");
    cells.forEach(c -> html.append("<td>").append(text(c)).append("</td>"));
    html.append("</tr>");
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
