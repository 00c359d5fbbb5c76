package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.BoxDetection.Box;
import dev.heliograph.imaging.BoxDetection.Claim;
import dev.heliograph.imaging.BoxDetection.Image;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectionTest {

  /** One row of voxels, one character each. */
  private static LesionOverlap lesions(String truth, String prediction) {
    return LesionOverlap.of(row(truth), 1, row(prediction), 1, Parallel.of(2), Checkpoint.NONE);
  }

  private static LabelMap row(String voxels) {
    short[] labels = new short[voxels.length()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (voxels.charAt(p) == '#' ? 1 : 0);
    }
    return new LabelMap(Geometry.axisAligned(labels.length, 1, 1, 1, 1, 1), labels, Map.of());
  }

  @Test
  void threeLesionsByHand() {
    // Found exactly; found by a quarter; missed; and one false alarm.
    LesionOverlap o =
        lesions(
            "####...####......##......", //
            "####......#.........###..");
    assertThat(o.byOverlap()).isEqualTo(new Detection(3, 2, 3, 2));
    assertThat(o.byIou(0.25)).isEqualTo(new Detection(3, 2, 3, 2));
    assertThat(o.byIou(0.5)).isEqualTo(new Detection(3, 1, 3, 1));
    Detection half = o.byIou(0.5);
    assertThat(half.recall()).isEqualTo(1.0 / 3);
    assertThat(half.precision()).isEqualTo(1.0 / 3);
    assertThat(half.f1()).isCloseTo(1.0 / 3, within(1e-15));
  }

  /** A claim across two lesions touches both, but can be the match of one only. */
  @Test
  void oneClaimForTwoLesions() {
    LesionOverlap o = lesions("######.###", "##########");
    assertThat(o.byOverlap()).isEqualTo(new Detection(2, 2, 1, 1));
    assertThat(o.byIou(0.1)).isEqualTo(new Detection(2, 1, 1, 1));
    assertThat(o.byIou(0.61)).isEqualTo(new Detection(2, 0, 1, 0));
  }

  /** The better pair counts, whichever part comes first. */
  @Test
  void theBestPairIsTakenFirst() {
    assertThat(lesions("##########", "##.#######").byIou(0.15))
        .isEqualTo(new Detection(1, 1, 2, 1));
    assertThat(lesions("###.######", "..########").byIou(0.1)).isEqualTo(new Detection(2, 1, 1, 1));
  }

  @Test
  void swappingTheSidesSwapsRecallAndPrecision() {
    LesionOverlap o = lesions("##..##.##..#", "##.###......");
    LesionOverlap swapped = lesions("##.###......", "##..##.##..#");
    assertThat(swapped.byOverlap().recall()).isEqualTo(o.byOverlap().precision());
    assertThat(swapped.byIou(0.5).precision()).isEqualTo(o.byIou(0.5).recall());
    assertThat(swapped.byIou(0.5).f1()).isEqualTo(o.byIou(0.5).f1());
  }

  @Test
  void emptyCases() {
    Detection nothing = lesions("....", "....").byOverlap();
    assertThat(nothing.f1()).isEqualTo(1);
    assertThat(nothing.recall()).isEqualTo(1);
    Detection alarm = lesions("....", "..#.").byIou(0.5);
    assertThat(alarm.f1()).isZero();
    assertThat(alarm.precision()).isZero();
    Detection missed = lesions("..#.", "....").byOverlap();
    assertThat(missed.f1()).isZero();
    assertThat(missed.recall()).isZero();
  }

  private static Box box(double... minMax) {
    int n = minMax.length / 2;
    double[] min = new double[n];
    double[] max = new double[n];
    System.arraycopy(minMax, 0, min, 0, n);
    System.arraycopy(minMax, n, max, 0, n);
    return new Box(min, max);
  }

  @Test
  void intersectionOverUnionOfBoxes() {
    assertThat(box(0, 0, 2, 2).iou(box(1, 0, 3, 2))).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(box(0, 0, 0, 2, 2, 2).iou(box(1, 1, 1, 3, 3, 3))).isCloseTo(1.0 / 15, within(1e-15));
    assertThat(box(0, 0, 2, 2).iou(box(2, 0, 3, 2))).isZero();
    assertThat(box(1, 1, 1, 1).iou(box(1, 1, 1, 1))).isZero();
    assertThatThrownBy(() -> box(1, 0, 0, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Three boxes in two images, claims in the order right, wrong, right, twice the same, right: with
   * precision 1, 1/2, 2/3, 1/2, 3/5 the area is (1 + 2/3 + 3/5) / 3.
   */
  @Test
  void averagePrecisionByHand() {
    Box a = box(0, 0, 10, 10);
    Box b = box(20, 20, 30, 30);
    List<Image> images =
        List.of(
            new Image(
                List.of(a, b),
                List.of(
                    new Claim(box(0, 0, 10, 9), 0.5),
                    new Claim(box(40, 40, 50, 50), 0.8),
                    new Claim(a, 0.7),
                    new Claim(b, 0.2))),
            new Image(List.of(a), List.of(new Claim(box(0, 0, 10, 6), 0.9))));
    assertThat(BoxDetection.averagePrecision(images, 0.5))
        .isCloseTo((1 + 2.0 / 3 + 3.0 / 5) / 3, within(1e-15));
    // At a higher bar the surest claim is wrong, and comes first: 0, 0, 1/3, 1/4, 2/5.
    assertThat(BoxDetection.averagePrecision(images, 0.7))
        .isCloseTo((0.4 + 0.4) / 3, within(1e-15));
  }

  @Test
  void averagePrecisionOfNothing() {
    Box a = box(0, 0, 1, 1);
    assertThat(BoxDetection.averagePrecision(List.of(), 0.5)).isEqualTo(1);
    assertThat(
            BoxDetection.averagePrecision(
                List.of(new Image(List.of(), List.of(new Claim(a, 1)))), 0.5))
        .isZero();
    assertThat(BoxDetection.averagePrecision(List.of(new Image(List.of(a), List.of())), 0.5))
        .isZero();
  }
}
