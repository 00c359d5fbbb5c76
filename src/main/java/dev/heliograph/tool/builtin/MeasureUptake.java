package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.imaging.measure.MetabolicVolume;
import dev.heliograph.imaging.measure.UptakePeak;
import dev.heliograph.study.Image;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** SUVmax, SUVpeak, SUVmean, metabolic volume and total lesion glycolysis of a structure in PET. */
public final class MeasureUptake extends BuiltinTool {

  public MeasureUptake(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    Sampled sampled = Sampled.of(image, Masked.of(arguments, context), context);
    SuvScale scale = SuvScale.of(image, sampled.volume(), arguments);
    Checkpoint checkpoint = context::checkCancelled;
    int label = sampled.masked().label();
    Statistics raw = Statistics.of(sampled.volume(), sampled.map(), label, checkpoint);
    context.progress(0.3, "peak");
    UptakePeak peak = UptakePeak.of(sampled.volume(), sampled.map(), label, checkpoint);
    double threshold = threshold(arguments, raw.max() * scale.factor(), scale.unit());
    // The threshold goes to the values, not the values to the threshold: none is rounded.
    MetabolicVolume hot =
        MetabolicVolume.above(
            raw, threshold / scale.factor(), sampled.volume().geometry().voxelVolumeMm3());

    Findings findings = new Findings();
    Add add = new Add(findings, sampled, scale, manifest().id());
    add.uptake("suv_max", raw.max(), "highest voxel");
    add.uptake("suv_peak", peak.global(), "highest mean of a 1 mL sphere (IBSI 0F91)");
    add.uptake("suv_mean", raw.mean(), "mean of all voxels of the structure");
    add.uptake("threshold", threshold / scale.factor(), rule(arguments));
    add.plain(
        "metabolic_volume",
        new Quantity("metabolic_volume", hot.volumeMl(), Unit.MILLILITRE),
        "volume of the voxels at or above the threshold, " + rule(arguments));
    add.plain(
        "total_lesion_glycolysis",
        new Quantity(
            "total_lesion_glycolysis", hot.totalLesionGlycolysis() * scale.factor(), Unit.GRAM),
        "metabolic volume × its mean SUV (Larson et al. 1999), " + rule(arguments));
    warn(findings, sampled, peak, hot);
    List<String> parts = sampled.missing();
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", parts) + "; the values are those of the rest");
  }

  private static void warn(
      Findings findings, Sampled sampled, UptakePeak peak, MetabolicVolume hot) {
    if (peak.cut()) {
      findings.warn("peak_at_edge", "the sphere of the peak reaches over the edge of the image");
    }
    if (hot.voxels() == 0) {
      findings.warn("nothing_above", "no voxel of the structure reaches the threshold");
    }
    if (sampled.extent().volumeMm3() < 1000) {
      findings.warn(
          "small_lesion",
          "the structure is smaller than the 1 mL sphere of SUVpeak, and PET shows less uptake in"
              + " small lesions than there is");
    }
    sampled.warnIfResampled(findings);
  }

  /** In SUV. */
  private static double threshold(ObjectNode arguments, double max, Unit unit) {
    String rule = arguments.path("threshold").asText("41%");
    return switch (rule) {
      case "41%" -> MetabolicVolume.EANM_SHARE * max;
      case "50%" -> 0.5 * max;
      case "2.5" -> 2.5;
      case "4.0" -> 4;
      default ->
          MetabolicVolume.percist(
              liver(arguments, "liver_mean", unit), liver(arguments, "liver_sd", unit));
    };
  }

  private static double liver(ObjectNode arguments, String name, Unit unit) {
    if (!arguments.has(name)) {
      throw new Rejection(
          "PERCIST's threshold is 1.5 × the liver's mean + 2 × its standard deviation, and "
              + name
              + " is not given",
          "measure the liver's uptake and give liver_mean and liver_sd");
    }
    Quantity q = QuantityJson.quantity(arguments.path(name));
    if (q.unit().dimension() != unit.dimension()) {
      throw new Rejection(
          name + " is in " + q.unit().symbol() + " and this is measured in " + unit.symbol(),
          "give it in " + unit.ucum());
    }
    return q.value();
  }

  private static String rule(ObjectNode arguments) {
    return switch (arguments.path("threshold").asText("41%")) {
      case "41%" -> "41 % of SUVmax (EANM, Boellaard et al. 2015)";
      case "50%" -> "50 % of SUVmax";
      case "2.5" -> "fixed threshold of SUV 2.5";
      case "4.0" -> "fixed threshold of SUV 4.0";
      default -> "1.5 × mean + 2 × SD of the liver (PERCIST 1.0, Wahl et al. 2009)";
    };
  }

  /** Adds quantities of one structure, values scaled to SUV. */
  private record Add(Findings findings, Sampled sampled, SuvScale scale, String tool) {

    void uptake(String name, double raw, String method) {
      plain(
          name,
          new Quantity(name.toLowerCase(Locale.ROOT), raw * scale.factor(), scale.unit()),
          method + "; " + scale.method());
    }

    void plain(String name, Quantity quantity, String method) {
      findings.add(
          name,
          sampled.masked().structure(),
          quantity,
          sampled.masked().cut() && !name.equals("threshold") ? boundOf(name) : Bound.EXACT,
          sampled.evidence(method, tool));
    }

    /** Of a structure that goes on outside the highest value and the volume can only grow. */
    private static Bound boundOf(String name) {
      return name.equals("suv_mean") ? Bound.EXACT : Bound.LOWER;
    }
  }
}
