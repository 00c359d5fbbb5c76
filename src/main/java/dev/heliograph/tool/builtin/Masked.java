package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Extent;
import dev.heliograph.study.Artifact;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * One structure in a label map: the arguments {@code mask} and {@code structure} of a measuring
 * tool, loaded.
 *
 * @param label its label value
 * @param extent its voxels
 */
record Masked(Artifact artifact, LabelMap map, String structure, int label, Extent extent) {

  /**
   * @throws BuiltinTool.Rejection if the artifact is no label map, does not know the structure or
   *     holds no voxel of it
   */
  static Masked of(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = orEmpty(arguments, context);
    if (masked.extent.empty()) {
      String name = words(masked.structure);
      throw new BuiltinTool.Rejection(
          "no "
              + name
              + " was found in the scan: the mask '"
              + masked.artifact.name()
              + "' looked for it and holds no voxel of it",
          "check that the scan shows the " + name + ", or try another segmenter");
    }
    return masked;
  }

  /** As {@link #of}, but there may be no voxel. */
  static Masked orEmpty(ObjectNode arguments, ToolContext context) throws IOException {
    Artifact artifact = context.artifact(arguments.path("mask").asText());
    String structure = arguments.path("structure").asText();
    String name = words(structure);
    if (artifact.kind() != Artifact.Kind.LABEL_MAP) {
      throw new BuiltinTool.Rejection(
          "'" + artifact.name() + "' is no label map", "give the mask that a segmenter made");
    }
    LabelMap map = context.labelMap(artifact);
    OptionalInt label = map.labelOf(structure);
    if (label.isEmpty()) {
      throw new BuiltinTool.Rejection(
          "the mask '" + artifact.name() + "' knows no " + name,
          "ask for one of "
              + String.join(", ", map.structures().values())
              + ", or segment the "
              + name
              + " first");
    }
    Extent extent = Extent.of(map, label.getAsInt(), context::checkCancelled);
    return new Masked(artifact, map, structure, label.getAsInt(), extent);
  }

  /** Whether it reaches the edge of the scan, so that a part of it may be missing. */
  boolean cut() {
    return !extent.touchedFaces().isEmpty();
  }

  /** Why a measurement of it is only a part. */
  String cutReason() {
    return "the "
        + words(structure)
        + " reaches the "
        + String.join(" and ", extent.touchedFaces())
        + " edge of the scan, so a part of it may be missing";
  }

  /** What a size of it is: exact, or the least it can be. */
  Bound sizeBound() {
    return cut() ? Bound.LOWER : Bound.EXACT;
  }

  /** Evidence for a measurement of the whole structure. */
  Evidence evidence(String method, String tool) {
    return new Evidence(
        artifact.image(),
        artifact.id(),
        structure,
        label,
        extent.empty() ? null : box(extent.min(), extent.max()),
        List.of(),
        method,
        tool,
        null);
  }

  static Evidence.Box box(int[] min, int[] max) {
    return new Evidence.Box(List.of(min[0], min[1], min[2]), List.of(max[0], max[1], max[2]));
  }

  /** {@code left_kidney} as people say it. */
  static String words(String structure) {
    return structure.replace('_', ' ');
  }
}
