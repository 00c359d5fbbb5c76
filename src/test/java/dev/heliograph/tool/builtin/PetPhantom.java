package dev.heliograph.tool.builtin;

import dev.heliograph.study.Modality;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest.Fixture;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PET of 24³ voxels of 4 mm: background 1, a lesion of 10 × 8 × 6 voxels with 6, of which a cube
 * of 4 × 4 × 4 has 10 and one voxel in its middle 12.
 */
final class PetPhantom {

  static final Geometry GRID = Geometry.axisAligned(24, 24, 24, 4, 4, 4);
  static final int LESION = 480;
  static final int CUBE = 64;

  /** 370 MBq of ¹⁸F an hour before the scan, in 80 kg and 1.80 m. */
  static final Map<String, String> FDG =
      new TreeMap<>(
          Map.of(
              "Modality", "PT",
              "Units", "BQML",
              "CorrectedImage", "NORM\\DTIM\\ATTN\\SCAT\\DECY",
              "DecayCorrection", "START",
              "RadionuclideTotalDose", "370000000",
              "RadionuclideHalfLife", "6586.2",
              "DecaySeconds", "3600",
              "PatientWeight", "80",
              "PatientSize", "1.8",
              "PatientSex", "F"));

  private PetPhantom() {}

  static float[] values() {
    float[] values = new float[GRID.voxels()];
    Arrays.fill(values, 1);
    fill(values, new double[] {6, 6, 6}, new double[] {16, 14, 12}, 6);
    fill(values, new double[] {8, 8, 7}, new double[] {12, 12, 11}, 10);
    values[GRID.index(10, 10, 9)] = 12;
    return values;
  }

  static LabelMap map() {
    short[] labels = inside(new double[] {6, 6, 6}, new double[] {16, 14, 12});
    return new LabelMap(GRID, labels, Map.of(1, "lesion"));
  }

  static Fixture in(InMemoryContext context, float factor, Map<String, String> attributes) {
    float[] values = values();
    for (int p = 0; p < values.length; p++) {
      values[p] *= factor;
    }
    String image = context.add(new Volume(GRID, values, Unit.ARBITRARY), Modality.PT, attributes);
    return new Fixture(image, context.add(map(), image));
  }

  private static void fill(float[] values, double[] from, double[] to, float value) {
    short[] box = inside(from, to);
    for (int p = 0; p < values.length; p++) {
      values[p] = box[p] == 1 ? value : values[p];
    }
  }

  private static short[] inside(double[] from, double[] to) {
    return Phantoms.map(Geometry.axisAligned(24, 24, 24, 1, 1, 1), "box", Phantoms.box(from, to))
        .labels();
  }
}
