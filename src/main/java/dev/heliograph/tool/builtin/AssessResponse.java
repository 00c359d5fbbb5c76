package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.Response;
import dev.heliograph.study.Artifact;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How lesions changed between two scans: RECIST 1.1's class, volume, doubling time. */
public final class AssessResponse extends BuiltinTool {

  public AssessResponse(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    if (arguments.path("prior_mask").equals(arguments.path("mask"))) {
      throw new Rejection(
          "both masks are the same, so nothing can have changed between them",
          "give the mask of the earlier scan as prior_mask");
    }
    Masked before = masked("prior_mask", arguments, context);
    Masked now = masked("mask", arguments, context);
    Burden baseline = Burden.of(before, arguments, context);
    if (baseline.targets().isEmpty()) {
      throw new Rejection(
          "the earlier mask holds no lesion that RECIST 1.1 can measure ("
              + (baseline.nodes() ? "15 mm short axis" : "10 mm")
              + " or more)",
          "compare volumes instead, or name another lesion");
    }
    Burden current = Burden.of(now, arguments, context).following(baseline);
    Findings findings = new Findings();
    sums(findings, before, baseline, now, current);
    volumes(findings, arguments, before, baseline, now, current);
    int more = current.lesions().all().size() - baseline.lesions().all().size();
    boolean newLesions = arguments.path("new_lesions").asBoolean(false);
    if (more > 0 && !newLesions) {
      findings.warn(
          "more_lesions",
          "there are more lesions than before; an unequivocal new one is progression whatever the"
              + " sum says");
    }
    findings.warn(
        "targets_by_size",
        "the largest lesions of both scans were compared; whether they are the same ones was not"
            + " checked");
    List<String> cut = new ArrayList<>();
    if (before.cut()) {
      cut.add("in the earlier scan " + before.cutReason());
    }
    if (now.cut()) {
      cut.add(now.cutReason());
    }
    if (!cut.isEmpty()) {
      return findings.incomplete(
          String.join("; ", cut) + "; the sums are lower bounds, so there is no class of response");
    }
    findings.text("response", response(arguments, baseline, current, newLesions));
    return findings.completed();
  }

  private static Masked masked(String argument, ObjectNode arguments, ToolContext context)
      throws IOException {
    Artifact artifact = Masked.labelMap(arguments.path(argument).asText(), context);
    return Masked.orEmpty(
        artifact, context.labelMap(artifact), arguments.path("structure").asText(), context);
  }

  private static String response(
      ObjectNode arguments, Burden baseline, Burden current, boolean newLesions) {
    double nadir =
        arguments.has("nadir")
            ? QuantityJson.quantity(arguments.path("nadir")).in(Unit.MILLIMETRE).value()
            : baseline.sumMm();
    if (nadir > baseline.sumMm() || nadir < 0) {
      throw new Rejection(
          "the nadir is the smallest sum so far, so it is between 0 and the baseline's",
          "leave it out, or give that sum");
    }
    boolean gone =
        current.lesions().all().stream()
            .allMatch(l -> current.nodes() && l.diameter().shortAxisMm() < Response.NODE_MM);
    return Response.of(baseline.sumMm(), nadir, current.sumMm(), gone, newLesions)
        .name()
        .toLowerCase(Locale.ROOT);
  }

  private void sums(Findings findings, Masked before, Burden baseline, Masked now, Burden current) {
    Evidence evidence = lines(now, current, "RECIST 1.1: " + current.rule());
    findings.add(
        now.structure(),
        new Quantity("sum_of_diameters", current.sumMm(), Unit.MILLIMETRE),
        now.sizeBound(),
        evidence);
    findings.add(
        "prior_sum",
        before.structure(),
        new Quantity("sum_of_diameters", baseline.sumMm(), Unit.MILLIMETRE),
        before.sizeBound(),
        lines(before, baseline, "RECIST 1.1: " + baseline.rule()));
    if (!before.cut() && !now.cut()) {
      findings.add(
          now.structure(),
          new Quantity("change", 100 * (current.sumMm() / baseline.sumMm() - 1), Unit.PERCENT),
          Bound.EXACT,
          lines(now, current, "change of the sum of diameters from the earlier scan"));
    }
  }

  private void volumes(
      Findings findings,
      ObjectNode arguments,
      Masked before,
      Burden baseline,
      Masked now,
      Burden current) {
    if (before.cut() || now.cut()) {
      return;
    }
    double old = baseline.lesions().volumeMl();
    double young = current.lesions().volumeMl();
    String id = manifest().id();
    findings.add(
        now.structure(),
        new Quantity("volume_change", 100 * (young / old - 1), Unit.PERCENT),
        Bound.EXACT,
        now.evidence("change of the volume of all lesions from the earlier scan", id));
    if (!arguments.has("interval")) {
      return;
    }
    double days = QuantityJson.quantity(arguments.path("interval")).in(Unit.DAY).value();
    if (days <= 0) {
      throw new Rejection(
          "the interval must be longer than 0 days", "give the time between the scans");
    }
    if (young > old) {
      findings.add(
          now.structure(),
          new Quantity("doubling_time", Response.doublingDays(old, young, days), Unit.DAY),
          Bound.EXACT,
          now.evidence("t · ln 2 / ln(V₂ / V₁), exponential growth (Schwartz 1961)", id));
    } else {
      findings.warn("no_growth", "the volume did not grow, so it has no doubling time");
    }
  }

  private Evidence lines(Masked masked, Burden burden, String method) {
    return masked.evidence(method, manifest().id()).withLines(burden.lines());
  }
}
