package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.imaging.measure.CardiothoracicWidths;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Width of the heart over the width of the chest on a frontal chest radiograph. */
public final class MeasureCardiothoracicRatio extends BuiltinTool {

  private static final Pattern LUNG = Pattern.compile("((left|right)_)?lungs?(_(left|right))?");
  private static final String METHOD =
      "transverse diameter of the heart over the inner diameter of the chest at its widest, borders"
          + " of the masks (Danzer 1919)";

  public MeasureCardiothoracicRatio(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Masked heart = Masked.merged(arguments, context, "heart", "heart"::equals);
    Masked lungs = Masked.merged(arguments, context, "lung", LUNG.asMatchPredicate());
    List<Integer> lungLabels =
        heart.map().structures().entrySet().stream()
            .filter(e -> lungs.parts().contains(e.getValue()))
            .map(java.util.Map.Entry::getKey)
            .toList();
    CardiothoracicWidths widths;
    try {
      widths =
          CardiothoracicWidths.of(
              heart.map(), l -> l == heart.label(), lungLabels::contains, context::checkCancelled);
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          String.valueOf(e.getMessage()), "give the mask of a frontal chest radiograph");
    }
    Findings findings = new Findings();
    Evidence evidence =
        heart
            .evidence(METHOD, manifest().id())
            .withLines(
                List.of(line("heart", widths.heartLine()), line("chest", widths.chestLine())));
    List<String> parts = cut(heart, lungs);
    findings.add(
        "heart",
        new Quantity("cardiothoracic_ratio", widths.ratio(), Unit.RATIO),
        Bound.EXACT,
        evidence);
    warn(findings, heart, context);
    return parts.isEmpty()
        ? findings.completed()
        : findings.incomplete(String.join("; ", parts) + "; the ratio is that of what is shown");
  }

  private static void warn(Findings findings, Masked heart, ToolContext context) {
    String source = heart.artifact().image();
    if (source == null) {
      return;
    }
    Image image = context.image(source);
    String view = image.attributes().getOrDefault("ViewPosition", "");
    if (!view.equals("PA")) {
      findings.warn(
          "view",
          (view.isEmpty() ? "nothing says that the view is PA" : "the view is " + view)
              + "; in AP and supine views the heart is enlarged by projection");
    }
  }

  /** Only the sides matter: what is cut above or below leaves the widths as they are. */
  private static List<String> cut(Masked heart, Masked lungs) {
    List<String> parts = new ArrayList<>();
    for (Masked m : List.of(heart, lungs)) {
      List<String> faces = m.extent().touchedFaces();
      if (faces.contains("left") || faces.contains("right")) {
        parts.add("the " + m.structure() + " reaches the side of the picture");
      }
    }
    if (lungs.parts().size() == 1 && !lungs.parts().get(0).matches("lungs?")) {
      parts.add("the mask has only one lung");
    }
    return parts;
  }

  private static Evidence.Line line(String name, List<double[]> ends) {
    double[] a = ends.get(0);
    double[] b = ends.get(1);
    return new Evidence.Line(name, List.of(a[0], a[1], a[2]), List.of(b[0], b[1], b[2]));
  }
}
