package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tissues of a phantom whose parts are known, and of a real CT against TotalSegmentator's labels.
 */
class CtTissueTest {

  private static final Geometry GRID = Geometry.axisAligned(100, 80, 30, 3, 3, 4);

  private static final Pattern BONES =
      Pattern.compile("vertebrae.*|sacrum|sternum|(left|right)_(rib|hip|femur).*");

  /**
   * Fat round a box of lean tissue that holds two lungs, bowel gas, a spine, a rib and a
   * calcification.
   */
  private static Volume phantom() {
    float[] v = new float[GRID.voxels()];
    Arrays.fill(v, -1000);
    paint(v, -100, new double[] {15, 15, -10}, new double[] {285, 225, 200});
    paint(v, 50, new double[] {45, 45, -10}, new double[] {255, 195, 200});
    paint(v, -100, new double[] {60, 60, -10}, new double[] {240, 180, 40}); // visceral fat
    paint(v, -850, new double[] {60, 60, 60}, new double[] {120, 180, 200});
    paint(v, -850, new double[] {180, 60, 60}, new double[] {240, 180, 200});
    paint(v, -1000, new double[] {90, 120, 8}, new double[] {150, 165, 36}); // 76 mL of bowel gas
    paint(v, 400, new double[] {135, 48, -10}, new double[] {165, 78, 200});
    paint(v, 150, new double[] {141, 54, -10}, new double[] {159, 72, 200}); // marrow
    paint(v, 500, new double[] {147, 141, 100}, new double[] {153, 147, 104}); // 2 × 2 × 1 voxels
    return new Volume(GRID, v, Unit.HOUNSFIELD);
  }

  private static void paint(float[] values, float hu, double[] from, double[] to) {
    LabelMap box = Phantoms.map(GRID, "box", Phantoms.box(from, to));
    for (int p = 0; p < values.length; p++) {
      values[p] = box.labels()[p] == 1 ? hu : values[p];
    }
  }

  private static long count(LabelMap map, String structure) {
    int label = map.labelOf(structure).orElseThrow();
    long n = 0;
    for (short l : map.labels()) {
      n += l == label ? 1 : 0;
    }
    return n;
  }

  @Test
  void eachTissueOfThePhantomHasItsVoxels() {
    LabelMap t = CtTissue.of(phantom(), Checkpoint.NONE);
    long slices = 30 - 15; // lungs: z = 60 … 116
    assertThat(count(t, "left_lung")).isEqualTo(20 * 40 * slices);
    assertThat(count(t, "right_lung")).isEqualTo(20 * 40 * slices);
    assertThat(count(t, "bone")).isEqualTo(10 * 10 * 30);
    assertThat(count(t, "gas")).isEqualTo(20 * 15 * 7);
    assertThat(count(t, "calcification")).isEqualTo(4);
    // The wall is known by whole degrees, so at a box's corners some fat beyond it is taken for
    // inner.
    assertThat((double) count(t, "subcutaneous_fat"))
        .isBetween(0.97 * (90 * 70 - 70 * 50) * 30, 1.0 * (90 * 70 - 70 * 50) * 30);
    long fat = 60 * 40 * 10 - 20 * 15 * 7 - 10 * 6 * 10; // without gas and the spine in it
    assertThat(count(t, "visceral_fat") + count(t, "subcutaneous_fat"))
        .isEqualTo(fat + (90 * 70 - 70 * 50) * 30L);
    assertThat(count(CtTissue.body(phantom(), Checkpoint.NONE), "body")).isEqualTo(90 * 70 * 30L);
  }

  @Test
  void aTurnedScanGivesTheSameTissues() {
    LabelMap upright = CtTissue.of(phantom(), Checkpoint.NONE);
    for (String codes : new String[] {"LPS", "SAR", "PIR"}) {
      LabelMap turned = CtTissue.of(Reorient.reorient(phantom(), codes), Checkpoint.NONE);
      assertThat(Reorient.reorient(turned, "RAS").labels()).as(codes).isEqualTo(upright.labels());
    }
  }

  @Test
  void aScanWithoutBodyHasNoTissue() {
    Geometry g = Geometry.axisAligned(8, 8, 8, 1, 1, 1);
    float[] air = new float[g.voxels()];
    Arrays.fill(air, -1000);
    LabelMap t = CtTissue.of(new Volume(g, air, Unit.HOUNSFIELD), Checkpoint.NONE);
    assertThat(t.labels()).containsOnly((short) 0);
  }

  /**
   * The limits of the lungs (20 mL, −950 HU) were changed after gas in this scan's colon had been
   * taken for a lung; everything else is as it was before it was looked at.
   */
  @Test
  void aRealCtAgreesWithTotalSegmentator() {
    SampleCt ct = SampleCt.load();
    LabelMap t = CtTissue.of(ct.volume(), Checkpoint.NONE);
    LabelMap truth = ct.labels();
    assertThat(dice(t, l -> l == 1, truth, l -> name(truth, l).startsWith("left_lung")))
        .isGreaterThan(0.9);
    assertThat(dice(t, l -> l == 2, truth, l -> name(truth, l).startsWith("right_lung")))
        .isGreaterThan(0.9);
    assertThat(dice(t, l -> l == 3, truth, l -> BONES.matcher(name(truth, l)).matches()))
        .isGreaterThan(0.7);
    for (String muscle : new String[] {"autochthon", "iliopsoas"}) {
      assertThat(share(t, l -> l == 6, truth, l -> name(truth, l).endsWith(muscle)))
          .isGreaterThan(0.9);
    }
  }

  private static String name(LabelMap map, int label) {
    return map.structures().getOrDefault(label, "");
  }

  private static double dice(LabelMap a, IntPredicate inA, LabelMap b, IntPredicate inB) {
    long both = 0;
    long sum = 0;
    for (int p = 0; p < a.labels().length; p++) {
      boolean x = inA.test(a.labels()[p] & 0xffff);
      boolean y = inB.test(b.labels()[p] & 0xffff);
      both += x && y ? 1 : 0;
      sum += (x ? 1 : 0) + (y ? 1 : 0);
    }
    return 2.0 * both / sum;
  }

  /** Share of B that is in A. */
  private static double share(LabelMap a, IntPredicate inA, LabelMap b, IntPredicate inB) {
    long both = 0;
    long all = 0;
    for (int p = 0; p < a.labels().length; p++) {
      if (inB.test(b.labels()[p] & 0xffff)) {
        all++;
        both += inA.test(a.labels()[p] & 0xffff) ? 1 : 0;
      }
    }
    return (double) both / all;
  }
}
