package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;

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
    MeasuredQuantity measured =
        new MeasuredQuantity(
            null,
            "volume",
            masked.structure(),
            volume,
            masked.cut() ? MeasuredQuantity.Bound.LOWER : MeasuredQuantity.Bound.EXACT,
            masked.evidence(METHOD, manifest().id(), null, List.of()));
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("volume", QuantityJson.write(volume));
    ToolResult.Payload payload =
        new ToolResult.Payload(outputs, List.of(measured), List.of(), List.of());
    return masked.cut()
        ? new ToolResult.Incomplete(payload, masked.cutReason() + "; the volume is at least this")
        : new ToolResult.Completed(payload);
  }
}
