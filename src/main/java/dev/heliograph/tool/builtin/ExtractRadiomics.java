package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import dev.heliograph.imaging.radiomics.Aggregation;
import dev.heliograph.imaging.radiomics.Cooccurrence;
import dev.heliograph.imaging.radiomics.Feature;
import dev.heliograph.imaging.radiomics.IntensityFeatures;
import dev.heliograph.imaging.radiomics.Levels;
import dev.heliograph.imaging.radiomics.RunLengths;
import dev.heliograph.imaging.radiomics.ShapeFeatures;
import dev.heliograph.imaging.radiomics.ZoneSizes;
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

/** Radiomic features of a structure, as the Image Biomarker Standardisation Initiative has them. */
public final class ExtractRadiomics extends BuiltinTool {

  private static final String CITATION =
      "IBSI reference manual v11 (arXiv:1612.07003); Zwanenburg et al. 2020, Radiology 295:328–338";

  /** Slices this much thicker than pixels make 3D texture depend on the direction. */
  private static final double ISOTROPIC = 1.5;

  /** Bin width by the image's unit, as usual in the literature; other units get bins by number. */
  private static final double HU_WIDTH = 25;

  private static final double SUV_WIDTH = 0.25;
  private static final int BINS = 32;

  public ExtractRadiomics(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Sampled sampled = Sampled.of(arguments, context);
    Checkpoint checkpoint = context::checkCancelled;
    Region region =
        Region.of(sampled.volume(), sampled.map(), sampled.masked().label(), checkpoint);
    String family = arguments.path("family").asText("all");
    Aggregation aggregation = aggregation(arguments.path("aggregation").asText("merged_3d"));
    Levels levels = levels(region, sampled.volume().unit(), arguments);
    Findings findings = new Findings();
    String about = "IBSI, ";
    String texture =
        about
            + "aggregation "
            + aggregation.code()
            + ", "
            + discretisation(region, arguments, sampled);
    if (wanted(family, "intensity")) {
      add(findings, sampled, IntensityFeatures.statistics(region), about + "on the image's values");
      add(findings, sampled, IntensityFeatures.histogram(levels), texture);
    }
    if (wanted(family, "shape")) {
      context.progress(0.1, "shape");
      add(
          findings,
          sampled,
          ShapeFeatures.of(region, checkpoint),
          about + "mesh at 0.5 of the mask");
    }
    if (wanted(family, "glcm")) {
      context.progress(0.3, "co-occurrence");
      add(findings, sampled, Cooccurrence.features(levels, aggregation, checkpoint), texture);
    }
    if (wanted(family, "glrlm")) {
      context.progress(0.6, "run lengths");
      add(findings, sampled, RunLengths.features(levels, aggregation, checkpoint), texture);
    }
    if (wanted(family, "glszm")) {
      context.progress(0.8, "zone sizes");
      add(findings, sampled, ZoneSizes.features(levels, aggregation, checkpoint), texture);
    }
    return result(findings, sampled, region, aggregation);
  }

  private static ToolResult result(
      Findings findings, Sampled sampled, Region region, Aggregation aggregation) {
    double[] s = region.geometry().spacingMm();
    double coarsest = Math.max(s[0], Math.max(s[1], s[2]));
    double finest = Math.min(s[0], Math.min(s[1], s[2]));
    boolean in3d = aggregation == Aggregation.MERGED_3D || aggregation == Aggregation.AVERAGED_3D;
    if (in3d && coarsest > ISOTROPIC * finest) {
      findings.warn(
          "anisotropic",
          "the voxels are not cubes, so 3D texture depends on the slice thickness; compare only"
              + " with images of the same spacing, or use an aggregation in 2D");
    }
    sampled.warnIfResampled(findings);
    List<String> parts = sampled.missing();
    if (region.notFinite() > 0) {
      parts.add("some voxels of the image hold no number");
    }
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", parts) + "; the features are those of the rest");
  }

  private void add(Findings findings, Sampled sampled, List<Feature> features, String method) {
    List<String> undefined = new ArrayList<>();
    for (Feature f : features) {
      if (!Double.isFinite(f.value())) {
        undefined.add(f.name().replace('_', ' '));
        continue;
      }
      findings.add(
          sampled.masked().structure(),
          new Quantity(f.name(), f.value(), unit(f.scale(), sampled.volume().unit())),
          Bound.EXACT,
          sampled.evidence(method + " (" + CITATION + ")", manifest().id()));
    }
    if (!undefined.isEmpty()) {
      findings.warn(
          "undefined", "not defined here (division by zero): " + String.join(", ", undefined));
    }
  }

  private static boolean wanted(String family, String name) {
    return family.equals("all") || family.equals(name);
  }

  private static Aggregation aggregation(String name) {
    return Aggregation.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Levels levels(Region region, Unit unit, ObjectNode arguments) {
    try {
      double width = width(unit, arguments);
      return width > 0
          ? Levels.fixedWidth(region, min(region), width)
          : Levels.fixedNumber(region, arguments.path("bin_count").asInt(BINS));
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          String.valueOf(e.getMessage()), "give a larger bin_width or a bin_count of 2 to 1024");
    }
  }

  /** Width of a bin in the image's unit; 0 where bins go by number. */
  private static double width(Unit unit, ObjectNode arguments) {
    JsonNode asked = arguments.path("bin_width");
    if (asked.isObject()) {
      Quantity q = QuantityJson.quantity(asked);
      if (q.unit().dimension() != unit.dimension()) {
        throw new Rejection(
            "the bin width is in " + q.unit().symbol() + " and the image in " + unit.symbol(),
            "give the bin width in " + unit.ucum());
      }
      return q.in(unit).value();
    }
    if (arguments.has("bin_count")) {
      return 0;
    }
    return unit == Unit.HOUNSFIELD ? HU_WIDTH : unit == Unit.SUV_BODY_WEIGHT ? SUV_WIDTH : 0;
  }

  private static String discretisation(Region region, ObjectNode arguments, Sampled sampled) {
    Unit unit = sampled.volume().unit();
    double width = width(unit, arguments);
    return width > 0
        ? "bins of " + width + " " + unit.symbol() + " from " + min(region)
        : arguments.path("bin_count").asInt(BINS) + " bins";
  }

  private static double min(Region region) {
    double min = Double.POSITIVE_INFINITY;
    for (int p = 0; p < region.values().length; p++) {
      min = region.inside()[p] ? Math.min(min, region.values()[p]) : min;
    }
    return min;
  }

  private static Unit unit(Feature.Scale scale, Unit image) {
    return switch (scale) {
      case NONE -> Unit.RATIO;
      case MILLIMETRE -> Unit.MILLIMETRE;
      case SQUARE_MILLIMETRE -> Unit.SQUARE_MILLIMETRE;
      case CUBIC_MILLIMETRE -> Unit.CUBIC_MILLIMETRE;
      case PER_MILLIMETRE -> Unit.PER_MILLIMETRE;
      case INTENSITY -> image;
      case INTENSITY_SQUARED ->
          image == Unit.HOUNSFIELD
              ? Unit.HOUNSFIELD_SQUARED
              : image == Unit.SUV_BODY_WEIGHT ? Unit.SUV_BODY_WEIGHT_SQUARED : Unit.ARBITRARY;
    };
  }
}
