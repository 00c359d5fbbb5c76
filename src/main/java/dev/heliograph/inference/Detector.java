package dev.heliograph.inference;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds things in pictures as a model card says. The picture is scaled and looked at in tiles; what
 * lies where tiles overlap belongs to the tile whose middle is nearer. The conventions are those of
 * training/blood_cells/evaluate.py, which tests compare with.
 */
public final class Detector {

  /** About 60 million pixels at the scale of the shipped card. */
  private static final int MOST_TILES = 400;

  /** A log distance beyond these would be no box of any picture. */
  private static final double LEAST_LOG = -6;

  private static final double MOST_LOG = 4;

  private final Sessions sessions;

  public Detector(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * @throws RefusedException if the picture is not what the card's network was made for, or too
   *     large
   * @throws IOException if the model cannot be read or fails
   */
  public Detections detect(ModelCard card, Raster raster, Monitor monitor) throws IOException {
    PictureRules rules = card.picture();
    PictureRules.Boxes boxes = rules == null ? null : rules.boxes();
    if (rules == null || boxes == null) {
      throw new IllegalArgumentException(card.name() + " does not look for things in pictures");
    }
    List<Segmentation.Notice> notices = new ArrayList<>();
    String colours = PictureDomain.check(card, rules, raster);
    if (!colours.isEmpty()) {
      notices.add(new Segmentation.Notice("outside_domain", colours));
    }
    List<Detections.Found> kept = look(card, rules, boxes, raster, monitor);
    width(rules, kept, notices);
    return new Detections(kept, notices);
  }

  /** What is found, whatever the picture shows; best first. */
  List<Detections.Found> look(
      ModelCard card, PictureRules rules, PictureRules.Boxes boxes, Raster raster, Monitor monitor)
      throws IOException {
    int width = (int) Math.max(1, Math.round(raster.width() * rules.scale()));
    int height = (int) Math.max(1, Math.round(raster.height() * rules.scale()));
    int[] xs = starts(width, rules.width(), rules.overlap());
    int[] ys = starts(height, rules.height(), rules.overlap());
    if ((long) xs.length * ys.length > MOST_TILES) {
      throw new RefusedException(
          "the picture needs "
              + (long) xs.length * ys.length
              + " looks, "
              + MOST_TILES
              + " are allowed",
          "crop it to the part of interest");
    }
    float[][] planes = PictureInput.scaled(rules, raster, width, height);
    Pass pass = new Pass(card, rules, boxes, raster, width, height);
    List<Detections.Found> all = new ArrayList<>();
    int done = 0;
    for (int y = 0; y < ys.length; y++) {
      for (int x = 0; x < xs.length; x++) {
        int[] at = {xs[x], ys[y]};
        double[] own = {
          from(xs, x, rules.width()), from(ys, y, rules.height()),
          from(xs, x + 1, rules.width()), from(ys, y + 1, rules.height())
        };
        monitor.progress((double) done++ / (xs.length * ys.length), "looking at the picture");
        all.addAll(
            sessions.use(
                card,
                monitor,
                n -> {
                  PictureInput.tile(rules, planes, width, height, at[0], at[1], n.input());
                  return pass.decode(n.run(monitor), at, own);
                }));
      }
    }
    return suppress(all, boxes.nmsIou());
  }

  /** As the sliding window over volumes: even steps, the overlap at least as asked for. */
  static int[] starts(int n, int tile, double overlap) {
    if (n <= tile) {
      return new int[] {0};
    }
    int count = (int) Math.ceil((n - tile) / (tile * (1 - overlap))) + 1;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) Math.floor((double) i * (n - tile) / (count - 1) + 0.5);
    }
    return starts;
  }

  /** Where the part that belongs to tile {@code i} begins: the middle of the overlap before it. */
  private static double from(int[] starts, int i, int tile) {
    if (i == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return i == starts.length ? Double.POSITIVE_INFINITY : (starts[i] + starts[i - 1] + tile) / 2.0;
  }

  /** Of boxes of one label that overlap more than {@code iou}, the best; best first. */
  static List<Detections.Found> suppress(List<Detections.Found> all, double iou) {
    List<Detections.Found> kept = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparingDouble(Detections.Found::score).reversed())
        .forEach(
            f -> {
              if (kept.stream().noneMatch(k -> k.label().equals(f.label()) && f.overlap(k) > iou)) {
                kept.add(f);
              }
            });
    return kept;
  }

  private static void width(
      PictureRules rules, List<Detections.Found> found, List<Segmentation.Notice> notices) {
    PictureRules.Width rule = rules.domain().width();
    if (rule == null) {
      return;
    }
    double[] sizes =
        found.stream()
            .filter(f -> f.label().name().equals(rule.label()))
            .mapToDouble(Detections.Found::size)
            .sorted()
            .toArray();
    if (sizes.length == 0) {
      return;
    }
    double median = sizes[sizes.length / 2];
    if (median < rule.low() || median > rule.high()) {
      notices.add(
          new Segmentation.Notice(
              "outside_domain",
              String.format(
                  Locale.ROOT,
                  "a %s is %.0f pixels wide in this picture; the network was trained on %.0f to"
                      + " %.0f, so resize the picture and count again",
                  rule.label().replace('_', ' ').replaceFirst("s$", ""),
                  median,
                  rule.low(),
                  rule.high())));
    }
  }

  /** One picture; turns a tile's output into boxes. */
  private record Pass(
      ModelCard card,
      PictureRules rules,
      PictureRules.Boxes boxes,
      Raster raster,
      int width,
      int height) {

    List<Detections.Found> decode(FloatBuffer out, int[] at, double[] own) {
      int w = rules.width() / boxes.stride();
      int h = rules.height() / boxes.stride();
      List<Detections.Found> found = new ArrayList<>();
      for (ModelCard.Label label : card.labels()) {
        int plane = (label.index() - 1) * w * h;
        for (int y = 0; y < h; y++) {
          for (int x = 0; x < w; x++) {
            float logit = out.get(plane + y * w + x);
            double score = 1 / (1 + Math.exp(-logit));
            double cx = at[0] + (x + 0.5) * boxes.stride();
            double cy = at[1] + (y + 0.5) * boxes.stride();
            boolean mine = cx >= own[0] && cx < own[2] && cy >= own[1] && cy < own[3];
            if (mine && score >= label.threshold() && highest(out, plane, w, h, x, y)) {
              found.add(
                  box(label, score, out, card.labels().size() * w * h + y * w + x, w * h, cx, cy));
            }
          }
        }
      }
      return found;
    }

    private static boolean highest(FloatBuffer out, int plane, int w, int h, int x, int y) {
      float here = out.get(plane + y * w + x);
      for (int j = Math.max(0, y - 1); j <= Math.min(h - 1, y + 1); j++) {
        for (int i = Math.max(0, x - 1); i <= Math.min(w - 1, x + 1); i++) {
          if (out.get(plane + j * w + i) > here) {
            return false;
          }
        }
      }
      return true;
    }

    private Detections.Found box(
        ModelCard.Label label,
        double score,
        FloatBuffer out,
        int first,
        int step,
        double cx,
        double cy) {
      double sx = (double) width / raster.width();
      double sy = (double) height / raster.height();
      double[] d = new double[4];
      for (int k = 0; k < 4; k++) {
        double log = Math.max(LEAST_LOG, Math.min(MOST_LOG, out.get(first + k * step)));
        d[k] = Math.exp(log) * boxes.unit();
      }
      return new Detections.Found(
          label,
          score,
          clip((cx - d[0]) / sx, raster.width()),
          clip((cy - d[1]) / sy, raster.height()),
          clip((cx + d[2]) / sx, raster.width()),
          clip((cy + d[3]) / sy, raster.height()));
    }

    private static double clip(double v, int most) {
      return Math.max(0, Math.min(most, v));
    }
  }
}
