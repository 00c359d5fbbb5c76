package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.BodyComposition;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fat and muscle in the slice through the middle of a vertebra. */
public final class MeasureBodyComposition extends BuiltinTool {

  private static final Pattern MUSCLE = Pattern.compile("(skeletal_)?muscles?");

  public MeasureBodyComposition(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    String level = arguments.path("level").asText("L3");
    Pattern vertebra = Pattern.compile("vertebrae?_" + level, Pattern.CASE_INSENSITIVE);
    Masked masked =
        Masked.merged(
            arguments,
            context,
            "vertebrae_" + level.toLowerCase(Locale.ROOT),
            vertebra.asMatchPredicate());
    Sampled sampled = Sampled.of(image, masked, context);
    Contrast.requireHounsfield(image, sampled.volume(), "body composition");
    int[] world = sampled.volume().geometry().closestAxes();
    int axis = world[0] == 2 ? 0 : world[1] == 2 ? 1 : 2;
    int slice = (sampled.extent().min()[axis] + sampled.extent().max()[axis]) / 2;
    Set<Integer> muscles = muscles(sampled.map());
    BodyComposition c;
    try {
      c =
          BodyComposition.of(
              sampled.volume(), sampled.map(), slice, muscles::contains, context::checkCancelled);
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          String.valueOf(e.getMessage()), "choose another level or an upright grid");
    }
    return result(arguments, sampled, axis, slice, c);
  }

  private static Set<Integer> muscles(LabelMap map) {
    return map.structures().entrySet().stream()
        .filter(e -> MUSCLE.matcher(e.getValue()).matches())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private ToolResult result(
      ObjectNode arguments, Sampled sampled, int axis, int slice, BodyComposition c) {
    int[] min = sampled.extent().min().clone();
    int[] max = sampled.extent().max().clone();
    min[axis] = slice;
    max[axis] = slice;
    Findings findings = new Findings();
    Bound bound = c.bodyAtEdge() ? Bound.LOWER : Bound.EXACT;
    Evidence fat =
        sampled
            .masked()
            .evidence(
                sampled.image().id(),
                Masked.box(min, max),
                "area of −190 to −30 HU in the axial slice through the middle of the vertebra,"
                    + " divided by the outermost lean tissue in each direction (after Kim et al."
                    + " 2013)",
                manifest().id());
    add(findings, "subcutaneous_fat_area", c.subcutaneousMm2(), bound, fat);
    add(findings, "visceral_fat_area", c.visceralMm2(), Bound.EXACT, fat);
    List<String> missing = new ArrayList<>();
    if (c.muscleMm2().isPresent()) {
      double area = c.muscleMm2().getAsDouble();
      Evidence muscle =
          sampled
              .masked()
              .evidence(
                  sampled.image().id(),
                  Masked.box(min, max),
                  "area of −29 to 150 HU within the outline of the skeletal muscles in that slice",
                  manifest().id());
      add(findings, "muscle_area", area, bound, muscle);
      if (arguments.has("height")) {
        double height = QuantityJson.quantity(arguments.path("height")).in(Unit.METRE).value();
        if (!(height > 0.4 && height < 2.6)) {
          throw new Rejection("a height of " + height + " m is no body height", "correct it");
        }
        findings.add(
            null,
            new Quantity(
                "muscle_index",
                area / 100 / (height * height),
                Unit.SQUARE_CENTIMETRE_PER_SQUARE_METRE),
            bound,
            muscle);
      }
    } else {
      missing.add("the mask outlines no skeletal muscle, so there is no muscle area");
    }
    findings.warn(
        "visceral_includes_muscle_fat",
        "fat between the muscles of the wall counts as visceral here");
    sampled.warnIfResampled(findings);
    if (c.bodyAtEdge()) {
      missing.add("the body reaches the edge of the scan, so a part of its fat may be missing");
    }
    if (sampled.masked().cut()) {
      missing.add(sampled.masked().cutReason() + " and its middle may lie elsewhere");
    }
    return missing.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", missing));
  }

  private static void add(
      Findings findings, String kind, double mm2, Bound bound, Evidence evidence) {
    findings.add(
        null,
        new Quantity(kind, mm2, Unit.SQUARE_MILLIMETRE).in(Unit.SQUARE_CENTIMETRE),
        bound,
        evidence);
  }
}
