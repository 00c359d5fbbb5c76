package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Solids with known volume and area, with points inside, on faces and on edges. */
class ConvexHull3Test {

  @Test
  void boxOfALattice() {
    List<double[]> points = new ArrayList<>();
    for (int n = 0; n < 6 * 5 * 4; n++) {
      points.add(new double[] {n % 6 * 0.7, n / 6 % 5, n / 30 * 2.5});
    }
    ConvexHull3 hull = ConvexHull3.of(points, Checkpoint.NONE);
    assertThat(hull.volume()).isCloseTo(3.5 * 4 * 7.5, within(1e-9));
    assertThat(hull.area()).isCloseTo(2 * (3.5 * 4 + 4 * 7.5 + 3.5 * 7.5), within(1e-9));
    assertThat(hull.diameter()).isCloseTo(Math.sqrt(12.25 + 16 + 56.25), within(1e-12));
  }

  @Test
  void tetrahedronWithPointsInside() {
    Random random = new Random(5);
    List<double[]> points = new ArrayList<>();
    for (int n = 0; n < 500; n++) {
      double[] w = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      if (w[0] + w[1] + w[2] < 1) {
        points.add(w);
      }
    }
    points.addAll(
        List.of(
            new double[3], new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1}));
    ConvexHull3 hull = ConvexHull3.of(points, Checkpoint.NONE);
    assertThat(hull.volume()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(hull.area()).isCloseTo(1.5 + Math.sqrt(3) / 2, within(1e-12));
  }

  @Test
  void pointsOfAPlaneHaveNone() {
    List<double[]> flat =
        List.of(
            new double[3], new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {1, 1, 0});
    assertThatThrownBy(() -> ConvexHull3.of(flat, Checkpoint.NONE)).hasMessageContaining("plane");
  }
}
