package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Map;

/** Compares an organ's volume with a published reference range. A range, not a diagnosis. */
public final class AssessSize extends BuiltinTool {

  private final Map<String, ReferenceRange> ranges = ReferenceRange.load();

  public AssessSize(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) {
    String structure = arguments.path("structure").asText();
    String name = Masked.words(structure);
    ReferenceRange range = ranges.get(structure);
    if (range == null) {
      throw new Rejection(
          "no cited reference range for the volume of the " + name,
          "there are ranges for: " + String.join(", ", ranges.keySet()));
    }
    JsonNode argument = arguments.path("volume");
    Quantity volume = QuantityJson.quantity(argument).in(Unit.MILLILITRE);
    if (volume.value() <= 0) {
      throw new Rejection("a volume of " + volume.display() + " is no measurement", "measure it");
    }
    double lower = range.lower().in(Unit.MILLILITRE).value();
    double upper = range.upper().in(Unit.MILLILITRE).value();

    Findings findings = new Findings();
    Evidence evidence =
        new Evidence(
            null,
            null,
            structure,
            null,
            null,
            List.of(),
            "published reference range: " + range.basis() + "; " + range.population(),
            manifest().id(),
            range.citation());
    findings.add("lower", structure, range.lower().in(Unit.MILLILITRE), Bound.REFERENCE, evidence);
    findings.add("upper", structure, range.upper().in(Unit.MILLILITRE), Bound.REFERENCE, evidence);
    findings.warn(
        "reference_range",
        "this compares with a published reference range (see its citation); it is not a diagnosis");
    findings.warn(
        "patient_unknown",
        "the range is of adults; age, sex and body size of this patient are not known to the tool"
            + " and were not taken into account");

    String bound = argument.path("bound").asText("exact");
    boolean aboveForSure = volume.value() > upper && !bound.equals("upper");
    boolean belowForSure = volume.value() < lower && !bound.equals("lower");
    if (aboveForSure || belowForSure) {
      findings.text("assessment", aboveForSure ? "above" : "below");
      return findings.completed();
    }
    if (!bound.equals("exact")) {
      return findings.incomplete(
          "the volume of the "
              + name
              + " is only "
              + (bound.equals("lower") ? "a lower" : "an upper")
              + " bound, which leaves open on which side of the range the whole organ lies");
    }
    findings.text("assessment", "within");
    return findings.completed();
  }
}
