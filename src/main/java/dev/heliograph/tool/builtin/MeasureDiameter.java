package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.AxialDiameter;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Diameters;
import dev.heliograph.imaging.Outline;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;

/**
 * Longest axial diameter of a structure and the short axis across it, and the longest diameter in
 * space (Feret's; what pyradiomics calls Maximum3DDiameter). Of a structure in several parts the
 * largest is measured, since a line between two parts is no diameter of either.
 */
public final class MeasureDiameter extends BuiltinTool {

  public MeasureDiameter(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.of(arguments, context);
    List<Diameters> parts =
        Diameters.ofParts(
            masked.map(),
            masked.label(),
            Connectivity.CORNERS_26,
            Outline.HALF_WAY,
            Parallel.standard(),
            context::checkCancelled);
    Diameters largest = parts.get(0);
    AxialDiameter d = largest.axial();

    Findings findings = new Findings();
    String id = manifest().id();
    String where = " in axial slice " + d.slice() + " (" + "xyz".charAt(d.axis()) + " index)";
    findings.add(
        masked.structure(),
        new Quantity("long_axis", d.longAxisMm(), Unit.MILLIMETRE),
        masked.sizeBound(),
        evidence(
            masked,
            slice(masked, d),
            "longest distance between two points of the outline" + where + ", RECIST 1.1",
            id,
            line("long axis", d.longEnds())));
    findings.add(
        masked.structure(),
        new Quantity("short_axis", d.shortAxisMm(), Unit.MILLIMETRE),
        masked.sizeBound(),
        evidence(
            masked,
            slice(masked, d),
            "longest chord of the outline's convex hull at a right angle to the long axis" + where,
            id,
            line("short axis", d.shortEnds())));
    findings.add(
        "feret_3d",
        masked.structure(),
        new Quantity("feret_diameter", largest.maximum3d().lengthMm(), Unit.MILLIMETRE),
        masked.sizeBound(),
        evidence(
            masked,
            Masked.box(largest.part().min(), largest.part().max()),
            "longest distance between two points of the surface in space (Feret, IBSI L0JK)",
            id,
            line("3D diameter", largest.maximum3d().ends())));
    if (parts.size() > 1) {
      findings.warn(
          "several_parts",
          "the "
              + Masked.words(masked.structure())
              + " of the mask falls into several parts; the largest was measured");
    }
    return masked.cut()
        ? findings.incomplete(masked.cutReason() + "; the diameters are at least this")
        : findings.completed();
  }

  private static Evidence.Box slice(Masked masked, AxialDiameter d) {
    int[] min = masked.extent().min().clone();
    int[] max = masked.extent().max().clone();
    min[d.axis()] = d.slice();
    max[d.axis()] = d.slice();
    return Masked.box(min, max);
  }

  private static Evidence evidence(
      Masked masked, Evidence.Box box, String method, String tool, Evidence.Line line) {
    return new Evidence(
        masked.artifact().image(),
        masked.artifact().id(),
        masked.structure(),
        masked.label(),
        box,
        List.of(line),
        method,
        tool,
        null);
  }

  private static Evidence.Line line(String name, List<double[]> ends) {
    return new Evidence.Line(name, point(ends.get(0)), point(ends.get(1)));
  }

  private static List<Double> point(double[] p) {
    return List.of(p[0], p[1], p[2]);
  }
}
