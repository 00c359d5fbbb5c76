package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.Upright;
import dev.heliograph.imaging.Watershed;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Counts the connected parts of a structure, such as lesions that share one label; on request parts
 * that touch are split at the necks between them.
 */
public final class CountComponents extends BuiltinTool {

  private static final String LARGEST = "number of voxels of the largest part × voxel volume";

  private static final String SPLIT =
      ", touching ones split where the neck between them is at least %.3g mm narrower in radius than"
          + " the smaller one (watershed of the distance map)";

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
    double neckMm = neckMm(arguments, masked.map().geometry());
    LabelMap map = neckMm > 0 ? Upright.of(masked.map(), context::checkCancelled) : masked.map();
    boolean upright = !map.equals(masked.map());
    List<Part> all = parts(masked, map, connectivity, neckMm, context);
    List<Part> counted = all.stream().filter(p -> p.voxels() * voxelMl >= minMl).toList();

    Findings findings = new Findings();
    String name = Masked.words(masked.structure());
    String method =
        "connected parts, "
            + connectivity.name().replaceAll("\\D", "")
            + " neighbours"
            + (neckMm > 0 ? String.format(Locale.ROOT, SPLIT, neckMm) : "")
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
          upright ? masked.evidence(LARGEST, manifest().id()) : partEvidence(masked, largest));
    }
    if (upright) {
      findings.warnUpright();
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

  /** How deep a neck must be to part two objects, or 0 if touching ones count as one. */
  private static double neckMm(ObjectNode arguments, Geometry grid) {
    if (arguments.has("split") && !arguments.path("split").asBoolean()) {
      if (arguments.has("neck_depth")) {
        throw new Rejection(
            "neck_depth is given and split is false", "leave out one of the two arguments");
      }
      return 0;
    }
    if (arguments.has("neck_depth")) {
      double mm = QuantityJson.quantity(arguments.path("neck_depth")).in(Unit.MILLIMETRE).value();
      if (!(mm > 0)) {
        throw new Rejection("a neck_depth of 0 splits at every bump", "give a depth above 0 mm");
      }
      return mm;
    }
    // The steps of a voxel surface make necks of up to about one voxel.
    return arguments.path("split").asBoolean()
        ? Arrays.stream(grid.spacingMm()).max().orElse(1)
        : 0;
  }

  /** Largest first. */
  private static List<Part> parts(
      Masked masked, LabelMap map, Connectivity connectivity, double neckMm, ToolContext context) {
    if (neckMm == 0 || masked.extent().empty()) {
      return Components.of(masked.map(), masked.label(), connectivity, context::checkCancelled)
          .parts();
    }
    return Watershed.splitAtNecks(
            map, masked.label(), neckMm, connectivity, Parallel.standard(), context::checkCancelled)
        .parts()
        .stream()
        .sorted(Comparator.comparingLong((Part p) -> -p.voxels()))
        .toList();
  }

  private Evidence partEvidence(Masked masked, Part part) {
    return new Evidence(
        masked.artifact().image(),
        masked.artifact().id(),
        masked.structure(),
        masked.label(),
        Masked.box(part.min(), part.max()),
        List.of(),
        LARGEST,
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
