package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.inference.Detections;
import dev.heliograph.inference.Detector;
import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.RefusedException;
import dev.heliograph.inference.Segmentation;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Counts what the card that the manifest names looks for in a picture: one output of the label's
 * name for each label, whose evidence holds every box. A further detector needs no class of its
 * own.
 */
public final class DetectObjects extends CardTool {

  /** More boxes than this are counted, but not listed. */
  private static final int MOST_BOXES = 2000;

  private final Detector detector;

  public DetectObjects(ToolManifest manifest) {
    this(manifest, Inference.models(), Inference.detector());
  }

  /**
   * @throws IllegalArgumentException if the manifest names no card
   */
  DetectObjects(ToolManifest manifest, Models models, Detector detector) {
    super(manifest, models, "detector");
    this.detector = detector;
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    ModelCard card = card("or use another tool");
    Image image =
        Pictures.image(arguments.path("image").asText(), context, card.domain().modality());
    Detections found;
    try {
      found =
          detector.detect(card, Pictures.raster(context.picture(image)), Pictures.monitor(context));
    } catch (RefusedException e) {
      throw new Rejection(e.reason(), e.fix());
    }
    Findings findings = new Findings();
    boolean cut = false;
    for (ModelCard.Label label : card.labels()) {
      List<Detections.Found> all = found.of(label);
      cut |= all.stream().anyMatch(f -> atEdge(f, image.geometry()));
      findings.count(
          label.name(), label.name(), all.size(), Bound.EXACT, evidence(card, image, label, all));
      if (all.size() > MOST_BOXES) {
        findings.warn(
            "boxes_left_out",
            "only the surest "
                + MOST_BOXES
                + " boxes of the "
                + label.name().replace('_', ' ')
                + " are listed");
      }
    }
    for (Segmentation.Notice n : found.notices()) {
      findings.warn(n.code(), n.message());
    }
    if (cut) {
      findings.warn("cut_by_picture_edge", "what is cut by the picture's edge is counted as well");
    }
    findings.warn(
        "model_estimate",
        "the counts are a model's estimate (" + card.name() + "); look at the boxes");
    return findings.completed();
  }

  private Evidence evidence(
      ModelCard card, Image image, ModelCard.Label label, List<Detections.Found> all) {
    Geometry g = image.geometry();
    return new Evidence(
            image.id(),
            null,
            label.name(),
            null,
            new Evidence.Box(List.of(0, 0, 0), List.of(g.nx() - 1, g.ny() - 1, 0)),
            List.of(),
            String.format(
                Locale.ROOT,
                "a model's estimate: boxes of %s %s (%s) with a score of at least %.2f; held-out"
                    + " %s%s",
                card.name(),
                card.version(),
                label.code(),
                label.threshold(),
                Pictures.accuracy(card, label.name(), List.of("ap50", "f1", "count_mae")),
                interval(label, all.size())),
            manifest().id(),
            null)
        .withBoxes(
            all.stream()
                .limit(MOST_BOXES)
                .map(f -> new Evidence.Seen(box(f, g), Math.round(f.score() * 1000) / 1000.0))
                .toList());
  }

  /**
   * Split conformal interval of a picture like those of the validation: count ± the card's error.
   */
  private static String interval(ModelCard.Label label, int count) {
    if (label.countError() <= 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "; in a field like those it was validated on, 90 %% of the counts by hand lie from %.0f to"
            + " %.0f",
        Math.max(0, count - label.countError()),
        count + label.countError());
  }

  /** The pixels that the box touches. */
  private static Evidence.Box box(Detections.Found f, Geometry g) {
    int x = clip(Math.floor(f.left()), g.nx());
    int y = clip(Math.floor(f.top()), g.ny());
    return new Evidence.Box(
        List.of(x, y, 0),
        List.of(
            Math.max(x, clip(Math.ceil(f.right()) - 1, g.nx())),
            Math.max(y, clip(Math.ceil(f.bottom()) - 1, g.ny())),
            0));
  }

  private static int clip(double v, int size) {
    return (int) Math.max(0, Math.min(size - 1, v));
  }

  private static boolean atEdge(Detections.Found f, Geometry g) {
    return f.left() < 1 || f.top() < 1 || f.right() > g.nx() - 1 || f.bottom() > g.ny() - 1;
  }
}
