package dev.heliograph.cli;

import dev.heliograph.volume.LabelMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The label values of FLARE's abdominal organs (2022 and later, 13 organs). */
final class FlareLabels {

  /** From 1 on, in FLARE's order. */
  static final List<String> ORGANS =
      List.of(
          "liver",
          "right_kidney",
          "spleen",
          "pancreas",
          "aorta",
          "inferior_vena_cava",
          "right_adrenal_gland",
          "left_adrenal_gland",
          "gallbladder",
          "esophagus",
          "stomach",
          "duodenum",
          "left_kidney");

  private FlareLabels() {}

  /**
   * Several models' maps of one scan as one in FLARE's numbers. Each organ is taken from the first
   * map that has it among its structures; where two organs claim a voxel the earlier map's counts.
   *
   * @param maps on one grid; at least one
   */
  static LabelMap merge(List<LabelMap> maps) {
    short[] out = new short[maps.get(0).labels().length];
    Map<Integer, String> structures = new TreeMap<>();
    for (LabelMap map : maps) {
      short[] value = new short[65536];
      map.structures()
          .forEach(
              (label, name) -> {
                int flare = ORGANS.indexOf(name) + 1;
                if (flare > 0 && structures.putIfAbsent(flare, name) == null) {
                  value[label] = (short) flare;
                }
              });
      short[] labels = map.labels();
      for (int p = 0; p < out.length; p++) {
        out[p] = out[p] == 0 ? value[labels[p] & 0xffff] : out[p];
      }
    }
    return new LabelMap(maps.get(0).geometry(), out, structures);
  }
}
