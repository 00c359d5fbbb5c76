package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.imaging.measure.LungDensity;
import dev.heliograph.study.Image;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Emphysema index LAA-950, Perc15 and mean density of the lungs. */
public final class MeasureLungDensity extends BuiltinTool {

  private static final Pattern LUNG =
      Pattern.compile("((left|right)_)?lungs?(_(upper|middle|lower)_lobe)?(_(left|right))?");

  /** Thicker slices average emphysema with its neighbourhood. */
  private static final double THIN_MM = 1.5;

  public MeasureLungDensity(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    Masked masked = Masked.merged(arguments, context, "lung", LUNG.asMatchPredicate());
    Sampled sampled = Sampled.of(image, masked, context);
    Contrast.requireHounsfield(image, sampled.volume(), "lung density");
    Statistics values =
        Statistics.of(sampled.volume(), sampled.map(), masked.label(), context::checkCancelled);
    LungDensity d = LungDensity.of(values);

    Findings findings = new Findings();
    String id = manifest().id();
    findings.add(
        "lung",
        new Quantity("laa_950", 100 * d.lowAttenuation(), Unit.PERCENT),
        Bound.EXACT,
        sampled.evidence("share of lung voxels below −950 HU (Gevenois et al. 1995)", id));
    findings.add(
        "lung",
        new Quantity("perc15", d.percentile15Hu(), Unit.HOUNSFIELD),
        Bound.EXACT,
        sampled.evidence("15th percentile of lung voxels (Dirksen et al. 1999)", id));
    findings.add(
        "lung",
        new Quantity("mean_lung_density", d.meanHu(), Unit.HOUNSFIELD),
        Bound.EXACT,
        sampled.evidence("mean of lung voxels", id));
    findings.add(
        "lung",
        new Quantity("volume", sampled.extent().volumeMm3() / 1000, Unit.MILLILITRE),
        masked.sizeBound(),
        sampled.evidence("number of lung voxels × voxel volume", id));
    double[] spacing = sampled.volume().geometry().spacingMm();
    if (Math.max(spacing[0], Math.max(spacing[1], spacing[2])) > THIN_MM) {
      findings.warn(
          "thick_slices",
          "the slices are thicker than the thin ones that the emphysema index is validated for, so"
              + " it may be too low");
    }
    if (Contrast.named(image)) {
      findings.warn("contrast", "contrast medium raises the density of the lungs");
    }
    findings.warn(
        "inspiration",
        "the index holds for full inspiration and a smooth kernel; neither can be told from the"
            + " voxels");
    sampled.warnIfResampled(findings);
    List<String> parts = sampled.missing();
    if (!bothSides(masked.parts())) {
      parts.add("the mask has only one lung");
    }
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", parts) + "; the values are those of the rest");
  }

  private static boolean bothSides(List<String> parts) {
    boolean left = parts.stream().anyMatch(p -> p.contains("left"));
    boolean right = parts.stream().anyMatch(p -> p.contains("right"));
    return left == right;
  }
}
