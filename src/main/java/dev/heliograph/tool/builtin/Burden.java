package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.Lesions;
import dev.heliograph.imaging.measure.Lesions.Lesion;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.ToolContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The lesions of a mask and those that RECIST 1.1 adds up.
 *
 * @param nodes whether they are lymph nodes, which count by their short axis
 * @param targets the largest measurable ones
 */
record Burden(Lesions lesions, boolean nodes, List<Lesion> targets) {

  private static final int TARGETS = 5;

  /** By the arguments {@code lymph_nodes} and {@code max_targets}. */
  static Burden of(Masked masked, ObjectNode arguments, ToolContext context) {
    boolean nodes = arguments.path("lymph_nodes").asBoolean(false);
    int most = arguments.path("max_targets").asInt(TARGETS);
    Lesions lesions;
    try {
      lesions = Lesions.of(masked.map(), masked.label(), context::checkCancelled);
    } catch (IllegalArgumentException e) {
      throw new BuiltinTool.Rejection(
          String.valueOf(e.getMessage()), "give a mask without single stray voxels");
    }
    return new Burden(lesions, nodes, lesions.targets(nodes, most));
  }

  /**
   * At a follow-up the targets are those of the baseline, however small they are now. A mask does
   * not say which is which, so as many of the largest are taken.
   */
  Burden following(Burden baseline) {
    return new Burden(lesions, nodes, lesions.largest(nodes, baseline.targets.size()));
  }

  double sizeMm(Lesion lesion) {
    return Lesions.sizeMm(lesion, nodes);
  }

  double sumMm() {
    return targets.stream().mapToDouble(this::sizeMm).sum();
  }

  String rule() {
    return nodes
        ? "sum of the short axes of the largest nodes of at least 15 mm"
        : "sum of the longest axial diameters of the largest lesions of at least 10 mm";
  }

  /** The axes that were added up. */
  List<Evidence.Line> lines() {
    List<Evidence.Line> lines = new ArrayList<>();
    for (Lesion l : targets) {
      List<double[]> ends = nodes ? l.diameter().shortEnds() : l.diameter().longEnds();
      lines.add(
          new Evidence.Line(
              "target " + (lines.size() + 1), point(ends.get(0)), point(ends.get(1))));
    }
    return lines;
  }

  private static List<Double> point(double[] p) {
    return List.of(p[0], p[1], p[2]);
  }
}
