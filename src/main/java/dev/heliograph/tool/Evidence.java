package dev.heliograph.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a quantity comes from: the voxels, the method, the tool.
 *
 * @param image id of the image measured, or null where there is none (a cited range)
 * @param mask id of the label map artifact measured, or null
 * @param structure vocabulary name of the structure, or null
 * @param label its label value in the mask, or null
 * @param box the voxels that matter, in the image's voxel indices, or null
 * @param lines lines that were measured, in RAS millimetres
 * @param boxes what was counted, each with its own box: cells in a picture
 * @param method one sentence: how it was measured, with the formula's source
 * @param tool {@code name@version}
 * @param citation source of a cited value, or null
 * @param inputs ids of the quantities it was calculated from; empty for what was measured
 */
public record Evidence(
    @Nullable String image,
    @Nullable String mask,
    @Nullable String structure,
    @Nullable Integer label,
    @Nullable Box box,
    List<Line> lines,
    List<Seen> boxes,
    String method,
    String tool,
    @Nullable String citation,
    List<String> inputs) {

  /** Voxel box, both corners inclusive: {@code min} and {@code max} are (i, j, k). */
  public record Box(List<Integer> min, List<Integer> max) {
    public Box {
      min = List.copyOf(min);
      max = List.copyOf(max);
    }
  }

  /** A line between two points in RAS millimetres, and what it is: "long axis". */
  public record Line(String name, List<Double> from, List<Double> to) {
    public Line {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /**
   * One of the things counted.
   *
   * @param score how sure the detector was, 0 to 1; not a calibrated probability
   */
  public record Seen(Box box, double score) {}

  public Evidence {
    lines = List.copyOf(lines);
    boxes = List.copyOf(boxes);
    inputs = List.copyOf(inputs);
  }

  /** Of what was measured or cited. */
  public Evidence(
      @Nullable String image,
      @Nullable String mask,
      @Nullable String structure,
      @Nullable Integer label,
      @Nullable Box box,
      List<Line> lines,
      String method,
      String tool,
      @Nullable String citation) {
    this(image, mask, structure, label, box, lines, List.of(), method, tool, citation, List.of());
  }

  /** Of what was calculated from the quantities with these ids. */
  public static Evidence calculated(String method, String tool, List<String> inputs) {
    return new Evidence(
        null, null, null, null, null, List.of(), List.of(), method, tool, null, inputs);
  }

  /** The same with these lines. */
  public Evidence withLines(List<Line> measured) {
    return new Evidence(
        image, mask, structure, label, box, measured, boxes, method, tool, citation, inputs);
  }

  /** The same with these boxes. */
  public Evidence withBoxes(List<Seen> counted) {
    return new Evidence(
        image, mask, structure, label, box, lines, counted, method, tool, citation, inputs);
  }
}
