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
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One structure in a label map: the arguments {@code mask} and {@code structure} of a measuring
 * tool, loaded.
 *
 * @param label its label value
 * @param extent its voxels
 * @param parts names of the labels it was put together from, else its own name alone
 */
record Masked(
    Artifact artifact,
    LabelMap map,
    String structure,
    int label,
    Extent extent,
    List<String> parts) {

  /**
   * @throws BuiltinTool.Rejection if the artifact is no label map, does not know the structure or
   *     holds no voxel of it
   */
  static Masked of(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = orEmpty(arguments, context);
    if (masked.extent.empty()) {
      throw masked.none();
    }
    return masked;
  }

  /** As {@link #of}, but there may be no voxel. */
  static Masked orEmpty(ObjectNode arguments, ToolContext context) throws IOException {
    Artifact artifact = labelMap(arguments.path("mask").asText(), context);
    return orEmpty(
        artifact, context.labelMap(artifact), arguments.path("structure").asText(), context);
  }

  /** A structure of a map that is loaded already; there may be no voxel of it. */
  static Masked orEmpty(Artifact artifact, LabelMap map, String structure, ToolContext context) {
    String name = words(structure);
    OptionalInt label = map.labelOf(structure);
    if (label.isEmpty()) {
      throw unknown(artifact, map, name);
    }
    Extent extent = Extent.of(map, label.getAsInt(), context::checkCancelled);
    return new Masked(artifact, map, structure, label.getAsInt(), extent, List.of(structure));
  }

  /**
   * Every label of the mask whose name is a part of the structure, taken together: the lungs from
   * their lobes.
   *
   * @throws BuiltinTool.Rejection if the artifact is no label map or no part has a voxel
   */
  static Masked merged(
      ObjectNode arguments, ToolContext context, String structure, Predicate<String> part)
      throws IOException {
    Artifact artifact = labelMap(arguments.path("mask").asText(), context);
    LabelMap map = context.labelMap(artifact);
    SortedMap<Integer, String> found = new TreeMap<>(map.structures());
    found.values().removeIf(part.negate());
    if (found.isEmpty()) {
      throw unknown(artifact, map, words(structure));
    }
    int label = found.firstKey();
    LabelMap union = map;
    if (found.size() > 1) {
      boolean[] wanted = new boolean[65536];
      found.keySet().forEach(l -> wanted[l] = true);
      short[] labels = new short[map.labels().length];
      for (int p = 0; p < labels.length; p++) {
        labels[p] = wanted[map.labels()[p] & 0xffff] ? (short) label : 0;
      }
      union = new LabelMap(map.geometry(), labels, Map.of(label, structure));
    }
    Extent extent = Extent.of(union, label, context::checkCancelled);
    Masked masked =
        new Masked(artifact, union, structure, label, extent, List.copyOf(found.values()));
    if (extent.empty()) {
      throw masked.none();
    }
    return masked;
  }

  /**
   * @throws BuiltinTool.Rejection if the artifact is no label map
   */
  static Artifact labelMap(String id, ToolContext context) {
    Artifact artifact = context.artifact(id);
    if (artifact.kind() != Artifact.Kind.LABEL_MAP) {
      throw new BuiltinTool.Rejection(
          "'" + artifact.name() + "' is no label map", "give the mask that a segmenter made");
    }
    return artifact;
  }

  private static BuiltinTool.Rejection unknown(Artifact artifact, LabelMap map, String name) {
    return new BuiltinTool.Rejection(
        "the mask '" + artifact.name() + "' knows no " + name,
        "ask for one of "
            + String.join(", ", map.structures().values())
            + ", or segment the "
            + name
            + " first");
  }

  /** That no voxel of it was found. */
  BuiltinTool.Rejection none() {
    String name = words(structure);
    return new BuiltinTool.Rejection(
        "no "
            + name
            + " was found in the scan: the mask '"
            + artifact.name()
            + "' looked for it and holds no voxel of it",
        "check that the scan shows the " + name + ", or try another segmenter");
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
    return evidence(
        artifact.image(), extent.empty() ? null : box(extent.min(), extent.max()), method, tool);
  }

  /** Several labels together are not one label of the mask: then the evidence is their box. */
  Evidence evidence(
      @Nullable String image, Evidence.@Nullable Box box, String method, String tool) {
    boolean one = parts.size() == 1;
    return new Evidence(
        image,
        one ? artifact.id() : null,
        structure,
        one ? label : null,
        box,
        List.of(),
        method + (one ? "" : "; labels " + String.join(", ", parts) + " together"),
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
