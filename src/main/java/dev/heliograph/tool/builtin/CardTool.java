package dev.heliograph.tool.builtin;

import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What tools that run a network have in common: the model card that the manifest names. */
abstract class CardTool extends BuiltinTool {

  private final Models models;
  private final String model;

  /**
   * @param what what the tool is, for the message: "segmenter"
   * @throws IllegalArgumentException if the manifest names no card
   */
  CardTool(ToolManifest manifest, Models models, String what) {
    super(manifest);
    if (manifest.card() == null) {
      throw new IllegalArgumentException(
          "card: a " + what + " needs a model card; name models/<name>/card.yaml");
    }
    this.model = manifest.card();
    this.models = models;
  }

  @Override
  public final @Nullable String unavailable() {
    try {
      ModelCard card = models.card(model);
      if (card.nonCommercial() && Inference.permissiveOnly()) {
        return "the licence of "
            + model
            + " ("
            + card.licence()
            + ") forbids commercial use, and heliograph.models.licence=permissive excludes it";
      }
      Models.Status status = models.glance(card);
      return status.state() == Models.State.READY ? null : status.problem() + "; " + status.fix();
    } catch (IOException | IllegalArgumentException e) {
      return "the model " + model + " cannot be used: " + e.getMessage();
    }
  }

  /**
   * The card as it is now.
   *
   * @param instead what to do if it cannot run
   * @throws BuiltinTool.Rejection if it cannot run at present
   */
  final ModelCard card(String instead) throws IOException {
    String problem = unavailable();
    if (problem != null) {
      throw new Rejection(manifest().id() + " cannot run: " + problem, instead);
    }
    return models.card(model);
  }
}
