package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two structures of one mask: the arguments {@code mask}, {@code structure} and {@code other}. */
record Pair(Masked one, Masked other) {

  /**
   * @throws BuiltinTool.Rejection if they are the same, or one of them has no voxel
   */
  static Pair of(ObjectNode arguments, ToolContext context) throws IOException {
    String a = arguments.path("structure").asText();
    String b = arguments.path("other").asText();
    if (a.equals(b)) {
      throw new BuiltinTool.Rejection(
          "both structures are the " + Masked.words(a), "name two different structures");
    }
    Artifact artifact = Masked.labelMap(arguments.path("mask").asText(), context);
    LabelMap map = context.labelMap(artifact);
    return new Pair(whole(artifact, map, a, context), whole(artifact, map, b, context));
  }

  private static Masked whole(
      Artifact artifact, LabelMap map, String structure, ToolContext context) {
    Masked masked = Masked.orEmpty(artifact, map, structure, context);
    if (masked.extent().empty()) {
      throw masked.none();
    }
    return masked;
  }

  boolean cut() {
    return one.cut() || other.cut();
  }

  /** Why only parts were measured. */
  String cutReason() {
    List<String> reasons = new ArrayList<>();
    if (one.cut()) {
      reasons.add(one.cutReason());
    }
    if (other.cut()) {
      reasons.add(other.cutReason());
    }
    return String.join("; ", reasons);
  }

  /** "liver and spleen". */
  String words() {
    return Masked.words(one.structure()) + " and " + Masked.words(other.structure());
  }
}
