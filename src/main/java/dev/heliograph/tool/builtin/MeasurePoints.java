package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.Angles;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * Distance of two points, angle of three points or of two lines, set by the user or another tool.
 */
public final class MeasurePoints extends BuiltinTool {

  public MeasurePoints(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) {
    Image image = context.image(arguments.path("image").asText());
    List<double[]> points = points(arguments.path("points"));
    JsonNode lines = arguments.path("lines");
    if (points.isEmpty() == lines.isEmpty()) {
      throw new Rejection(
          "there is nothing to measure, or two things at once", "give either points or lines");
    }
    try {
      return lines.isEmpty() ? ofPoints(image, points) : ofLines(image, lines);
    } catch (IllegalArgumentException e) {
      throw new Rejection(String.valueOf(e.getMessage()), "set the points apart");
    }
  }

  private ToolResult ofPoints(Image image, List<double[]> points) {
    Findings findings = new Findings();
    double[] a = points.get(0);
    double[] b = points.get(1);
    if (points.size() == 2) {
      findings.add(
          null,
          new Quantity("distance", distance(a, b), Unit.MILLIMETRE),
          Bound.EXACT,
          evidence(image, "straight distance of two points", List.of(line("distance", a, b))));
    } else {
      double[] c = points.get(2);
      findings.add(
          null,
          new Quantity("angle", Angles.atCorner(a, b, c), Unit.DEGREE),
          Bound.EXACT,
          evidence(
              image,
              "angle at the second of three points",
              List.of(line("first side", b, a), line("second side", b, c))));
    }
    return findings.completed();
  }

  private ToolResult ofLines(Image image, JsonNode lines) {
    double[][] ends = new double[4][];
    for (int n = 0; n < 4; n++) {
      ends[n] = point(lines.path(n / 2).path(n % 2 == 0 ? "from" : "to"));
    }
    Findings findings = new Findings();
    findings.add(
        null,
        new Quantity(
            "angle", Angles.ofLines(minus(ends[1], ends[0]), minus(ends[3], ends[2])), Unit.DEGREE),
        Bound.EXACT,
        evidence(
            image,
            "angle between two lines, 0 to 90 degrees",
            List.of(line("first line", ends[0], ends[1]), line("second line", ends[2], ends[3]))));
    return findings.completed();
  }

  private Evidence evidence(Image image, String method, List<Evidence.Line> lines) {
    return new Evidence(image.id(), null, null, null, null, lines, method, manifest().id(), null);
  }

  private static List<double[]> points(JsonNode list) {
    List<double[]> points = new ArrayList<>();
    list.forEach(p -> points.add(point(p)));
    return points;
  }

  private static double[] point(JsonNode p) {
    return new double[] {p.path(0).asDouble(), p.path(1).asDouble(), p.path(2).asDouble()};
  }

  private static Evidence.Line line(String name, double[] a, double[] b) {
    return new Evidence.Line(name, List.of(a[0], a[1], a[2]), List.of(b[0], b[1], b[2]));
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double distance(double[] a, double[] b) {
    double[] d = minus(a, b);
    return Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
  }
}
