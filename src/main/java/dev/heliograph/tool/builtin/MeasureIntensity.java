package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.List;

/**
 * Mean, spread and percentiles of an image's values inside a structure, in the image's unit:
 * Hounsfield units for CT, arbitrary units for MR.
 */
public final class MeasureIntensity extends BuiltinTool {

  private static final int[] PERCENTILES = {5, 25, 50, 75, 95};

  public MeasureIntensity(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Sampled sampled = Sampled.of(arguments, context);
    Masked masked = sampled.masked();
    Volume volume = sampled.volume();
    Statistics s = Statistics.of(volume, sampled.map(), masked.label(), context::checkCancelled);

    Findings findings = new Findings();
    Evidence evidence =
        sampled.evidence(
            "statistics over all voxels of the structure; sd is the population's, percentiles are"
                + " linear between ranks",
            manifest().id());
    add(findings, masked, volume, "mean", s.mean(), evidence);
    add(findings, masked, volume, "sd", s.sd(), evidence);
    add(findings, masked, volume, "min", s.min(), evidence);
    add(findings, masked, volume, "max", s.max(), evidence);
    for (int p : PERCENTILES) {
      add(findings, masked, volume, "p" + p, s.percentile(p), evidence);
    }
    sampled.warnIfResampled(findings);
    List<String> parts = sampled.missing();
    if (s.notFinite() > 0) {
      parts.add("some voxels of the image hold no number");
    }
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", parts) + "; the values are those of the rest");
  }

  private static void add(
      Findings findings,
      Masked masked,
      Volume volume,
      String kind,
      double value,
      Evidence evidence) {
    findings.add(
        masked.structure(), new Quantity(kind, value, volume.unit()), Bound.EXACT, evidence);
  }
}
