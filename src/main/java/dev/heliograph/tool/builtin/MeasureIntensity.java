package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Extent;
import dev.heliograph.imaging.Resample;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean, spread and percentiles of an image's values inside a structure, in the image's unit:
 * Hounsfield units for CT, arbitrary units for MR.
 */
public final class MeasureIntensity extends BuiltinTool {

  private static final double SAME_GRID_MM = 0.01;
  private static final int[] PERCENTILES = {5, 25, 50, 75, 95};

  public MeasureIntensity(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    Masked masked = Masked.of(arguments, context);
    Volume volume = context.volume(image);
    boolean same = volume.geometry().sameGrid(masked.map().geometry(), SAME_GRID_MM);
    LabelMap map =
        same
            ? masked.map()
            : Resample.nearestToGrid(masked.map(), volume.geometry(), context::checkCancelled);
    Extent extent = Extent.of(map, masked.label(), context::checkCancelled);
    if (extent.empty()) {
      throw new Rejection(
          "the mask and the image '" + image.name() + "' do not overlap",
          "give a mask that was made from this image");
    }
    Statistics s = Statistics.of(volume, map, masked.label(), context::checkCancelled);

    Findings findings = new Findings();
    Evidence evidence =
        new Evidence(
            image.id(),
            masked.artifact().id(),
            masked.structure(),
            masked.label(),
            Masked.box(extent.min(), extent.max()),
            List.of(),
            "statistics over all voxels of the structure; sd is the population's, percentiles are"
                + " linear between ranks"
                + (same ? "" : "; mask resampled to the image's grid, nearest voxel"),
            manifest().id(),
            null);
    add(findings, masked, volume, "mean", s.mean(), evidence);
    add(findings, masked, volume, "sd", s.sd(), evidence);
    add(findings, masked, volume, "min", s.min(), evidence);
    add(findings, masked, volume, "max", s.max(), evidence);
    for (int p : PERCENTILES) {
      add(findings, masked, volume, "p" + p, s.percentile(p), evidence);
    }
    if (!same) {
      findings.warn(
          "mask_resampled", "the mask lies on another grid than the image and was resampled to it");
    }
    List<String> parts = new ArrayList<>();
    if (masked.cut()) {
      parts.add(masked.cutReason());
    }
    // Nearest resampling keeps a volume to a few per cent; half of it missing is another matter.
    if (!same && extent.volumeMm3() < 0.9 * masked.extent().volumeMm3()) {
      parts.add("a part of the mask lies outside of the image");
    }
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
