package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceTest {

  private static double[] vertex(Surface s, int triangle, int corner) {
    int v = 3 * s.triangles()[3 * triangle + corner];
    return new double[] {s.verticesMm()[v], s.verticesMm()[v + 1], s.verticesMm()[v + 2]};
  }

  /** Area and, by the divergence theorem, volume: positive if triangles are seen from outside. */
  private static double[] areaAndVolume(Surface s) {
    double area = 0;
    double volume = 0;
    for (int t = 0; t < s.triangles().length / 3; t++) {
      double[] a = vertex(s, t, 0);
      double[] b = vertex(s, t, 1);
      double[] c = vertex(s, t, 2);
      double[] n = new double[3];
      for (int r = 0; r < 3; r++) {
        int u = (r + 1) % 3;
        int w = (r + 2) % 3;
        n[r] = (b[u] - a[u]) * (c[w] - a[w]) - (b[w] - a[w]) * (c[u] - a[u]);
        volume += a[r] * n[r] / 6;
      }
      area += Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
    }
    return new double[] {area, volume};
  }

  private static void requireClosed(Surface s) {
    Map<Long, Integer> edges = new HashMap<>();
    for (int t = 0; t < s.triangles().length; t += 3) {
      for (int c = 0; c < 3; c++) {
        long a = s.triangles()[t + c];
        long b = s.triangles()[t + (c + 1) % 3];
        edges.merge(Math.min(a, b) << 32 | Math.max(a, b), a < b ? 1 : -1, Integer::sum);
      }
    }
    assertThat(edges.values()).allMatch(n -> n == 0);
    Set<List<Float>> places = new HashSet<>();
    for (int v = 0; v < s.verticesMm().length; v += 3) {
      places.add(List.of(s.verticesMm()[v], s.verticesMm()[v + 1], s.verticesMm()[v + 2]));
    }
    assertThat(places).hasSize(s.verticesMm().length / 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LAS", "SRP"})
  void noiseHasAClosedSurfaceWithTheMeshesAreaAndVolume(String codes) {
    Random random = new Random(4);
    Geometry g = Geometry.axisAligned(9, 8, 7, 0.8, 1.1, 2.3);
    short[] labels = new short[g.voxels()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (random.nextInt(2) * 4);
    }
    LabelMap map = Reorient.reorient(new LabelMap(g, labels, Map.of()), codes);
    Surface s = Surface.of(map, 4, Checkpoint.NONE);
    requireClosed(s);
    SurfaceMesh mesh = SurfaceMesh.of(map, 4, Checkpoint.NONE);
    assertThat(areaAndVolume(s)[0]).isCloseTo(mesh.areaMm2(), within(1e-2));
    assertThat(areaAndVolume(s)[1]).isCloseTo(mesh.volumeMm3(), within(1e-2));
  }

  @Test
  void aBoxHasItsAreaAndVolumeButForTheCutEdges() {
    Geometry g = Geometry.axisAligned(40, 40, 40, 0.5, 1, 2);
    LabelMap box =
        Phantoms.map(g, "box", Phantoms.box(new double[] {2, 5, 10}, new double[] {12, 25, 50}));
    SurfaceMesh mesh = SurfaceMesh.of(box, 1, Checkpoint.NONE);
    // 10 × 20 × 40 mm; the mesh cuts edges at half a voxel: at most its two sides' difference.
    assertThat(mesh.areaMm2()).isCloseTo(2 * (200 + 400 + 800), within(0.03 * 2800));
    assertThat(mesh.volumeMm3()).isCloseTo(8000, within(0.01 * 8000));
    assertThat(mesh.volumeMm3()).isLessThan(8000);
  }

  @Test
  void aBallsVolumeIsRightAndItsAreaTooLargeByTheStepsOfItsVoxels() {
    double r = 20;
    Geometry g = Phantoms.oblique(60, new double[] {0.8, 0.8, 0.8}, 30, 20);
    LabelMap ball = Phantoms.map(g, "ball", Phantoms.sphere(new double[3], r));
    SurfaceMesh mesh = SurfaceMesh.of(ball, 1, Checkpoint.NONE);
    assertThat(mesh.volumeMm3()).isCloseTo(4 / 3.0 * Math.PI * r * r * r, within(200.0));
    // A binary mask's mesh has terraces; the factor is known to be about 1.09 for marching cubes.
    assertThat(mesh.areaMm2() / (4 * Math.PI * r * r)).isBetween(1.03, 1.11);
    Surface s = Surface.of(ball, 1, Checkpoint.NONE);
    requireClosed(s);
    // One ball: V − E + F = 2, and a closed triangle mesh has 3 F = 2 E.
    int faces = s.triangles().length / 3;
    assertThat(s.verticesMm().length / 3 - faces / 2).isEqualTo(2);
    for (int v = 0; v < s.verticesMm().length; v += 3) {
      double d =
          Math.hypot(Math.hypot(s.verticesMm()[v], s.verticesMm()[v + 1]), s.verticesMm()[v + 2]);
      assertThat(d).isBetween(r - 0.4 - 1e-3, r + 0.4 + 1e-3);
    }
  }

  @Test
  void noVoxelHasNoSurface() {
    Geometry g = Geometry.axisAligned(3, 3, 3, 1, 1, 1);
    LabelMap none = new LabelMap(g, new short[27], Map.of());
    assertThat(Surface.of(none, 1, Checkpoint.NONE).triangles()).isEmpty();
    assertThat(SurfaceMesh.of(none, 1, Checkpoint.NONE)).isEqualTo(new SurfaceMesh(0, 0));
  }
}
