package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {

  @Test
  void axesOfATurnedBox() {
    // A box of 40 × 20 × 8 mm, built on a grid that is turned by 30° and tilted by 20°.
    Geometry g = Phantoms.oblique(48, new double[] {1, 1, 1}, 30, 20);
    short[] labels = new short[g.voxels()];
    for (int k = 20; k < 28; k++) {
      for (int j = 14; j < 34; j++) {
        for (int i = 4; i < 44; i++) {
          labels[g.index(i, j, k)] = 1;
        }
      }
    }
    PrincipalAxes axes = PrincipalAxes.of(g, p -> labels[p] == 1, Checkpoint.NONE);
    int n = 40 * 20 * 8;
    // Variance of m equal steps: (m² − 1) / 12, times n / (n − 1).
    double sample = n / (n - 1.0);
    assertThat(axes.variancesMm2()[0]).isCloseTo((1600 - 1) / 12.0 * sample, within(1e-9));
    assertThat(axes.variancesMm2()[1]).isCloseTo((400 - 1) / 12.0 * sample, within(1e-9));
    assertThat(axes.variancesMm2()[2]).isCloseTo((64 - 1) / 12.0 * sample, within(1e-9));
    double[] a = g.affine();
    for (int axis = 0; axis < 3; axis++) {
      double along =
          a[axis] * axes.axes()[axis][0]
              + a[4 + axis] * axes.axes()[axis][1]
              + a[8 + axis] * axes.axes()[axis][2];
      assertThat(Math.abs(along)).isCloseTo(1, within(1e-9));
    }
    assertThat(axes.centreMm()).containsExactly(new double[] {0, 0, 0}, within(1e-9));
  }

  @Test
  void turningTheMemoryChangesNothing() {
    Geometry g = Phantoms.oblique(24, new double[] {0.8, 1.2, 2}, 10, -25);
    LabelMap map =
        Phantoms.map(g, "box", Phantoms.box(new double[] {-6, -3, -9}, new double[] {5, 4, 8}));
    LabelMap other = Reorient.reorient(map, "PIR");
    PrincipalAxes a = PrincipalAxes.of(g, p -> map.labels()[p] == 1, Checkpoint.NONE);
    PrincipalAxes b =
        PrincipalAxes.of(other.geometry(), p -> other.labels()[p] == 1, Checkpoint.NONE);
    for (int e = 0; e < 3; e++) {
      assertThat(b.variancesMm2()[e]).isCloseTo(a.variancesMm2()[e], within(1e-9));
      assertThat(b.axes()[e]).containsExactly(a.axes()[e], within(1e-9));
    }
    assertThatThrownBy(() -> PrincipalAxes.of(g, p -> false, Checkpoint.NONE))
        .hasMessageContaining("no voxel");
  }
}
