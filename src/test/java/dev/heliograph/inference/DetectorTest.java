package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The shipped detector against {@code by_card} of training/blood_cells/evaluate.py. */
class DetectorTest {

  private static final Monitor QUIET = new ObeliskRealDataTest.Stop();
  private final Models models = new Models(Path.of("models"), Path.of("nothing-is-pulled"));
  private final Detector detector = new Detector(new Sessions(models, 1, Duration.ofMinutes(1)));

  /** Discs in the colours of a smear; the same as in the script that gave the numbers. */
  private static Raster drawn(int width, int height) {
    int[] rgb = new int[width * height];
    Arrays.fill(rgb, 225 << 16 | 220 << 8 | 215);
    for (int k = 0; k < width * height / 60000; k++) {
      int cx = 170 + k * 211 % (width - 300);
      int cy = 110 + k * 137 % (height - 220);
      int r = k % 5 == 0 ? 95 : k % 5 == 1 ? 20 : 51;
      int colour = k % 5 < 2 ? 110 << 16 | 70 << 8 | 150 : 200 << 16 | 150 << 8 | 160;
      for (int i = 0; i < rgb.length; i++) {
        int dx = i % width - cx;
        int dy = i / width - cy;
        rgb[i] = dx * dx + dy * dy < r * r ? colour : rgb[i];
      }
    }
    return new Raster(width, height, rgb);
  }

  private void check(int width, int height, double[][] best, double scores, int[] counts)
      throws IOException {
    ModelCard card = models.card("blood-cells");
    PictureRules rules = Objects.requireNonNull(card.picture());
    List<Detections.Found> found =
        detector.look(
            card, rules, Objects.requireNonNull(rules.boxes()), drawn(width, height), QUIET);
    for (int i = 0; i < best.length; i++) {
      Detections.Found f = found.get(i);
      double[] got = {f.left(), f.top(), f.right(), f.bottom(), f.score()};
      for (int k = 0; k < 4; k++) {
        assertThat(got[k]).isCloseTo(best[i][k], within(0.02));
      }
      assertThat(got[4]).isCloseTo(best[i][4], within(1e-3));
    }
    assertThat(found.stream().mapToDouble(Detections.Found::score).sum())
        .isCloseTo(scores, within(1e-3 * found.size()));
    for (ModelCard.Label label : card.labels()) {
      assertThat(found.stream().filter(f -> f.label().equals(label)).count())
          .isEqualTo(counts[label.index() - 1]);
    }
  }

  @Test
  void aDrawnFieldGivesThePythonReference() throws IOException {
    double[][] best = {
      {69.213, 5.787, 259.353, 220.625, 0.77864},
      {404.936, 199.204, 523.895, 321.356, 0.74494},
      {274.116, 79.601, 394.137, 196.642, 0.66196},
      {352.813, 221.162, 405.481, 276.765, 0.65274}
    };
    check(640, 480, best, 2.8383, new int[] {2, 1, 1});
  }

  @Test
  void aLargePictureIsLookedAtInTilesAndNothingIsCountedTwice() throws IOException {
    double[][] best = {
      {68.057, 3.586, 279.108, 217.136, 0.90163},
      {533.421, 777.872, 754.781, 1007.133, 0.89952},
      {973.827, 487.925, 1186.931, 712.408, 0.88936},
      {828.332, 297.095, 1041.76, 513.035, 0.88829}
    };
    check(1500, 1100, best, 13.9564, new int[] {11, 6, 2});
  }

  @Test
  void greyPicturesAndPicturesWithoutEndAreRefused() throws IOException {
    ModelCard card = models.card("blood-cells");
    int[] grey = new int[200 * 200];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = i % 251 << 16 | i % 251 << 8 | i % 251;
    }
    assertThatThrownBy(() -> detector.detect(card, new Raster(200, 200, grey), QUIET))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not look like a picture of the blood smear");
  }

  @Test
  void tilesReachTheEndWithTheOverlapAskedFor() {
    assertThat(Detector.starts(320, 320, 0.4)).containsExactly(0);
    int[] starts = Detector.starts(1000, 320, 0.4);
    assertThat(starts[starts.length - 1]).isEqualTo(680);
    for (int i = 1; i < starts.length; i++) {
      assertThat(starts[i] - starts[i - 1]).isLessThanOrEqualTo(192);
    }
  }

  @Test
  void ofBoxesThatOverlapTheBestIsKept() throws IOException {
    ModelCard.Label label = models.card("blood-cells").labels().get(0);
    ModelCard.Label other = models.card("blood-cells").labels().get(1);
    Detections.Found best = new Detections.Found(label, 0.9, 0, 0, 10, 10);
    Detections.Found near = new Detections.Found(label, 0.8, 1, 0, 11, 10); // IoU 9 / 11
    Detections.Found half = new Detections.Found(label, 0.7, 5, 0, 15, 10); // IoU 1 / 3
    Detections.Found another = new Detections.Found(other, 0.6, 0, 0, 10, 10);
    assertThat(best.overlap(near)).isCloseTo(9.0 / 11, within(1e-12));
    assertThat(Detector.suppress(List.of(another, half, near, best), 0.5))
        .containsExactly(best, half, another);
  }
}
