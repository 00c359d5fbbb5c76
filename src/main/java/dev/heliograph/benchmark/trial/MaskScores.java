package dev.heliograph.benchmark.trial;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.FlareRules;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Overlap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.SurfaceOverlap;
import dev.heliograph.volume.LabelMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** How well one label map agrees with its reference: what {@link Trial#overlaps()} holds of it. */
final class MaskScores {

  private final Map<String, Double> scores = new TreeMap<>();
  private final LabelMap map;
  private final LabelMap reference;

  private MaskScores(LabelMap map, LabelMap reference) {
    this.map = map;
    this.reference = reference;
  }

  /** Dice of every structure that both maps know, and what the checks ask for besides. */
  static Map<String, Double> of(LabelMap map, LabelMap reference, List<Case.StateCheck> checks) {
    MaskScores m = new MaskScores(map, reference);
    Overlap overlap = Overlap.of(map, reference, Parallel.standard(), Checkpoint.NONE);
    m.map
        .structures()
        .forEach(
            (label, structure) ->
                m.reference
                    .labelOf(structure)
                    .ifPresent(r -> m.scores.put(structure, overlap.dice(label, r))));
    m.parts(checks);
    if (checks.stream()
        .anyMatch(c -> c.metric() == Case.Metric.NSD || c.metric() == Case.Metric.HD95)) {
      m.surfaces(checks);
    }
    return m.scores;
  }

  private void parts(List<Case.StateCheck> checks) {
    for (Case.StateCheck c : checks) {
      OptionalInt a = map.labelOf(c.label());
      OptionalInt b = reference.labelOf(c.label());
      if ((c.metric().ofParts() || c.metric() == Case.Metric.AP50)
          && a.isPresent()
          && b.isPresent()) {
        scores.put(c.key(), PartScores.of(c, map, a.getAsInt(), reference, b.getAsInt()));
      }
    }
  }

  private void surfaces(List<Case.StateCheck> checks) {
    SurfaceOverlap surfaces =
        SurfaceOverlap.of(map, reference, Parallel.standard(), Checkpoint.NONE);
    for (Case.StateCheck c : checks) {
      OptionalInt a = map.labelOf(c.label());
      OptionalInt b = reference.labelOf(c.label());
      Double dice = scores.get(c.label());
      if (a.isEmpty() || b.isEmpty() || dice == null) {
        continue;
      }
      switch (c.metric()) {
        case NSD:
          double nsd = surfaces.surfaceDice(a.getAsInt(), b.getAsInt(), c.toleranceMm());
          scores.put(c.key(), FlareRules.surfaceDice(dice, nsd));
          break;
        case HD95:
          double mm = surfaces.hausdorff95Mm(a.getAsInt(), b.getAsInt());
          // Infinite where one mask is empty: JSON has no such number, and there is no distance.
          if (Double.isFinite(mm)) {
            scores.put(c.key(), mm);
          }
          break;
        default:
          break;
      }
    }
  }
}
