package dev.heliograph.inference;

import java.util.List;

/**
 * What a detector found in a picture.
 *
 * @param found best first, each at least at its label's threshold
 * @param notices what the reader must know
 */
public record Detections(List<Found> found, List<Segmentation.Notice> notices) {

  /**
   * One of them. Edges in the picture's pixels: a picture W wide reaches from 0 to W.
   *
   * @param score 0 to 1; not a calibrated probability
   */
  public record Found(
      ModelCard.Label label, double score, double left, double top, double right, double bottom) {

    double overlap(Found other) {
      double w = Math.min(right, other.right) - Math.max(left, other.left);
      double h = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      double both = Math.max(0, w) * Math.max(0, h);
      return both / Math.max(area() + other.area() - both, 1e-9);
    }

    private double area() {
      return (right - left) * (bottom - top);
    }

    /** Width and height, averaged. */
    public double size() {
      return (right - left + bottom - top) / 2;
    }
  }

  public Detections {
    found = List.copyOf(found);
    notices = List.copyOf(notices);
  }

  /** Those of one label. */
  public List<Found> of(ModelCard.Label label) {
    return found.stream().filter(f -> f.label().equals(label)).toList();
  }
}
