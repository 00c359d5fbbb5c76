package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Extent;
import dev.heliograph.imaging.Resample;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One structure of a mask and an image, on the image's grid: the arguments {@code image}, {@code
 * mask} and {@code structure} of a tool that measures values, loaded.
 *
 * @param masked the structure in its own mask
 * @param map the mask on the image's grid
 * @param extent the structure's voxels there; at least one
 * @param resampled whether the mask lay on another grid
 */
record Sampled(
    Image image, Volume volume, Masked masked, LabelMap map, Extent extent, boolean resampled) {

  private static final double SAME_GRID_MM = 0.01;

  /**
   * @throws BuiltinTool.Rejection if there is no voxel of the structure in the image
   */
  static Sampled of(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    return of(image, Masked.of(arguments, context), context);
  }

  static Sampled of(Image image, Masked masked, ToolContext context) throws IOException {
    Volume volume = context.volume(image);
    boolean same = volume.geometry().sameGrid(masked.map().geometry(), SAME_GRID_MM);
    LabelMap map =
        same
            ? masked.map()
            : Resample.nearestToGrid(masked.map(), volume.geometry(), context::checkCancelled);
    Extent extent = Extent.of(map, masked.label(), context::checkCancelled);
    if (extent.empty()) {
      throw new BuiltinTool.Rejection(
          "the mask and the image '" + image.name() + "' do not overlap",
          "give a mask that was made from this image");
    }
    return new Sampled(image, volume, masked, map, extent, !same);
  }

  /** Evidence for a measurement of the whole structure. */
  Evidence evidence(String method, String tool) {
    return masked.evidence(
        image.id(),
        Masked.box(extent.min(), extent.max()),
        method + (resampled ? "; mask resampled to the image's grid, nearest voxel" : ""),
        tool);
  }

  void warnIfResampled(Findings findings) {
    if (resampled) {
      findings.warn(
          "mask_resampled", "the mask lies on another grid than the image and was resampled to it");
    }
  }

  /** Why the voxels measured are only a part of the structure; empty if they are all of it. */
  List<String> missing() {
    List<String> parts = new ArrayList<>();
    if (masked.cut()) {
      parts.add(masked.cutReason());
    }
    // Nearest resampling keeps a volume to a few per cent; half of it missing is another matter.
    if (resampled && extent.volumeMm3() < 0.9 * masked.extent().volumeMm3()) {
      parts.add("a part of the mask lies outside of the image");
    }
    return parts;
  }
}
