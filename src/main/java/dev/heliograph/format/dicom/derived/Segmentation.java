package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.pixel.PixelFrames;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A segmentation that was read: what its segments are and which voxels they have. */
public final class Segmentation {

  private final PlaneGrid grid;
  private final Map<Integer, Segment> segments;
  private final String type;
  private final int maximum;
  private final String frameOfReference;
  private final int[] numbers;
  private final PixelFrames frames;

  Segmentation(
      PlaneGrid grid,
      Map<Integer, Segment> segments,
      String type,
      int maximum,
      String frameOfReference,
      int[] numbers,
      PixelFrames frames) {
    this.grid = grid;
    this.segments = segments;
    this.type = type;
    this.maximum = Math.max(1, maximum);
    this.frameOfReference = frameOfReference;
    this.numbers = numbers;
    this.frames = frames;
  }

  /** The grid from the first to the last slice that has a frame. */
  public Geometry geometry() {
    return grid.geometry();
  }

  /** By segment number, ascending. */
  public Map<Integer, Segment> segments() {
    return Collections.unmodifiableMap(segments);
  }

  /** Whether voxels hold parts of one instead of yes or no. */
  public boolean fractional() {
    return type.equals("FRACTIONAL");
  }

  /** FrameOfReferenceUID, may be empty. */
  public String frameOfReference() {
    return frameOfReference;
  }

  /**
   * Segment numbers as labels; a fractional segment has the voxels of at least one half.
   *
   * @throws UnsupportedFormatException if segments overlap
   */
  public LabelMap labels() throws FormatException {
    Geometry g = geometry();
    int plane = g.nx() * g.ny();
    short[] labels = new short[g.voxels()];
    float[] values = new float[plane];
    for (int f = 0; f < numbers.length; f++) {
      frames.values(f, 1, 0, values, 0);
      int from = grid.slice()[f] * plane;
      for (int i = 0; i < plane; i++) {
        int label = label(values[i], numbers[f]);
        int there = labels[from + i] & 0xffff;
        if (label != 0 && there != 0 && there != label) {
          throw new UnsupportedFormatException(
              "segments " + there + " and " + label + " overlap, and a voxel has one label",
              "export segments that overlap as segmentations of their own");
        }
        labels[from + i] |= (short) label;
      }
    }
    Map<Integer, String> names = new TreeMap<>();
    segments.forEach((n, s) -> names.put(n, s.name()));
    names.remove(0);
    return new LabelMap(g, labels, names);
  }

  private int label(float value, int number) {
    return switch (type) {
      case "LABELMAP" -> (int) value;
      case "BINARY" -> value != 0 ? number : 0;
      default -> 2 * value >= maximum ? number : 0;
    };
  }

  /** The part of each voxel, 0 to 1, that belongs to a segment. */
  public Volume fraction(int segment) throws FormatException {
    Geometry g = geometry();
    int plane = g.nx() * g.ny();
    float[] out = new float[g.voxels()];
    double slope = fractional() ? 1.0 / maximum : 1;
    for (int f = 0; f < numbers.length; f++) {
      if (numbers[f] == segment) {
        frames.values(f, slope, 0, out, grid.slice()[f] * plane);
      }
    }
    return new Volume(g, out, Unit.RATIO);
  }
}
