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
 * A CT of 40 × 40 × 30 mm at 1 mm: 50 HU everywhere, a liver of 10 × 12 × 8 mm inside, a spleen of
 * two boxes of 8 × 8 × 20 and 4 × 4 × 4 mm that does not touch the edge, a stomach that does, and a
 * pancreas that was looked for and is not there.
 */
final class MeasuringPhantom {

  static final Geometry GRID = Geometry.axisAligned(40, 40, 30, 1, 1, 1);

  private MeasuringPhantom() {}

  static Volume volume() {
    float[] values = new float[GRID.voxels()];
    Arrays.fill(values, 50);
    return new Volume(GRID, values, Unit.HOUNSFIELD);
  }

  static LabelMap labels() {
    short[] labels = new short[GRID.voxels()];
    paint(labels, 1, new double[] {5, 5, 5}, new double[] {15, 17, 13});
    paint(labels, 2, new double[] {25, 25, 5}, new double[] {33, 33, 25});
    paint(labels, 2, new double[] {5, 30, 5}, new double[] {9, 34, 9});
    paint(labels, 3, new double[] {25, 5, 20}, new double[] {35, 15, 30});
    return new LabelMap(GRID, labels, Map.of(1, "liver", 2, "spleen", 3, "stomach", 4, "pancreas"));
  }

  static Fixture in(InMemoryContext context) {
    String image = context.add(volume());
    return new Fixture(image, context.add(labels(), image));
  }

  private static void paint(short[] labels, int label, double[] from, double[] to) {
    short[] box = Phantoms.map(GRID, "box", Phantoms.box(from, to)).labels();
    for (int p = 0; p < box.length; p++) {
      if (box[p] == 1) {
        labels[p] = (short) label;
      }
    }
  }
}
