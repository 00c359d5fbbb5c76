package dev.heliograph.benchmark.trial;

import dev.heliograph.benchmark.Case;
import dev.heliograph.imaging.BoxDetection;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Components.Part;
import dev.heliograph.imaging.Detection;
import dev.heliograph.imaging.LesionOverlap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.LabelMap;
import java.util.List;

/** Scores of one structure's connected parts (26 neighbours), one by one. */
final class PartScores {

  private static final double IOU_50 = 0.5;

  private PartScores() {}

  /**
   * @param check one of lesion-wise F1, recall or precision, or AP50
   * @param label of the structure in {@code map}
   * @param truth of the structure in {@code reference}
   */
  static double of(Case.StateCheck check, LabelMap map, int label, LabelMap reference, int truth) {
    if (check.metric() == Case.Metric.AP50) {
      return averagePrecision(map, label, reference, truth);
    }
    LesionOverlap overlap =
        LesionOverlap.of(reference, truth, map, label, Parallel.standard(), Checkpoint.NONE);
    Detection d = Double.isNaN(check.iou()) ? overlap.byOverlap() : overlap.byIou(check.iou());
    return switch (check.metric()) {
      case LESION_RECALL -> d.recall();
      case LESION_PRECISION -> d.precision();
      default -> d.f1();
    };
  }

  /** A mask says nothing about how sure it is of a part: the larger one is looked at first. */
  private static double averagePrecision(LabelMap map, int label, LabelMap reference, int truth) {
    List<BoxDetection.Box> there = parts(reference, truth).stream().map(PartScores::box).toList();
    List<BoxDetection.Claim> claimed =
        parts(map, label).stream().map(p -> new BoxDetection.Claim(box(p), p.voxels())).toList();
    return BoxDetection.averagePrecision(List.of(new BoxDetection.Image(there, claimed)), IOU_50);
  }

  private static List<Part> parts(LabelMap map, int label) {
    return Components.of(map, label, Connectivity.CORNERS_26, Checkpoint.NONE).parts();
  }

  /** In voxels, from face to face. */
  private static BoxDetection.Box box(Part p) {
    double[] max = new double[3];
    double[] min = new double[3];
    for (int c = 0; c < 3; c++) {
      min[c] = p.min()[c];
      max[c] = p.max()[c] + 1;
    }
    return new BoxDetection.Box(min, max);
  }
}
