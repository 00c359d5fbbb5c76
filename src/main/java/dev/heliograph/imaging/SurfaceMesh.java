package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Area and volume of the closed mesh half-way between the voxel centres inside and outside of a
 * region: marching cubes (Lorensen and Cline 1987, Comput Graph 21:163–169) at 0.5. Where the
 * corners of a cell's face alternate, the inside ones are joined, the same way from both sides, so
 * that the mesh is closed. A polygon that is not flat is cut so that the side with fewer corners
 * has the most volume: what the usual tables do, and flipping the image changes nothing.
 *
 * <p>The surface elements of surface Dice ({@code imaging.SurfaceElement}) follow another table,
 * which keeps such corners apart and encloses no volume.
 *
 * @param areaMm2 area of the mesh
 * @param volumeMm3 volume in it
 */
public record SurfaceMesh(double areaMm2, double volumeMm3) {

  /** The triangles of a cell with these corners inside, by bit: corner i + 2j + 4k. */
  static final List<List<double[][]>> CELLS = cells();

  /**
   * Of the voxels with a label; what lies beyond the grid is outside.
   *
   * @param label 1 to 65535
   */
  public static SurfaceMesh of(LabelMap map, int label, Checkpoint checkpoint) {
    Extent extent = Extent.of(map, label, checkpoint);
    if (extent.empty()) {
      return new SurfaceMesh(0, 0);
    }
    LabelMap box = Window.around(extent, 0).of(map);
    return of(box.geometry(), inside(box, label), checkpoint);
  }

  static boolean[] inside(LabelMap map, int label) {
    boolean[] inside = new boolean[map.labels().length];
    for (int p = 0; p < inside.length; p++) {
      inside[p] = map.labels()[p] == (short) label;
    }
    return inside;
  }

  /**
   * @param inside which voxels belong to the region, x fastest
   */
  public static SurfaceMesh of(Geometry g, boolean[] inside, Checkpoint checkpoint) {
    long[] count = new long[256];
    // ∮ x dA over the mesh: of each cell its place times the area that faces x, and the rest.
    long[] place = new long[256];
    for (int k = -1; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = -1; j < g.ny(); j++) {
        int cell = 0;
        for (int i = -1; i < g.nx(); i++) {
          // The right half of the cell to the left is the left half of this one.
          cell = ((cell >> 1) & 0x55) | column(g, inside, i + 1, j, k);
          count[cell]++;
          place[cell] += i;
        }
      }
    }
    double area = 0;
    double volume = 0;
    double[] a = g.affine();
    for (int c = 0; c < 256; c++) {
      if (count[c] == 0) {
        continue;
      }
      double cellArea = 0;
      for (double[][] t : CELLS.get(c)) {
        double[] u = minus(t[1], t[0]);
        double[] v = minus(t[2], t[0]);
        double[] n = cross(world(a, u), world(a, v));
        cellArea += Math.sqrt(dot(n, n)) / 2;
        double facing = cross(u, v)[0] / 2;
        volume += facing * (place[c] + count[c] * (t[0][0] + t[1][0] + t[2][0]) / 3);
      }
      area += count[c] * cellArea;
    }
    return new SurfaceMesh(area, volume * g.voxelVolumeMm3());
  }

  /** The bits of the four corners of a cell at i. */
  static int column(Geometry g, boolean[] inside, int i, int j, int k) {
    int bits = 0;
    if (i < g.nx()) {
      for (int c = 0; c < 4; c++) {
        int y = j + (c & 1);
        int z = k + (c >> 1);
        if (y >= 0 && z >= 0 && y < g.ny() && z < g.nz() && inside[g.index(i, y, z)]) {
          bits |= 2 << (2 * c);
        }
      }
    }
    return bits;
  }

  private static List<List<double[][]>> cells() {
    // The corners of each face, counter-clockwise from outside.
    int[][] faces = {
      {0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}
    };
    List<List<double[][]>> cells = new ArrayList<>();
    for (int inside = 0; inside < 256; inside++) {
      int[] next = new int[64];
      java.util.Arrays.fill(next, -1);
      for (int[] f : faces) {
        for (int c = 0; c < 4; c++) {
          // Around the face: an edge into the region, and the next one out of it.
          if (!in(inside, f[c]) && in(inside, f[(c + 1) % 4])) {
            int d = c + 3;
            while (!in(inside, f[d % 4])) {
              d--;
            }
            next[edge(f[c], f[(c + 1) % 4])] = edge(f[d % 4], f[(d + 1) % 4]);
          }
        }
      }
      List<double[][]> triangles = new ArrayList<>();
      for (int e = 0; e < 64; e++) {
        if (next[e] >= 0) {
          cut(loop(next, e), Integer.bitCount(inside) <= 4, triangles);
        }
      }
      cells.add(List.copyOf(triangles));
    }
    return List.copyOf(cells);
  }

  /** The middles of the edges around one polygon; takes it out of {@code next}. */
  private static List<double[]> loop(int[] next, int start) {
    List<double[]> polygon = new ArrayList<>();
    int e = start;
    do {
      double[] a = corner(e / 8);
      double[] b = corner(e % 8);
      polygon.add(new double[] {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2});
      int following = next[e];
      next[e] = -1;
      e = following;
    } while (e != start);
    return polygon;
  }

  /**
   * The triangulation of a polygon with the greatest (or least) volume below it, of equal ones that
   * with the smallest area.
   */
  private static void cut(List<double[]> polygon, boolean greatest, List<double[][]> triangles) {
    int n = polygon.size();
    double[][] volume = new double[n][n];
    double[][] area = new double[n][n];
    int[][] split = new int[n][n];
    for (int width = 2; width < n; width++) {
      for (int a = 0; a + width < n; a++) {
        int b = a + width;
        volume[a][b] = Double.NEGATIVE_INFINITY;
        for (int m = a + 1; m < b; m++) {
          double[][] t = {polygon.get(a), polygon.get(m), polygon.get(b)};
          double[] normal = cross(minus(t[1], t[0]), minus(t[2], t[0]));
          double below = dot(t[0], normal) * (greatest ? 1 : -1);
          double v = volume[a][m] + volume[m][b] + below;
          double s = area[a][m] + area[m][b] + Math.sqrt(dot(normal, normal));
          if (v > volume[a][b] + 1e-9 || (v > volume[a][b] - 1e-9 && s < area[a][b] - 1e-9)) {
            volume[a][b] = v;
            area[a][b] = s;
            split[a][b] = m;
          }
        }
      }
    }
    collect(polygon, split, 0, n - 1, triangles);
  }

  private static void collect(
      List<double[]> polygon, int[][] split, int a, int b, List<double[][]> triangles) {
    if (b - a >= 2) {
      int m = split[a][b];
      triangles.add(new double[][] {polygon.get(a), polygon.get(m), polygon.get(b)});
      collect(polygon, split, a, m, triangles);
      collect(polygon, split, m, b, triangles);
    }
  }

  private static boolean in(int inside, int corner) {
    return (inside >> corner & 1) != 0;
  }

  private static int edge(int a, int b) {
    return 8 * Math.min(a, b) + Math.max(a, b);
  }

  private static double[] corner(int c) {
    return new double[] {c & 1, c >> 1 & 1, c >> 2};
  }

  private static double[] world(double[] a, double[] v) {
    return new double[] {
      a[0] * v[0] + a[1] * v[1] + a[2] * v[2],
      a[4] * v[0] + a[5] * v[1] + a[6] * v[2],
      a[8] * v[0] + a[9] * v[1] + a[10] * v[2]
    };
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }
}
