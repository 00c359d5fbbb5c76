package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;

/**
 * The triangles of a structure's {@link SurfaceMesh}, for a viewer. The mesh is closed: each edge
 * belongs to as many triangles in one direction as in the other. What lies beyond the grid is
 * outside, so a structure cut by its edge is capped there.
 *
 * @param verticesMm x, y and z of each vertex, RAS millimetres; no two are the same
 * @param triangles three vertex numbers each, counter-clockwise seen from outside
 */
public record Surface(float[] verticesMm, int[] triangles) {

  /**
   * @param label 1 to 65535
   */
  public static Surface of(LabelMap map, int label, Checkpoint checkpoint) {
    Extent extent = Extent.of(map, label, checkpoint);
    if (extent.empty()) {
      return new Surface(new float[0], new int[0]);
    }
    LabelMap box = Window.around(extent, 0).of(map);
    Builder builder = new Builder(box.geometry());
    builder.run(SurfaceMesh.inside(box, label), checkpoint);
    return new Surface(
        Arrays.copyOf(builder.vertices, builder.vertexNumbers),
        Arrays.copyOf(builder.triangles, builder.triangleNumbers));
  }

  private static final class Builder {
    private final Geometry g;
    private final boolean mirrored;
    private final int nx;

    /** Of the edges along x, y and z from each corner of two layers: vertex number + 1. */
    private final int[][] edges;

    private float[] vertices = new float[3 * 1024];
    private int vertexNumbers;
    private int[] triangles = new int[3 * 1024];
    private int triangleNumbers;

    Builder(Geometry g) {
      this.g = g;
      // Voxel axes that are left-handed in the world turn the triangles around.
      double[] a = g.affine();
      this.mirrored =
          a[0] * (a[5] * a[10] - a[6] * a[9])
                  - a[1] * (a[4] * a[10] - a[6] * a[8])
                  + a[2] * (a[4] * a[9] - a[5] * a[8])
              < 0;
      this.nx = g.nx() + 2;
      this.edges = new int[2][3 * nx * (g.ny() + 2)];
    }

    void run(boolean[] inside, Checkpoint checkpoint) {
      for (int k = -1; k < g.nz(); k++) {
        checkpoint.check();
        for (int j = -1; j < g.ny(); j++) {
          int cell = 0;
          for (int i = -1; i < g.nx(); i++) {
            cell = ((cell >> 1) & 0x55) | SurfaceMesh.column(g, inside, i + 1, j, k);
            for (double[][] t : SurfaceMesh.CELLS.get(cell)) {
              add(t, i, j, k);
            }
          }
        }
        int[] next = edges[0];
        edges[0] = edges[1];
        edges[1] = next;
        Arrays.fill(next, 0);
      }
    }

    private void add(double[][] t, int i, int j, int k) {
      if (triangleNumbers + 3 > triangles.length) {
        triangles = Arrays.copyOf(triangles, 2 * triangles.length);
      }
      triangles[triangleNumbers] = vertex(t[0], i, j, k);
      triangles[triangleNumbers + 1] = vertex(t[mirrored ? 2 : 1], i, j, k);
      triangles[triangleNumbers + 2] = vertex(t[mirrored ? 1 : 2], i, j, k);
      triangleNumbers += 3;
    }

    /** The vertex in the middle of an edge of cell (i, j, k): one of its coordinates is a half. */
    private int vertex(double[] p, int i, int j, int k) {
      int axis = p[0] == 0.5 ? 0 : p[1] == 0.5 ? 1 : 2;
      int[] layer = edges[(int) p[2]];
      int e = axis + 3 * (i + 1 + (int) p[0] + nx * (j + 1 + (int) p[1]));
      if (layer[e] == 0) {
        if (vertexNumbers + 3 > vertices.length) {
          vertices = Arrays.copyOf(vertices, 2 * vertices.length);
        }
        double[] w = g.toWorld(i + p[0], j + p[1], k + p[2]);
        for (double v : w) {
          vertices[vertexNumbers++] = (float) v;
        }
        layer[e] = vertexNumbers / 3;
      }
      return layer[e] - 1;
    }
  }
}
