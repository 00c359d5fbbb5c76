package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Extent;
import dev.heliograph.imaging.Morphology;
import dev.heliograph.imaging.Upright;
import dev.heliograph.imaging.Window;
import dev.heliograph.imaging.measure.Centreline;
import dev.heliograph.imaging.measure.TubeSections;
import dev.heliograph.imaging.measure.TubeSections.Section;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;

/** Diameters of a vessel at a right angle to its centreline. */
public final class MeasureVessel extends BuiltinTool {

  /** A tube is at least this many times as long as it is wide. */
  private static final double TUBE = 2.5;

  public MeasureVessel(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.of(arguments, context);
    Checkpoint checkpoint = context::checkCancelled;
    Components parts =
        Components.of(masked.map(), masked.label(), Connectivity.CORNERS_26, checkpoint);
    LabelMap slanted = largest(masked, checkpoint);
    LabelMap part = Upright.of(slanted, checkpoint);
    context.progress(0.3, "centreline");
    TubeSections tube;
    try {
      Centreline line = Centreline.of(part, masked.label(), checkpoint);
      context.progress(0.6, "cross-sections");
      tube = TubeSections.of(part, masked.label(), line, checkpoint);
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          String.valueOf(e.getMessage()), "measure its longest axial diameter instead");
    }
    if (tube.sections().isEmpty() || tube.lengthMm() < TUBE * tube.medianMm()) {
      throw new Rejection(
          "the "
              + Masked.words(masked.structure())
              + " of the mask is no tube: it is not "
              + TUBE
              + " times as long as it is wide",
          "measure its longest axial diameter instead");
    }
    return result(masked, parts.parts().size(), tube, !part.equals(slanted));
  }

  private ToolResult result(Masked masked, int parts, TubeSections tube, boolean resampled) {
    Findings findings = new Findings();
    Section widest = tube.widest();
    String method =
        " at a right angle to the centreline (2022 ACC/AHA aortic guideline), centreline by the"
            + " cheapest path along the middle";
    Bound bound = masked.sizeBound();
    add(
        findings,
        masked,
        "max_diameter",
        widest.maxDiameterMm(),
        bound,
        widest,
        "longest diameter of the widest cross-section" + method);
    add(
        findings,
        masked,
        "equivalent_diameter",
        widest.equivalentMm(),
        Bound.EXACT,
        widest,
        "diameter of the circle with the area of that cross-section");
    add(
        findings,
        masked,
        "median_diameter",
        tube.medianMm(),
        Bound.EXACT,
        widest,
        "median of the longest diameters of all cross-sections 1 mm apart" + method);
    add(findings, masked, "length", tube.lengthMm(), bound, widest, "length of the centreline");
    findings.add(
        masked.structure(),
        new Quantity("max_area", widest.areaMm2(), Unit.SQUARE_MILLIMETRE),
        Bound.EXACT,
        masked.evidence("area of the widest cross-section", manifest().id()));
    findings.warn(
        "ends_left_out",
        "cross-sections near the ends of the mask are left out, because the ends cut them");
    if (resampled) {
      findings.warnUpright();
    }
    if (parts > 1) {
      findings.warn("several_parts", "the mask falls into several parts; the largest was measured");
    }
    return masked.cut()
        ? findings.incomplete(masked.cutReason() + "; it may be wider outside")
        : findings.completed();
  }

  private void add(
      Findings findings,
      Masked masked,
      String kind,
      double mm,
      Bound bound,
      Section at,
      String method) {
    Evidence evidence = masked.evidence(method, manifest().id());
    double[] a = at.ends().get(0);
    double[] b = at.ends().get(1);
    findings.add(
        masked.structure(),
        new Quantity(kind, mm, Unit.MILLIMETRE),
        bound,
        evidence.withLines(
            List.of(
                new Evidence.Line(
                    "widest cross-section",
                    List.of(a[0], a[1], a[2]),
                    List.of(b[0], b[1], b[2])))));
  }

  /** The largest part in a box of its own, which keeps the search small. */
  private static LabelMap largest(Masked masked, Checkpoint checkpoint) {
    LabelMap part =
        Morphology.largestPart(masked.map(), masked.label(), Connectivity.CORNERS_26, checkpoint);
    return Window.around(Extent.of(part, masked.label(), checkpoint), 1).of(part);
  }
}
