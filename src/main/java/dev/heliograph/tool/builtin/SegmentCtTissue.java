package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.CtTissue;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lungs, bone, fat and other tissues of a CT by density; or the body, where the manifest says it.
 */
public final class SegmentCtTissue extends BuiltinTool {

  public SegmentCtTissue(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    Volume volume = context.volume(image);
    Contrast.requireHounsfield(image, volume, "density of tissue");
    context.progress(0, "looking for the body");
    boolean whole = manifest().provides().equals(List.of("body"));
    LabelMap found =
        whole
            ? CtTissue.body(volume, context::checkCancelled)
            : CtTissue.of(volume, context::checkCancelled);
    List<ToolResult.Warning> warnings = new ArrayList<>();
    long voxels = 0;
    for (short label : found.labels()) {
      voxels += label != 0 ? 1 : 0;
    }
    if (voxels == 0) {
      throw new Rejection(
          "there is no body in '" + image.name() + "'", "check that its values are HU");
    }
    if (!whole && Contrast.named(image)) {
      warnings.add(
          new ToolResult.Warning(
              "contrast",
              "with contrast medium vessels and kidneys may be taken for bone or calcification"));
    }
    Artifact mask = context.save(found, (whole ? "body" : "tissues") + " by density", image);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("mask", mask.id());
    return new ToolResult.Completed(
        new ToolResult.Payload(outputs, List.of(), List.of(mask), warnings));
  }
}
