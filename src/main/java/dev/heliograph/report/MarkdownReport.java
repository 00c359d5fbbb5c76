package dev.heliograph.report;

import java.util.List;

/** A run's report as Markdown. */
public final class MarkdownReport {

  private MarkdownReport() {}

  public static String write(RunReport r) {
    StringBuilder md = new StringBuilder();
    md.append("# Heliograph report\n\n> ").append(RunReport.NOTICE).append("\n\n");
    md.append("## Question\n\n").append(text(r.question())).append("\n\n");
    md.append("## ").append(text(r.outcome())).append("\n\n").append(text(r.text())).append("\n\n");
    if (!r.numbers().isEmpty()) {
      md.append("## Numbers\n\n");
      row(md, List.of("id", "structure", "kind", "value", "bound", "evidence"));
      md.append("|---|---|---|---|---|---|\n");
      for (RunReport.Number n : r.numbers()) {
        row(md, List.of(n.id(), n.structure(), n.kind(), n.value(), n.bound(), n.evidence()));
      }
      md.append('\n');
    }
    if (!r.steps().isEmpty()) {
      md.append("## Steps\n\n");
      row(md, List.of("step", "tool", "status", "ms", "detail"));
      md.append("|---|---|---|---|---|\n");
      for (RunReport.Step s : r.steps()) {
        row(md, List.of(s.id(), s.tool(), s.status(), Long.toString(s.millis()), s.detail()));
      }
      md.append('\n');
    }
    if (!r.notes().isEmpty()) {
      md.append("## Notes\n\n");
      r.notes().forEach(n -> md.append("- ").append(text(n)).append('\n'));
      md.append('\n');
    }
    md.append("## Provenance\n\n");
    r.provenance()
        .forEach(
            (k, v) -> md.append("- ").append(text(k)).append(": ").append(text(v)).append('\n'));
    return md.toString();
  }

  private static void row(StringBuilder md, List<String> cells) {
    cells.forEach(c -> md.append("| ").append(text(c)).append(' '));
    md.append("|\n");
  }

  /** On one line, and without what Markdown would read as markup or HTML. */
  private static String text(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*\\[\\]<>|#_])", "\\\\$1").trim();
  }
}
