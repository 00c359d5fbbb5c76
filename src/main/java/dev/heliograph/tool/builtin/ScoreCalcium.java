package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.imaging.measure.AgatstonScore;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Agatston score and volume score of the coronary arteries, or of the heart if it is all there is.
 */
public final class ScoreCalcium extends BuiltinTool {

  private static final Pattern CORONARY =
      Pattern.compile(
          "(left_|right_)?coronary_arter(y|ies)(_.*)?|left_main(_.*)?|left_circumflex(_.*)?"
              + "|left_anterior_descending(_.*)?");
  private static final Pattern HEART =
      Pattern.compile("heart|myocardium|(left|right)_(atrium|ventricle)");

  /** Slices that are as thick as the definition's, give or take. */
  private static final double SLICE_TOLERANCE_MM = 0.1;

  public ScoreCalcium(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    String mask = arguments.path("mask").asText();
    boolean arteries =
        Masked.labelMap(mask, context).structures().values().stream()
            .anyMatch(s -> CORONARY.matcher(s).matches());
    Masked masked =
        arteries
            ? Masked.merged(arguments, context, "coronary_arteries", CORONARY.asMatchPredicate())
            : Masked.merged(arguments, context, "heart", HEART.asMatchPredicate());
    Sampled sampled = Sampled.of(image, masked, context);
    Contrast.requireHounsfield(image, sampled.volume(), "the Agatston score");
    Checkpoint checkpoint = context::checkCancelled;
    requireNoContrast(sampled, arteries, checkpoint);
    Region region = Region.of(sampled.volume(), sampled.map(), masked.label(), checkpoint);
    AgatstonScore s = AgatstonScore.of(region, checkpoint);

    Findings findings = new Findings();
    Bound bound = arteries ? masked.sizeBound() : masked.cut() ? Bound.EXACT : Bound.UPPER;
    Evidence score =
        sampled.evidence(
            "Agatston et al. 1990: at least 130 HU and 1 mm² in a slice, area × weight 1–4 by peak,"
                + " scaled to 3 mm slices",
            manifest().id());
    Evidence volume =
        sampled.evidence(
            "Callister et al. 1998: volume of the voxels of those lesions", manifest().id());
    findings.add(
        masked.structure(), new Quantity("agatston_score", s.score(), Unit.RATIO), bound, score);
    findings.add(
        masked.structure(),
        new Quantity("volume_score", s.volumeMm3(), Unit.CUBIC_MILLIMETRE),
        bound,
        volume);
    warn(findings, sampled, s, arteries);
    List<String> parts = sampled.missing();
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(
            String.join("; ", parts) + "; calcium outside of the scan is not counted");
  }

  private static void warn(Findings findings, Sampled sampled, AgatstonScore s, boolean arteries) {
    if (!arteries) {
      findings.warn(
          "whole_heart",
          "the mask outlines the heart and not its arteries, so calcium of valves and aortic root"
              + " counts too and the coronary score is at most this");
    }
    if (Math.abs(s.sliceMm() - AgatstonScore.SLICE_MM) > SLICE_TOLERANCE_MM) {
      findings.warn(
          "slice_thickness",
          "the slices are not 3 mm apart as in the definition; the score was scaled to 3 mm, and"
              + " noise of thin slices raises it while thick ones hide small lesions");
    }
    findings.warn(
        "ungated", "nothing says that the scan was triggered by the ECG; motion blurs calcium");
    sampled.warnIfResampled(findings);
  }

  private static void requireNoContrast(Sampled sampled, boolean arteries, Checkpoint checkpoint) {
    Contrast.requireNone(sampled.image(), "the Agatston score");
    // In the arteries alone, calcium itself may be most of the voxels.
    if (!arteries) {
      double median =
          Statistics.of(sampled.volume(), sampled.map(), sampled.masked().label(), checkpoint)
              .percentile(50);
      if (median > Contrast.BLOOD_HU) {
        throw new Rejection(
            "the Agatston score is for CT without contrast medium, and the heart's median of "
                + Math.round(median)
                + " HU shows that there is some",
            "choose a series without contrast medium");
      }
    }
  }
}
