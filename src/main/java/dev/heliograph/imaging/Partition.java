package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.Map;

/**
 * The connected parts of all labels of a map: voxels belong together if they have the same label
 * and touch. Parts are numbered from 1, by their label and then by the voxel met first in memory
 * order; background is 0.
 */
public final class Partition {

  private final Geometry geometry;
  private final LabelRuns runs;
  private final int[] labels;

  /** For each label the part of each of its runs, from 0. */
  private final int[][] parts;

  /** Number of parts of the labels before. */
  private final int[] before;

  private Partition(Geometry geometry, LabelRuns runs, int[][] parts) {
    this.geometry = geometry;
    this.runs = runs;
    this.labels = runs.labels();
    this.parts = parts;
    this.before = new int[parts.length + 1];
    for (int n = 0; n < parts.length; n++) {
      before[n + 1] = before[n] + Arrays.stream(parts[n]).max().orElse(-1) + 1;
    }
  }

  public static Partition of(
      LabelMap map, Components.Connectivity connectivity, Parallel threads, Checkpoint checkpoint) {
    Geometry g = map.geometry();
    LabelRuns runs = LabelRuns.of(map, threads, checkpoint);
    int[] labels = runs.labels();
    int[][] parts = new int[labels.length][];
    threads.each(
        labels.length,
        checkpoint,
        n ->
            parts[n] =
                RunGraph.parts(
                    runs.from(labels[n]), runs.to(labels[n]), g.nx(), g.ny(), connectivity));
    return new Partition(g, runs, parts);
  }

  /** How many parts there are. */
  public int count() {
    return before[before.length - 1];
  }

  /** Of each part its label; index 0 is background. */
  public int[] labelOfPart() {
    int[] result = new int[count() + 1];
    for (int n = 0; n < labels.length; n++) {
      Arrays.fill(result, before[n] + 1, before[n + 1] + 1, labels[n]);
    }
    return result;
  }

  /** Of each part its number of voxels; index 0 (background) is not counted. */
  public long[] voxelsOfPart() {
    long[] result = new long[count() + 1];
    for (int n = 0; n < labels.length; n++) {
      int[] from = runs.from(labels[n]);
      int[] to = runs.to(labels[n]);
      for (int r = 0; r < from.length; r++) {
        result[before[n] + 1 + parts[n][r]] += to[r] - from[r];
      }
    }
    return result;
  }

  /**
   * The parts as labels.
   *
   * @throws IllegalArgumentException if there are more than 65535 parts; {@link #numbers} has no
   *     such limit
   */
  public LabelMap toLabelMap(Parallel threads, Checkpoint checkpoint) {
    Memory.require("a map of parts", 2L * geometry.voxels(), 2L * geometry.voxels());
    requireNumbers();
    short[] out = new short[geometry.voxels()];
    // A fresh array is zero already: only parts are written.
    threads.each(
        geometry.nz(),
        checkpoint,
        k -> eachRun(k, (from, to, part) -> Arrays.fill(out, from, to, (short) part)));
    return new LabelMap(geometry, out, Map.of());
  }

  /** Writes each voxel's part, background too, into an array that has been used before. */
  public void paint(short[] out, Parallel threads, Checkpoint checkpoint) {
    requireNumbers();
    int slice = geometry.nx() * geometry.ny();
    threads.each(
        geometry.nz(),
        checkpoint,
        k -> {
          Arrays.fill(out, k * slice, (k + 1) * slice, (short) 0);
          eachRun(k, (from, to, part) -> Arrays.fill(out, from, to, (short) part));
        });
  }

  private void requireNumbers() {
    if (count() > 0xffff) {
      throw new IllegalArgumentException(
          count()
              + " parts are more than a label map can number (65535); remove specks or smooth the"
              + " mask first");
    }
  }

  /** The part of each voxel, x fastest. */
  public int[] numbers(Parallel threads, Checkpoint checkpoint) {
    Memory.require("a map of parts", 2L * geometry.voxels(), 4L * geometry.voxels());
    int[] out = new int[geometry.voxels()];
    threads.each(
        geometry.nz(),
        checkpoint,
        k -> eachRun(k, (from, to, part) -> Arrays.fill(out, from, to, part)));
    return out;
  }

  private interface RunSink {
    void run(int from, int to, int part);
  }

  private void eachRun(int k, RunSink sink) {
    int start = k * geometry.nx() * geometry.ny();
    int end = start + geometry.nx() * geometry.ny();
    for (int n = 0; n < labels.length; n++) {
      int[] from = runs.from(labels[n]);
      int[] to = runs.to(labels[n]);
      int r = Arrays.binarySearch(from, start);
      for (r = r < 0 ? -r - 1 : r; r < from.length && from[r] < end; r++) {
        sink.run(from[r], to[r], before[n] + 1 + parts[n][r]);
      }
    }
  }
}
