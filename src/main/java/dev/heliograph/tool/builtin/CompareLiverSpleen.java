package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Mean attenuation of the liver minus that of the spleen, and their ratio. */
public final class CompareLiverSpleen extends BuiltinTool {

  private static final String SOURCE =
      " (Park et al. 2006, Radiology 239:105–112; there in regions of interest)";

  public CompareLiverSpleen(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    Artifact artifact = Masked.labelMap(arguments.path("mask").asText(), context);
    LabelMap map = context.labelMap(artifact);
    Sampled liver = sampled(image, artifact, map, "liver", context);
    Sampled spleen = sampled(image, artifact, map, "spleen", context);
    Contrast.requireHounsfield(image, liver.volume(), "the attenuation difference");
    Contrast.requireNone(image, "the comparison of liver and spleen");
    Statistics a = statistics(liver, context);
    Statistics b = statistics(spleen, context);

    Findings findings = new Findings();
    String id = manifest().id();
    findings.add(
        "difference",
        "liver",
        new Quantity("attenuation_difference", a.mean() - b.mean(), Unit.HOUNSFIELD),
        Bound.EXACT,
        liver.evidence("mean of all liver voxels minus mean of all spleen voxels" + SOURCE, id));
    if (b.mean() > 0) {
      findings.add(
          "ratio",
          "liver",
          new Quantity("attenuation_ratio", a.mean() / b.mean(), Unit.RATIO),
          Bound.EXACT,
          liver.evidence("mean of all liver voxels over mean of all spleen voxels" + SOURCE, id));
    } else {
      findings.warn("no_ratio", "the spleen's mean is not above 0 HU, so there is no ratio");
    }
    findings.add(
        "liver_mean",
        "liver",
        new Quantity("mean", a.mean(), Unit.HOUNSFIELD),
        Bound.EXACT,
        liver.evidence("mean of all voxels", id));
    findings.add(
        "spleen_mean",
        "spleen",
        new Quantity("mean", b.mean(), Unit.HOUNSFIELD),
        Bound.EXACT,
        spleen.evidence("mean of all voxels", id));
    if (b.mean() > Contrast.BLOOD_HU) {
      findings.warn(
          "contrast",
          "the spleen is so dense that contrast medium is likely; with it the difference says"
              + " nothing about fat");
    }
    liver.warnIfResampled(findings);
    List<String> parts = new ArrayList<>(liver.missing());
    parts.addAll(spleen.missing());
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", parts) + "; the means are those of the rest");
  }

  private static Sampled sampled(
      Image image, Artifact artifact, LabelMap map, String structure, ToolContext context)
      throws IOException {
    Masked masked = Masked.orEmpty(artifact, map, structure, context);
    if (masked.extent().empty()) {
      throw masked.none();
    }
    return Sampled.of(image, masked, context);
  }

  private static Statistics statistics(Sampled s, ToolContext context) {
    return Statistics.of(s.volume(), s.map(), s.masked().label(), context::checkCancelled);
  }
}
