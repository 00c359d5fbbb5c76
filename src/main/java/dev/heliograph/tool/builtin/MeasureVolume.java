package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.SurfaceMesh;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;

/**
 * Volume of a structure in millilitres: its voxels, counted, times the volume of one (IBSI YEKZ),
 * and the volume in the closed mesh half-way between the voxels inside and outside (IBSI RNU0; what
 * pyradiomics calls MeshVolume). The mesh cuts corners, so its volume is the smaller one.
 */
public final class MeasureVolume extends BuiltinTool {

  private static final String VOXELS = "number of voxels × voxel volume (|det| of the affine)";

  private static final String MESH =
      "volume in the closed marching-cubes mesh half-way between voxels inside and outside (IBSI"
          + " RNU0)";

  public MeasureVolume(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.of(arguments, context);
    SurfaceMesh mesh = SurfaceMesh.of(masked.map(), masked.label(), context::checkCancelled);
    Findings findings = new Findings();
    add(findings, masked, "volume", masked.extent().volumeMm3(), VOXELS);
    add(findings, masked, "mesh_volume", mesh.volumeMm3(), MESH);
    return masked.cut()
        ? findings.incomplete(masked.cutReason() + "; the volume is at least this")
        : findings.completed();
  }

  private void add(Findings findings, Masked masked, String kind, double mm3, String method) {
    findings.add(
        masked.structure(),
        new Quantity(kind, mm3, Unit.CUBIC_MILLIMETRE).in(Unit.MILLILITRE),
        masked.sizeBound(),
        masked.evidence(method, manifest().id()));
  }
}
