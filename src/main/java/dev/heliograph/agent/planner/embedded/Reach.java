package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.tool.ToolManifest;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be outlined in an image, and what to say where something cannot. */
final class Reach {

  private final Catalogue catalogue;
  private final Phrases phrases;

  Reach(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.phrases = new Phrases(catalogue.vocabulary());
  }

  /** No usable tool outlines the target in this image: because of the image, or at all. */
  Task noMask(Task.Ask ask, Target target, Images.Named image) {
    TreeSet<String> modalities = new TreeSet<>();
    boolean known = false;
    for (ToolManifest tool : catalogue.tools()) {
      if (catalogue.provides(tool, target.options(catalogue.vocabulary())).isPresent()) {
        known = true;
        tool.inputs().forEach(p -> modalities.addAll(Images.Named.modalities(p)));
      }
    }
    if (known && image.modality().name().equals("UNKNOWN") && !modalities.isEmpty()) {
      return phrases.askModality(image, modalities);
    }
    String what = target.display(catalogue.vocabulary());
    return new Task.Impossible(
        ask,
        known
            ? "the "
                + what
                + " can be outlined only in "
                + phrases.modalities(modalities)
                + ", and this image is "
                + phrases.modalities(List.of(image.modality().name()))
            : "no available tool can outline the " + what);
  }

  Task whichStructure(Task.Ask ask) {
    List<Move.Choice> choices =
        measurable(ask.image()).stream()
            .map(s -> new Move.Choice(s, Phrases.capital(catalogue.vocabulary().display(s))))
            .toList();
    return choices.isEmpty()
        ? new Task.Impossible(ask, "no available tool can outline anything in this image")
        : new Task.Missing("structure", "Which structure do you mean?", choices);
  }

  /** Everything that some tool can outline in this image. */
  List<String> measurable(Images.@Nullable Named image) {
    TreeSet<String> all = new TreeSet<>();
    for (ToolManifest tool : catalogue.tools()) {
      boolean fits =
          image == null
              || tool.inputs().stream()
                  .filter(p -> p.type().name().equals("Image"))
                  .allMatch(
                      p -> image.fits(p) || (image.kindFits(p) && image.modalityIsMissing(p)));
      if (fits && Masks.maskOf(tool).isPresent()) {
        all.addAll(catalogue.structures(tool));
      }
    }
    return List.copyOf(all);
  }
}
