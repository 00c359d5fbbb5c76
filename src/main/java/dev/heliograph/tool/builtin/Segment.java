package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.Monitor;
import dev.heliograph.inference.RefusedException;
import dev.heliograph.inference.Segmentation;
import dev.heliograph.inference.Segmenter;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A label map of an image by the network whose model card the manifest names. Which network, which
 * structures and which modality: the manifest and its card say it all, so a further segmenter needs
 * no class of its own.
 */
public final class Segment extends CardTool {

  /** Code of the warning that a structure was found poorly on held-out data; answers repeat it. */
  private static final String LOW_ACCURACY = "low_accuracy";

  /** Mean Dice below which half of an outline may be wrong. */
  private static final double TRUSTED = 0.5;

  private final Segmenter segmenter;

  public Segment(ToolManifest manifest) {
    this(manifest, Inference.models(), Inference.segmenter());
  }

  /**
   * @throws IllegalArgumentException if the manifest names no card
   */
  Segment(ToolManifest manifest, Models models, Segmenter segmenter) {
    super(manifest, models, "segmenter");
    this.segmenter = segmenter;
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    Image image = context.image(arguments.path("image").asText());
    if (image.kind() != Image.Kind.VOLUME) {
      throw new Rejection(
          "'" + image.name() + "' is a picture, and this segments volumes", "choose a CT or MR");
    }
    if (image.modality().value() == Modality.UNKNOWN) {
      throw new Rejection(
          "nothing says what '" + image.name() + "' is", "say whether it is a CT or an MR");
    }
    ModelCard card = card("or use another segmenter");
    context.progress(0, "reading the image");
    Segmentation found;
    try {
      found =
          segmenter.segment(
              card,
              context.volume(image),
              image.modality().value().name(),
              manifest().limits().memoryBytes(),
              monitor(context));
    } catch (RefusedException e) {
      throw new Rejection(e.reason(), e.fix());
    }
    Artifact mask = context.save(found.vouchedFor(card), "organs by " + card.name(), image);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.put("mask", mask.id());
    return new ToolResult.Completed(
        new ToolResult.Payload(
            outputs,
            List.of(),
            List.of(mask),
            warnings(card, found, image.modality().value().name())));
  }

  private static List<ToolResult.Warning> warnings(
      ModelCard card, Segmentation found, String modality) {
    List<ToolResult.Warning> warnings = new ArrayList<>();
    for (Segmentation.Notice n : found.notices()) {
      warnings.add(new ToolResult.Warning(n.code(), n.message()));
    }
    for (String structure : found.labels().structures().values()) {
      if (poor(card, structure, modality)) {
        warnings.add(
            new ToolResult.Warning(
                LOW_ACCURACY,
                card.name()
                    + " found the "
                    + structure.replace('_', ' ')
                    + " poorly in the "
                    + modality
                    + " that it was tested on (see its card), so do not rely on this outline"));
      }
    }
    if (card.nonCommercial()) {
      warnings.add(
          new ToolResult.Warning(
              "non_commercial",
              "the masks come from "
                  + card.name()
                  + ", whose licence ("
                  + card.licence()
                  + ") forbids commercial use"));
    }
    return warnings;
  }

  private static Monitor monitor(ToolContext context) {
    return new Monitor() {
      @Override
      public void progress(double fraction, String message) {
        context.progress(fraction, message);
      }

      @Override
      public void check() {
        context.checkCancelled();
      }
    };
  }

  /**
   * Whether the mean Dice on held-out data of this modality, over all its cases, is below {@link
   * #TRUSTED}.
   */
  private static boolean poor(ModelCard card, String structure, String modality) {
    double sum = 0;
    int n = 0;
    for (ModelCard.Accuracy a : card.accuracy()) {
      if (a.structure().equals(structure)
          && a.modality().equals(modality)
          && a.metric().equals("dsc")) {
        sum += a.mean() * a.n();
        n += a.n();
      }
    }
    return n > 0 && sum / n < TRUSTED;
  }
}
