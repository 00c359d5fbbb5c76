package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;

/** Volume of a structure in millilitres: its voxels, counted, times the volume of one. */
public final class MeasureVolume extends BuiltinTool {

  private static final String METHOD = "number of voxels × voxel volume (|det| of the affine)";

  public MeasureVolume(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.of(arguments, context);
    Quantity volume =
        new Quantity("volume", masked.extent().volumeMm3(), Unit.CUBIC_MILLIMETRE)
            .in(Unit.MILLILITRE);
    Findings findings = new Findings();
    findings.add(
        masked.structure(), volume, masked.sizeBound(), masked.evidence(METHOD, manifest().id()));
    return masked.cut()
        ? findings.incomplete(masked.cutReason() + "; the volume is at least this")
        : findings.completed();
  }
}
