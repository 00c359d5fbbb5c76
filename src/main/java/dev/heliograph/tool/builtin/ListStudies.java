package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Image;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Locale;

/** The images of the conversation: modality, size, spacing. */
public final class ListStudies extends BuiltinTool {

  private static final String[] AXES = {"x", "y", "z"};

  public ListStudies(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) {
    List<Study> studies = context.studies();
    if (studies.isEmpty()) {
      throw new Rejection("this conversation has no study", "upload or choose a study first");
    }
    Findings findings = new Findings();
    int count = 0;
    for (Study study : studies) {
      for (Image image : study.images()) {
        count++;
        list(image, study, findings);
      }
    }
    findings.count("count", null, count, Bound.EXACT, evidence(null, "images counted"));
    return findings.completed();
  }

  private void list(Image image, Study study, Findings findings) {
    Geometry g = image.geometry();
    double[] spacing = g.spacingMm();
    int[] size = {g.nx(), g.ny(), g.nz()};
    findings.list("images").add(image.id());
    findings
        .list("descriptions")
        .add(
            String.format(
                Locale.ROOT,
                "%s (%s): %s, %d × %d × %d voxels of %.3g × %.3g × %.3g mm",
                image.name(),
                study.name(),
                modality(image),
                size[0],
                size[1],
                size[2],
                spacing[0],
                spacing[1],
                spacing[2]));
    Evidence evidence = evidence(image.id(), "read from the image's header");
    for (int c = 0; c < 3; c++) {
      findings.addToList(
          "size_" + AXES[c], new Quantity("size_" + AXES[c], size[c], Unit.COUNT), evidence);
      findings.addToList(
          "spacing_" + AXES[c],
          new Quantity("spacing_" + AXES[c], spacing[c], Unit.MILLIMETRE),
          evidence);
    }
  }

  private static String modality(Image image) {
    if (image.modality().value() == Modality.UNKNOWN) {
      return "modality unknown";
    }
    return image.modality().value()
        + " (said by "
        + image.modality().source().name().toLowerCase(Locale.ROOT)
        + ")";
  }

  private Evidence evidence(@org.jspecify.annotations.Nullable String image, String method) {
    return new Evidence(image, null, null, null, null, List.of(), method, manifest().id(), null);
  }
}
