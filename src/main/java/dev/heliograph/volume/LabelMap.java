package dev.heliograph.volume;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One label per voxel; 0 is background.
 *
 * <p>{@code labels} has length {@code geometry.voxels()}, x fastest, read as unsigned 16-bit
 * numbers. The array is not copied: whoever makes a label map gives the array away.
 *
 * @param geometry the grid
 * @param labels one label per voxel
 * @param structures what each label value means, such as 1 → "liver" (vocabulary names); may hold
 *     labels that have no voxel, which says that the structure was looked for and not found
 */
public record LabelMap(Geometry geometry, short[] labels, SortedMap<Integer, String> structures) {

  public LabelMap(Geometry geometry, short[] labels, Map<Integer, String> structures) {
    this(geometry, labels, Collections.unmodifiableSortedMap(new TreeMap<>(structures)));
  }

  public LabelMap {
    if (labels.length != geometry.voxels()) {
      throw new IllegalArgumentException(
          labels.length + " labels for a grid of " + geometry.voxels() + " voxels");
    }
  }

  /** Label of voxel (i, j, k), 0 to 65535. */
  public int at(int i, int j, int k) {
    return labels[geometry.index(i, j, k)] & 0xffff;
  }

  /** The label value of a structure, or empty if this map does not know the structure. */
  public OptionalInt labelOf(String structure) {
    return structures.entrySet().stream()
        .filter(e -> e.getValue().equals(structure))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }
}
