package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.tool.ToolManifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  Task noMask(Task.Ask ask, List<Target> targets, Images.Named image) {
    Set<Task> alone = new LinkedHashSet<>();
    targets.forEach(t -> alone.add(noMask(ask, t, image)));
    boolean each =
        targets.size() > 1 && targets.stream().allMatch(t -> measurable(image).contains(t.name()));
    return each
        ? new Task.Impossible(
            ask, "no single outline holds the " + phrases.targets(targets) + " together")
        : alone.iterator().next();
  }

  private Task noMask(Task.Ask ask, Target target, Images.Named image) {
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

  /**
   * Why a structure can be outlined in none of the images; empty if it can, or after a question.
   */
  Optional<String> missing(Target target, Images images) {
    List<ToolManifest> able =
        catalogue.tools().stream()
            .filter(t -> catalogue.provides(t, target.options(catalogue.vocabulary())).isPresent())
            .toList();
    if (able.isEmpty()) {
      return Optional.of(
          "no available tool can outline the " + target.display(catalogue.vocabulary()));
    }
    boolean fits =
        images.all().stream()
            .anyMatch(
                i ->
                    able.stream()
                        .flatMap(t -> t.inputs().stream())
                        .filter(p -> p.type().name().equals("Image"))
                        .allMatch(p -> i.fits(p) || i.modalityIsMissing(p)));
    return fits || images.all().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the "
                + target.display(catalogue.vocabulary())
                + " cannot be outlined in the images that are loaded");
  }

  /**
   * @param vocabulary "finding" where only findings may be meant
   */
  Task whichStructure(Task.Ask ask, String vocabulary) {
    List<String> open = ask.request().choices().stream().map(Target::name).toList();
    List<Move.Choice> choices =
        (open.isEmpty() ? measurable(ask.image()) : open)
            .stream()
                .filter(s -> !vocabulary.equals("finding") || finding(s))
                .map(s -> new Move.Choice(s, Phrases.capital(catalogue.vocabulary().display(s))))
                .toList();
    return choices.isEmpty()
        ? new Task.Impossible(
            ask,
            vocabulary.equals("finding")
                ? "no available tool can outline lesions in this image"
                : "no available tool can outline anything in this image")
        : new Task.Missing("structure", "Which structure do you mean?", choices);
  }

  private boolean finding(String structure) {
    return Target.named(structure, catalogue.vocabulary()).finding() != null;
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
