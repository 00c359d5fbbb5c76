package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.DistanceMap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The centreline of a tube: the cheapest path between its two ends, where a step costs the more the
 * nearer it is to the wall (1 / distance²), made smooth and cut into steps of equal length. The
 * ends are the two voxels that are farthest apart inside of the tube (two sweeps of shortest
 * paths).
 *
 * @param points RAS millimetres, {@link #STEP_MM} apart along the line, without 1.5 radii at each
 *     end
 * @param tangents unit vectors along it
 * @param radiusMm greatest distance of a voxel of the path to the wall
 * @param lengthMm length of the smooth line, and of the tube beyond its ends in their direction
 */
public record Centreline(
    List<double[]> points, List<double[]> tangents, double radiusMm, double lengthMm) {

  public static final double STEP_MM = 1;

  /**
   * @param label one connected part
   * @throws IllegalArgumentException if the label has no voxel, or the grid's axes are not at right
   *     angles
   */
  public static Centreline of(LabelMap map, int label, Checkpoint checkpoint) {
    float[] wall = DistanceMap.inside(map, label, Parallel.standard(), checkpoint).values();
    Search search = new Search(map.geometry(), wall, checkpoint);
    int any = -1;
    for (int p = 0; p < wall.length && any < 0; p++) {
      any = wall[p] > 0 ? p : -1;
    }
    if (any < 0) {
      throw new IllegalArgumentException("a label without voxels has no centreline");
    }
    int first = search.farthest(any);
    int last = search.farthest(first);
    List<double[]> path = search.path(first, last);
    double radius = 0;
    for (int p : search.voxels) {
      radius = Math.max(radius, wall[p]);
    }
    List<double[]> line = even(path);
    // The ends of the path run into corners of the tube's ends, and are no middle of anything.
    int off = (int) Math.min(Math.ceil(1.5 * radius / STEP_MM), (line.size() - 1) / 2);
    List<double[]> smooth =
        even(smoothed(line.subList(off, line.size() - off), (int) Math.ceil(radius / STEP_MM)));
    List<double[]> tangents = tangents(smooth, radius);
    int end = smooth.size() - 1;
    double length =
        end * STEP_MM
            + beyond(smooth.get(0), line.get(0), tangents.get(0))
            + beyond(smooth.get(end), line.get(line.size() - 1), tangents.get(end));
    return new Centreline(smooth, tangents, radius, length);
  }

  /** How far the tube goes on from an end of the smooth line, in its direction there. */
  private static double beyond(double[] smoothEnd, double[] pathEnd, double[] tangent) {
    return Math.abs(Vectors.dot(Vectors.minus(pathEnd, smoothEnd), tangent));
  }

  /** Shortest and cheapest paths between neighbouring voxels inside (26 neighbours). */
  private static final class Search {
    private final Geometry g;
    private final float[] wall;
    private final Checkpoint checkpoint;
    private final double[] cost;
    private final int[] from;
    private final List<Integer> voxels = new ArrayList<>();

    Search(Geometry g, float[] wall, Checkpoint checkpoint) {
      this.g = g;
      this.wall = wall;
      this.checkpoint = checkpoint;
      this.cost = new double[wall.length];
      this.from = new int[wall.length];
    }

    private record Reached(double cost, int voxel) {}

    int farthest(int start) {
      return run(start, false);
    }

    List<double[]> path(int start, int end) {
      run(start, true);
      List<double[]> path = new ArrayList<>();
      for (int p = end; p >= 0; p = from[p]) {
        voxels.add(p);
        path.add(world(p));
      }
      Collections.reverse(path);
      return path;
    }

    /** Dijkstra's algorithm from one voxel; the voxel reached last. */
    private int run(int start, boolean central) {
      double[] s = g.spacingMm();
      Arrays.fill(cost, Double.POSITIVE_INFINITY);
      Arrays.fill(from, -1);
      PriorityQueue<Reached> queue =
          new PriorityQueue<>((a, b) -> Double.compare(a.cost(), b.cost()));
      cost[start] = 0;
      queue.add(new Reached(0, start));
      int last = start;
      int done = 0;
      while (!queue.isEmpty()) {
        Reached r = queue.remove();
        int p = r.voxel();
        if (r.cost() > cost[p]) {
          continue;
        }
        if (++done % 4096 == 0) {
          checkpoint.check();
        }
        last = p;
        int i = p % g.nx();
        int j = p / g.nx() % g.ny();
        int k = p / g.nx() / g.ny();
        for (int c = Math.max(0, k - 1); c <= Math.min(g.nz() - 1, k + 1); c++) {
          for (int b = Math.max(0, j - 1); b <= Math.min(g.ny() - 1, j + 1); b++) {
            for (int a = Math.max(0, i - 1); a <= Math.min(g.nx() - 1, i + 1); a++) {
              int q = g.index(a, b, c);
              if (wall[q] > 0 && q != p) {
                double x = (a - i) * s[0];
                double y = (b - j) * s[1];
                double z = (c - k) * s[2];
                double step = Math.sqrt(x * x + y * y + z * z);
                double next = r.cost() + (central ? step / ((double) wall[q] * wall[q]) : step);
                if (next < cost[q]) {
                  cost[q] = next;
                  from[q] = p;
                  queue.add(new Reached(next, q));
                }
              }
            }
          }
        }
      }
      return last;
    }

    private double[] world(int p) {
      return g.toWorld(p % g.nx(), p / g.nx() % g.ny(), p / g.nx() / g.ny());
    }
  }

  /** The same line in steps of {@link #STEP_MM}; what is left at the end is dropped. */
  private static List<double[]> even(List<double[]> line) {
    List<double[]> out = new ArrayList<>();
    out.add(line.get(0));
    double carried = 0;
    for (int n = 1; n < line.size(); n++) {
      double[] a = line.get(n - 1);
      double[] d = Vectors.minus(line.get(n), a);
      double length = Vectors.length(d);
      double at = STEP_MM - carried;
      for (; at <= length; at += STEP_MM) {
        out.add(Vectors.plus(a, at / length, d));
      }
      carried = length - (at - STEP_MM);
    }
    return out;
  }

  /** Three moving averages, nearly a Gaussian; the window narrows towards the ends, which stay. */
  private static List<double[]> smoothed(List<double[]> line, int reach) {
    List<double[]> now = line;
    for (int pass = 0; pass < 3; pass++) {
      List<double[]> next = new ArrayList<>();
      for (int n = 0; n < now.size(); n++) {
        int r = Math.min(reach, Math.min(n, now.size() - 1 - n));
        double[] sum = new double[3];
        for (int m = n - r; m <= n + r; m++) {
          sum = Vectors.plus(sum, 1.0 / (2 * r + 1), now.get(m));
        }
        next.add(sum);
      }
      now = next;
    }
    return now;
  }

  /** Chords over about a radius, so that voxel steps do not tilt the planes. */
  private static List<double[]> tangents(List<double[]> line, double radius) {
    int half = Math.max(1, (int) Math.round(radius / 2 / STEP_MM));
    List<double[]> tangents = new ArrayList<>();
    for (int n = 0; n < line.size(); n++) {
      double[] a = line.get(Math.max(0, n - half));
      double[] b = line.get(Math.min(line.size() - 1, n + half));
      double[] d = Vectors.minus(b, a);
      tangents.add(Vectors.length(d) == 0 ? new double[] {0, 0, 1} : Vectors.unit(d));
    }
    return tangents;
  }
}
