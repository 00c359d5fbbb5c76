package dev.heliograph.imaging;

import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lesion by lesion: which connected parts (26 neighbours) of the reference were found, and which
 * parts of a prediction are right.
 */
public final class LesionOverlap {

  /** A part of the reference and one of the prediction that share voxels. */
  private record Pair(int truth, int claim, double iou) {}

  /** The parts of a label as labels from 1. */
  private record Parts(LabelMap map, int count) {}

  private final int truths;
  private final int claims;

  private final List<Pair> pairs;

  private LesionOverlap(int truths, int claims, List<Pair> pairs) {
    this.truths = truths;
    this.claims = claims;
    this.pairs = pairs;
  }

  /**
   * @throws IllegalArgumentException if the maps lie on different grids, or a map has more than
   *     65535 parts
   */
  public static LesionOverlap of(
      LabelMap truth,
      int truthLabel,
      LabelMap prediction,
      int predictionLabel,
      Parallel threads,
      Checkpoint checkpoint) {
    Parts a = parts(truth, truthLabel, checkpoint);
    Parts b = parts(prediction, predictionLabel, checkpoint);
    Overlap overlap = Overlap.of(a.map, b.map, threads, checkpoint);
    List<Pair> pairs = new ArrayList<>();
    overlap.each(
        (t, c, both) -> {
          if (t > 0 && c > 0) {
            pairs.add(new Pair(t, c, overlap.iou(t, c)));
          }
        });
    // Best first; then in the order of the parts, so that the hash table's order shows nowhere.
    pairs.sort(
        Comparator.comparingDouble((Pair p) -> -p.iou)
            .thenComparingInt(Pair::truth)
            .thenComparingInt(Pair::claim));
    return new LesionOverlap(a.count, b.count, pairs);
  }

  private static Parts parts(LabelMap map, int label, Checkpoint checkpoint) {
    Components components =
        Components.of(map, label, Components.Connectivity.CORNERS_26, checkpoint);
    int count = components.parts().size();
    if (count > 0xffff) {
      throw new IllegalArgumentException(
          "a mask of " + count + " parts has too many to compare (65535); remove specks first");
    }
    Memory.require("a map of parts", 2L * map.labels().length, 2L * map.labels().length);
    short[] out = new short[map.labels().length];
    components.eachRun((part, from, to) -> Arrays.fill(out, from, to, (short) (part + 1)));
    return new Parts(new LabelMap(map.geometry(), out, Map.of()), count);
  }

  /** A lesion is found, and a claim right, if they share a voxel with any of the other side. */
  public Detection byOverlap() {
    Set<Integer> found = new HashSet<>();
    Set<Integer> right = new HashSet<>();
    for (Pair p : pairs) {
      found.add(p.truth);
      right.add(p.claim);
    }
    return new Detection(truths, found.size(), claims, right.size());
  }

  /**
   * A lesion is found if a claim of its own has at least this intersection over union with it; best
   * pairs first.
   */
  public Detection byIou(double atLeast) {
    Set<Integer> found = new HashSet<>();
    Set<Integer> right = new HashSet<>();
    for (Pair p : pairs) {
      if (p.iou >= atLeast && !found.contains(p.truth) && !right.contains(p.claim)) {
        found.add(p.truth);
        right.add(p.claim);
      }
    }
    return new Detection(truths, found.size(), claims, right.size());
  }
}
