package dev.heliograph.inference;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.List;
import java.util.Map;

/** Keeps the largest face-connected part of each label, or all of them, if large enough. */
final class Cleanup {

  private Cleanup() {}

  /**
   * @param labels one per voxel, not changed
   * @return a new array
   */
  static short[] clean(
      short[] labels, Geometry g, int count, ModelCard.Postprocessing rule, Checkpoint checkpoint) {
    if (!rule.largestComponent() && rule.minVolumeMl() <= 0) {
      return labels;
    }
    short[] out = new short[labels.length];
    LabelMap map = new LabelMap(g, labels, Map.of());
    for (int label = 1; label <= count; label++) {
      Components found = Components.of(map, label, Components.Connectivity.FACES_6, checkpoint);
      List<Components.Part> parts = found.parts();
      int keep = rule.largestComponent() ? Math.min(1, parts.size()) : parts.size();
      long voxels = parts.stream().limit(keep).mapToLong(Components.Part::voxels).sum();
      if (voxels * g.voxelVolumeMm3() / 1000 >= rule.minVolumeMl()) {
        for (int p = 0; p < keep; p++) {
          found.paint(p, out, (short) label);
        }
      }
    }
    return out;
  }
}
