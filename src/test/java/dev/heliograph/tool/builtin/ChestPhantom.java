package dev.heliograph.tool.builtin;

import dev.heliograph.testing.Phantoms;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest.Fixture;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Map;

/**
 * A chest CT of 60 × 40 × 10 voxels of 0.5 × 0.5 × 3 mm: air, a heart of 40 HU with three
 * calcifications, and two lungs of −870 HU, a quarter of the right one at −960 HU. Nothing touches
 * the edge.
 */
final class ChestPhantom {

  static final Geometry GRID = Geometry.axisAligned(60, 40, 10, 0.5, 0.5, 3);

  private final float[] values = new float[GRID.voxels()];
  private final short[] labels = new short[GRID.voxels()];

  ChestPhantom() {
    Arrays.fill(values, -1000);
    box(new int[] {22, 5, 2}, new int[] {38, 35, 8}, 40, 1);
    // 4 × 4 pixels (4 mm²) with a peak of 250 HU in 2 slices: 2 · 4 · 2 = 16.
    box(new int[] {24, 10, 3}, new int[] {28, 14, 5}, 150, 1);
    values[GRID.index(25, 11, 3)] = 250;
    values[GRID.index(25, 11, 4)] = 250;
    // 2 × 2 pixels (1 mm²) with a peak of 600 HU in 1 slice: 1 · 4 = 4.
    box(new int[] {32, 20, 5}, new int[] {34, 22, 6}, 600, 1);
    // 3 pixels (0.75 mm²): too small.
    box(new int[] {30, 30, 5}, new int[] {33, 31, 6}, 600, 1);
    box(new int[] {4, 5, 2}, new int[] {20, 35, 8}, -870, 2);
    box(new int[] {4, 5, 2}, new int[] {12, 20, 8}, -960, 2);
    box(new int[] {40, 5, 2}, new int[] {56, 35, 8}, -870, 3);
  }

  /** What the Agatston score of the heart is. */
  static final double SCORE = 20;

  Volume volume() {
    return new Volume(GRID, values, Unit.HOUNSFIELD);
  }

  LabelMap map() {
    return new LabelMap(GRID, labels, Map.of(1, "heart", 2, "right_lung", 3, "left_lung"));
  }

  static Fixture in(InMemoryContext context) {
    ChestPhantom phantom = new ChestPhantom();
    String image = context.add(phantom.volume());
    return new Fixture(image, context.add(phantom.map(), image));
  }

  /** By voxel indices, {@code to} exclusive. */
  void box(int[] from, int[] to, float value, int label) {
    LabelMap box =
        Phantoms.map(
            Geometry.axisAligned(60, 40, 10, 1, 1, 1),
            "box",
            Phantoms.box(
                new double[] {from[0], from[1], from[2]}, new double[] {to[0], to[1], to[2]}));
    for (int p = 0; p < labels.length; p++) {
      if (box.labels()[p] == 1) {
        labels[p] = (short) label;
        values[p] = value;
      }
    }
  }
}
