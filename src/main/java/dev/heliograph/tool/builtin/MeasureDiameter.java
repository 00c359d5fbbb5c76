package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.AxialDiameter;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Longest axial diameter of a structure and the short axis across it. Of a structure in several
 * parts the largest is measured, since a line between two parts is no diameter of either.
 */
public final class MeasureDiameter extends BuiltinTool {

  public MeasureDiameter(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.of(arguments, context);
    Components parts =
        Components.of(
            masked.map(), masked.label(), Connectivity.CORNERS_26, context::checkCancelled);
    short[] largest = new short[masked.map().labels().length];
    parts.paint(0, largest, (short) 1);
    LabelMap part = new LabelMap(masked.map().geometry(), largest, Map.of(1, masked.structure()));
    AxialDiameter d = AxialDiameter.of(part, 1, context::checkCancelled).orElseThrow();

    Findings findings = new Findings();
    String id = manifest().id();
    String where = " in axial slice " + d.slice() + " (" + "xyz".charAt(d.axis()) + " index)";
    findings.add(
        masked.structure(),
        new Quantity("long_axis", d.longAxisMm(), Unit.MILLIMETRE),
        masked.sizeBound(),
        evidence(
            masked,
            d,
            "longest distance between two points of the outline" + where + ", RECIST 1.1",
            id,
            line("long axis", d.longEnds())));
    findings.add(
        masked.structure(),
        new Quantity("short_axis", d.shortAxisMm(), Unit.MILLIMETRE),
        masked.sizeBound(),
        evidence(
            masked,
            d,
            "longest chord of the outline's convex hull at a right angle to the long axis" + where,
            id,
            line("short axis", d.shortEnds())));
    if (parts.parts().size() > 1) {
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

  private static Evidence evidence(
      Masked masked, AxialDiameter d, String method, String tool, Evidence.Line line) {
    int[] min = masked.extent().min().clone();
    int[] max = masked.extent().max().clone();
    min[d.axis()] = d.slice();
    max[d.axis()] = d.slice();
    return new Evidence(
        masked.artifact().image(),
        masked.artifact().id(),
        masked.structure(),
        masked.label(),
        Masked.box(min, max),
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
