package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.PrincipalAxes;
import dev.heliograph.imaging.Upright;
import dev.heliograph.imaging.measure.Separation;
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

/** Smallest gap between two structures, and the distance of their centres. */
public final class MeasureDistance extends BuiltinTool {

  public MeasureDistance(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Pair pair = Pair.of(arguments, context);
    Checkpoint checkpoint = context::checkCancelled;
    Separation gap;
    LabelMap map = pair.one().map();
    LabelMap upright;
    try {
      upright = Upright.of(map, checkpoint);
      gap = Separation.of(upright, pair.one().label(), pair.other().label(), checkpoint);
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          String.valueOf(e.getMessage()), "name two structures that the mask holds");
    }
    double[] a = centre(pair.one(), checkpoint);
    double[] b = centre(pair.other(), checkpoint);
    double centres =
        Math.sqrt(
            (a[0] - b[0]) * (a[0] - b[0])
                + (a[1] - b[1]) * (a[1] - b[1])
                + (a[2] - b[2]) * (a[2] - b[2]));
    Findings findings = new Findings();
    findings.add(
        pair.one().structure(),
        new Quantity("distance", gap.gapMm(), Unit.MILLIMETRE),
        // What lies outside of the scan may be nearer.
        pair.cut() ? Bound.UPPER : Bound.EXACT,
        evidence(
            pair,
            "smallest distance between the voxels of "
                + pair.words()
                + " as boxes; 0 if they touch",
            new Evidence.Line("gap", point(gap.ends().get(0)), point(gap.ends().get(1)))));
    findings.add(
        pair.one().structure(),
        new Quantity("centre_distance", centres, Unit.MILLIMETRE),
        Bound.EXACT,
        evidence(
            pair,
            "distance between the mean positions of the voxels of " + pair.words(),
            new Evidence.Line("centres", point(a), point(b))));
    if (!upright.equals(map)) {
      findings.warnUpright();
    }
    return pair.cut()
        ? findings.incomplete(pair.cutReason() + "; the distances are those of the visible parts")
        : findings.completed();
  }

  private static double[] centre(Masked masked, Checkpoint checkpoint) {
    short[] labels = masked.map().labels();
    return PrincipalAxes.of(
            masked.map().geometry(), p -> (labels[p] & 0xffff) == masked.label(), checkpoint)
        .centreMm();
  }

  private Evidence evidence(Pair pair, String method, Evidence.Line line) {
    return pair.one().evidence(method, manifest().id()).withLines(List.of(line));
  }

  private static List<Double> point(double[] p) {
    return List.of(p[0], p[1], p[2]);
  }
}
