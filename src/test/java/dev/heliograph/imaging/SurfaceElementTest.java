package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurfaceElementTest {

  private static final double[] UNIT = {1, 1, 1};

  @Test
  void allShapesHaveTheAreasOfSurfaceDistance() {
    double[] areas = SurfaceElement.areasMm2(Peers.spacingMm());
    double[] theirs = Peers.surfaceAreas();
    assertThat(theirs).hasSize(256);
    for (int code = 0; code < 256; code++) {
      assertThat(areas[code]).as("code %d", code).isCloseTo(theirs[code], within(1e-12));
    }
  }

  /** By hand: triangles with sides of √½, faces, and rectangles of 1 × √½. */
  @Test
  void simpleShapesByHand() {
    double[] areas = SurfaceElement.areasMm2(UNIT);
    double corner = Math.sqrt(3) / 8;
    assertThat(areas[0]).isZero();
    assertThat(areas[255]).isZero();
    assertThat(areas[0b1]).isCloseTo(corner, within(1e-15));
    assertThat(areas[0b11]).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(areas[0b1111]).isCloseTo(1, within(1e-15));
    assertThat(areas[0b10000001]).isCloseTo(2 * corner, within(1e-15));
    assertThat(areas[0b0110]).isCloseTo(2 * corner, within(1e-15));
    // A regular hexagon with sides of √½.
    assertThat(areas[0b10111]).isCloseTo(1.5 * Math.sqrt(3) / 2, within(1e-15));
    assertThat(SurfaceElement.areasMm2(new double[] {2, 3, 5})[0b1111]).isCloseTo(6, within(1e-15));
  }

  @Test
  void insideAndOutsideMirrorsAndTurnsHaveTheSameSurface() {
    double[] areas = SurfaceElement.areasMm2(new double[] {0.7, 1.1, 3});
    double[] turned = SurfaceElement.areasMm2(new double[] {1.1, 3, 0.7});
    for (int code = 0; code < 256; code++) {
      assertThat(areas[~code & 0xff]).isCloseTo(areas[code], within(1e-15));
      int mirrored = 0;
      int turn = 0;
      for (int v = 0; v < 8; v++) {
        if ((code >> v & 1) != 0) {
          mirrored |= 1 << (v ^ 5);
          // x, y, z become z, x, y.
          turn |= 1 << (v >> 1 | (v & 1) << 2);
        }
      }
      assertThat(areas[mirrored]).isCloseTo(areas[code], within(1e-15));
      assertThat(turned[turn]).isCloseTo(areas[code], within(1e-14));
    }
  }
}
