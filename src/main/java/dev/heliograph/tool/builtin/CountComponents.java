package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;

/** Counts the connected parts of a structure, such as lesions that share one label. */
public final class CountComponents extends BuiltinTool {

  public CountComponents(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.orEmpty(arguments, context);
    Connectivity connectivity = connectivity(arguments.path("connectivity").asText("26"));
    double minMl =
        arguments.has("min_volume")
            ? QuantityJson.quantity(arguments.path("min_volume")).in(Unit.MILLILITRE).value()
            : 0;
    double voxelMl = masked.map().geometry().voxelVolumeMm3() / 1000;
    List<Part> all =
        Components.of(masked.map(), masked.label(), connectivity, context::checkCancelled).parts();
    List<Part> counted = all.stream().filter(p -> p.voxels() * voxelMl >= minMl).toList();

    Findings findings = new Findings();
    String name = Masked.words(masked.structure());
    String method =
        "connected parts, "
            + connectivity.name().replaceAll("\\D", "")
            + " neighbours"
            + (minMl > 0 ? ", of at least " + minMl + " mL" : "");
    boolean bounded = masked.cut() || masked.extent().empty();
    findings.count(
        "count",
        masked.structure(),
        counted.size(),
        bounded ? Bound.LOWER : Bound.EXACT,
        masked.evidence(method, manifest().id()));
    if (!counted.isEmpty()) {
      Part largest = counted.get(0);
      findings.add(
          "largest",
          masked.structure(),
          new Quantity("volume", largest.voxels() * voxelMl, Unit.MILLILITRE),
          masked.sizeBound(),
          partEvidence(masked, largest));
    }
    if (counted.size() < all.size()) {
      findings.warn(
          "small_parts_left_out",
          "parts smaller than the smallest volume asked for were not counted");
    }
    if (counted.size() > 1) {
      findings.warn("several_parts", "the " + name + " of the mask is in several separate parts");
    }
    if (masked.extent().empty()) {
      return findings.incomplete(
          "the mask '"
              + masked.artifact().name()
              + "' looked for "
              + name
              + " and holds none; what its segmenter missed cannot be counted");
    }
    return masked.cut()
        ? findings.incomplete(masked.cutReason() + "; there may be more parts outside")
        : findings.completed();
  }

  private Evidence partEvidence(Masked masked, Part part) {
    return new Evidence(
        masked.artifact().image(),
        masked.artifact().id(),
        masked.structure(),
        masked.label(),
        Masked.box(part.min(), part.max()),
        List.of(),
        "number of voxels of the largest part × voxel volume",
        manifest().id(),
        null);
  }

  private static Connectivity connectivity(String neighbours) {
    return switch (neighbours) {
      case "6" -> Connectivity.FACES_6;
      case "18" -> Connectivity.EDGES_18;
      default -> Connectivity.CORNERS_26;
    };
  }
}
