package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.PrincipalAxes;
import dev.heliograph.imaging.measure.Angles;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;

/** Angle between the long axes of two structures. */
public final class MeasureAngle extends BuiltinTool {

  /** A long axis that is not longer than the next by this has no direction worth an angle. */
  private static final double LONGER = 1.2;

  public MeasureAngle(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Pair pair = Pair.of(arguments, context);
    PrincipalAxes a = axes(pair.one(), context::checkCancelled);
    PrincipalAxes b = axes(pair.other(), context::checkCancelled);
    Findings findings = new Findings();
    findings.add(
        pair.one().structure(),
        new Quantity("angle", Angles.ofLines(a.axes()[0], b.axes()[0]), Unit.DEGREE),
        Bound.EXACT,
        pair.one()
            .evidence(
                "angle between the first principal axes of the voxels of " + pair.words(),
                manifest().id())
            .withLines(List.of(line(pair.one(), a), line(pair.other(), b))));
    return pair.cut()
        ? findings.incomplete(pair.cutReason() + "; the axes are those of the visible parts")
        : findings.completed();
  }

  private static PrincipalAxes axes(Masked masked, Checkpoint checkpoint) {
    short[] labels = masked.map().labels();
    PrincipalAxes axes =
        PrincipalAxes.of(
            masked.map().geometry(), p -> (labels[p] & 0xffff) == masked.label(), checkpoint);
    double ratio = Math.sqrt(axes.variancesMm2()[0] / axes.variancesMm2()[1]);
    if (!(ratio >= LONGER)) {
      throw new Rejection(
          "the "
              + Masked.words(masked.structure())
              + " is about as wide as it is long, so it has no long axis to measure an angle from",
          "choose an elongated structure, or measure points that you set yourself");
    }
    return axes;
  }

  /** The axis as long as the structure is about: two standard deviations to each side. */
  private static Evidence.Line line(Masked masked, PrincipalAxes axes) {
    double half = 2 * Math.sqrt(axes.variancesMm2()[0]);
    double[] c = axes.centreMm();
    double[] u = axes.axes()[0];
    return new Evidence.Line(
        "long axis of the " + Masked.words(masked.structure()),
        List.of(c[0] - half * u[0], c[1] - half * u[1], c[2] - half * u[2]),
        List.of(c[0] + half * u[0], c[1] + half * u[1], c[2] + half * u[2]));
  }
}
