package dev.heliograph.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Average precision of detected boxes (Everingham et al. 2010, Int J Comput Vis 88:303–338, with
 * all points of the curve, as PASCAL VOC from 2010 on): AP50 at an intersection over union of 0.5.
 */
public final class BoxDetection {

  /**
   * A box in two or three dimensions.
   *
   * @param min lowest coordinate along each axis, in any unit
   * @param max highest, not below {@code min}
   */
  public record Box(double[] min, double[] max) {
    public Box {
      if (min.length != max.length) {
        throw new IllegalArgumentException(
            "a box from " + min.length + " to " + max.length + " dimensions");
      }
      for (int c = 0; c < min.length; c++) {
        if (!(max[c] >= min[c])) {
          throw new IllegalArgumentException(
              "a box ends at " + max[c] + ", before it begins at " + min[c]);
        }
      }
    }

    double size() {
      double size = 1;
      for (int c = 0; c < min.length; c++) {
        size *= max[c] - min[c];
      }
      return size;
    }

    /** Intersection over union, 0 for boxes that do not touch. */
    public double iou(Box other) {
      double both = 1;
      for (int c = 0; c < min.length; c++) {
        both *= Math.max(0, Math.min(max[c], other.max[c]) - Math.max(min[c], other.min[c]));
      }
      double either = size() + other.size() - both;
      return either > 0 ? both / either : 0;
    }
  }

  /** A claimed box; boxes with higher scores are looked at first. */
  public record Claim(Box box, double score) {}

  /** The boxes that are in one image, and those that were claimed to be. */
  public record Image(List<Box> truth, List<Claim> claims) {}

  private record Judged(double score, boolean right) {}

  private BoxDetection() {}

  /**
   * Area under the curve of precision over recall, precision made monotone, over all images. Each
   * claim is compared with the box of its image that it overlaps best; a box can be found once. 1
   * if nothing is there and nothing was claimed; 0 if nothing is there and something was.
   *
   * @param iou a claim is right from this intersection over union on
   */
  public static double averagePrecision(List<Image> images, double iou) {
    List<Judged> claims = new ArrayList<>();
    int truths = 0;
    for (Image image : images) {
      truths += image.truth().size();
      claims.addAll(judge(image, iou));
    }
    if (truths == 0) {
      return claims.isEmpty() ? 1 : 0;
    }
    claims.sort(Comparator.comparingDouble((Judged c) -> -c.score));
    double[] precision = new double[claims.size()];
    int right = 0;
    for (int n = 0; n < precision.length; n++) {
      right += claims.get(n).right ? 1 : 0;
      precision[n] = (double) right / (n + 1);
    }
    double area = 0;
    double best = 0;
    for (int n = precision.length - 1; n >= 0; n--) {
      best = Math.max(best, precision[n]);
      area += claims.get(n).right ? best / truths : 0;
    }
    return area;
  }

  /** The image's claims, the surest first. */
  private static List<Judged> judge(Image image, double iou) {
    Set<Integer> found = new HashSet<>();
    List<Judged> judged = new ArrayList<>();
    List<Claim> claims = new ArrayList<>(image.claims());
    claims.sort(Comparator.comparingDouble((Claim c) -> -c.score()));
    for (Claim claim : claims) {
      int best = -1;
      double most = 0;
      for (int t = 0; t < image.truth().size(); t++) {
        double overlap = claim.box().iou(image.truth().get(t));
        if (overlap > most) {
          most = overlap;
          best = t;
        }
      }
      judged.add(new Judged(claim.score(), most >= iou && best >= 0 && found.add(best)));
    }
    return judged;
  }
}
