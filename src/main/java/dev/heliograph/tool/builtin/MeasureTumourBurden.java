package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.Lesions.Lesion;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;

/** How many lesions, their volume in all, and the sum of the diameters of the largest. */
public final class MeasureTumourBurden extends BuiltinTool {

  public MeasureTumourBurden(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked masked = Masked.orEmpty(arguments, context);
    Burden burden = Burden.of(masked, arguments, context);
    List<Lesion> targets = burden.targets();
    Findings findings = new Findings();
    String id = manifest().id();
    boolean bounded = masked.cut() || masked.extent().empty();
    Bound bound = bounded ? Bound.LOWER : Bound.EXACT;
    findings.count(
        "count",
        masked.structure(),
        burden.lesions().all().size(),
        bound,
        masked.evidence("connected parts, 26 neighbours", id));
    findings.add(
        "total_volume",
        masked.structure(),
        new Quantity("volume", burden.lesions().volumeMl(), Unit.MILLILITRE),
        bound,
        masked.evidence("number of voxels × voxel volume, all parts", id));
    findings.add(
        masked.structure(),
        new Quantity("sum_of_diameters", burden.sumMm(), Unit.MILLIMETRE),
        bound,
        evidence(masked, burden, id));
    findings.count(
        "targets",
        masked.structure(),
        targets.size(),
        bound,
        masked.evidence("parts that are measurable by RECIST 1.1, " + burden.rule(), id));
    if (!targets.isEmpty()) {
      findings.add(
          masked.structure(),
          new Quantity("largest_diameter", burden.sizeMm(targets.get(0)), Unit.MILLIMETRE),
          bound,
          evidence(masked, burden, id));
    }
    findings.warn(
        "targets_by_size",
        "the largest lesions were taken as targets; RECIST 1.1 also asks for at most two per organ"
            + " and for reproducible ones, which a mask does not tell");
    if (masked.extent().empty()) {
      return findings.incomplete(
          "the mask '"
              + masked.artifact().name()
              + "' looked for "
              + Masked.words(masked.structure())
              + " and holds none; what its segmenter missed cannot be counted");
    }
    return masked.cut()
        ? findings.incomplete(masked.cutReason() + "; the burden is at least this")
        : findings.completed();
  }

  private static Evidence evidence(Masked masked, Burden burden, String tool) {
    return masked.evidence("RECIST 1.1: " + burden.rule(), tool).withLines(burden.lines());
  }
}
