package dev.heliograph.bench;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Diameters;
import dev.heliograph.imaging.DistanceMap;
import dev.heliograph.imaging.Holes;
import dev.heliograph.imaging.Interpolation;
import dev.heliograph.imaging.Morphology;
import dev.heliograph.imaging.Outline;
import dev.heliograph.imaging.Overlap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.Partition;
import dev.heliograph.imaging.Resample;
import dev.heliograph.imaging.Statistics;
import dev.heliograph.imaging.SurfaceOverlap;
import dev.heliograph.imaging.Watershed;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One operation on a large ellipsoid that fills most of a grid, or the reason why it was refused:
 * {@code Large NX NY NZ OPERATION}. How much memory it may hold is the virtual machine's limit
 * ({@code -Xmx}). Ends with 0 if it ran, 2 if it was refused before it began; running out of memory
 * ends with 1.
 */
public final class Large {

  private static final Parallel ONE = Parallel.ONE;
  private static final Checkpoint GO = Checkpoint.NONE;

  private interface Work {
    Object on(Geometry g);
  }

  private static final Map<String, Work> WORK = new LinkedHashMap<>();

  static {
    WORK.put("dice", g -> Overlap.of(ball(g), ball(g), ONE, GO).dice(1, 1));
    WORK.put(
        "surface-dice",
        g -> SurfaceOverlap.of(ball(g), ball(g), ONE, GO).surfaceDice(Map.of(1, 2.0)));
    WORK.put("statistics", g -> Statistics.ofAll(image(g), ball(g), ONE, GO));
    WORK.put(
        "components",
        g -> Partition.of(ball(g), Connectivity.CORNERS_26, ONE, GO).toLabelMap(ONE, GO));
    WORK.put("distance", g -> DistanceMap.inside(ball(g), 1, ONE, GO));
    WORK.put(
        "resample",
        g ->
            Resample.resampleToSpacing(
                image(g), new double[] {1.5, 1.5, 1.5}, Interpolation.LINEAR, ONE, GO));
    WORK.put(
        "recist",
        g -> Diameters.ofParts(ball(g), 1, Connectivity.CORNERS_26, Outline.CENTRES, ONE, GO));
    WORK.put("holes", g -> Holes.fill(ball(g), 1, ONE, GO));
    WORK.put("dilate", g -> Morphology.dilate(ball(g), 1, 3, ONE, GO));
    WORK.put("open", g -> Morphology.open(ball(g), 1, 3, ONE, GO));
    WORK.put(
        "watershed",
        g -> Watershed.splitBySpacing(ball(g), 1, 6, 6, Connectivity.FACES_6, ONE, GO));
  }

  private Large() {}

  public static void main(String[] args) {
    Geometry g =
        Geometry.axisAligned(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            0.8,
            0.8,
            1.0);
    Work work = WORK.get(args[3]);
    if (work == null) {
      throw new IllegalArgumentException(
          "no operation " + args[3] + "; there are " + WORK.keySet());
    }
    long start = System.nanoTime();
    try {
      Object result = work.on(g);
      System.out.printf(
          "%s: done in %.1f s (%s)%n",
          args[3], (System.nanoTime() - start) / 1e9, result.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      System.out.printf("%s: refused: %s%n", args[3], e.getMessage());
      System.exit(2);
    }
  }

  /** Label 1 in an ellipsoid that reaches over nine tenths of each axis. */
  private static LabelMap ball(Geometry g) {
    short[] labels = new short[g.voxels()];
    for (int k = 0; k < g.nz(); k++) {
      for (int j = 0; j < g.ny(); j++) {
        double y = 2.0 * j / (g.ny() - 1) - 1;
        double z = 2.0 * k / (g.nz() - 1) - 1;
        double left = 0.81 - y * y - z * z;
        if (left > 0) {
          int half = (int) (Math.sqrt(left) * (g.nx() - 1) / 2);
          int row = g.index(g.nx() / 2, j, k);
          Arrays.fill(labels, row - half, row + half, (short) 1);
        }
      }
    }
    return new LabelMap(g, labels, Map.of());
  }

  private static Volume image(Geometry g) {
    float[] values = new float[g.voxels()];
    for (int p = 0; p < values.length; p++) {
      values[p] = p % 1000;
    }
    return new Volume(g, values, Unit.HOUNSFIELD);
  }
}
