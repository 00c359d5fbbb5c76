package dev.heliograph.bench;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.DistanceMap;
import dev.heliograph.imaging.Partition;
import dev.heliograph.volume.LabelMap;
import java.util.function.Function;

/** Connected components and distance maps. */
final class VoxelRows {

  private VoxelRows() {}

  static Operation components(Function<Scan, LabelMap> map) {
    return (scan, threads, warm) -> {
      Partition p =
          Partition.of(map.apply(scan), Connectivity.CORNERS_26, threads, Checkpoint.NONE);
      if (!warm) {
        return p.toLabelMap(threads, Checkpoint.NONE).labels();
      }
      short[] out =
          scan.buffer("components", short[].class, () -> new short[scan.ct.values().length]);
      p.paint(out, threads, Checkpoint.NONE);
      return out;
    };
  }

  static Operation inside(Function<Scan, LabelMap> map, int label) {
    return (scan, threads, warm) ->
        DistanceMap.inside(map.apply(scan), label, threads, Checkpoint.NONE).values();
  }

  static Operation outside(Function<Scan, LabelMap> map, int label) {
    return (scan, threads, warm) ->
        DistanceMap.outside(map.apply(scan), label, threads, Checkpoint.NONE).values();
  }
}
