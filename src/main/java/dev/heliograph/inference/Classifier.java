package dev.heliograph.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Classifies pictures as a model card says. */
public final class Classifier {

  private final Sessions sessions;
  private final Models models;

  /**
   * @param models where the cards of gates are
   */
  public Classifier(Sessions sessions, Models models) {
    this.sessions = sessions;
    this.models = models;
  }

  /**
   * @throws RefusedException if the picture is not what the card's network was made for
   * @throws IOException if a model cannot be read or fails
   */
  public Classification classify(ModelCard card, Raster raster, Monitor monitor)
      throws IOException {
    PictureRules rules = card.picture();
    if (rules == null || card.task() != ModelCard.Task.CLASSIFICATION) {
      throw new IllegalArgumentException(card.name() + " does not classify pictures");
    }
    List<Segmentation.Notice> notices = new ArrayList<>();
    String colours = PictureDomain.check(card, rules, raster);
    if (!colours.isEmpty()) {
      notices.add(new Segmentation.Notice("outside_domain", colours));
    }
    gate(card, rules, raster, monitor);
    double[] p = probabilities(card, rules, raster, monitor);
    int best = 0;
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      all.add(p[i]);
      best = p[i] > p[best] ? i : best;
    }
    return new Classification(all, card.labels().get(best), notices);
  }

  /** Of each label, in the card's order, whatever the picture shows. */
  double[] probabilities(ModelCard card, PictureRules rules, Raster raster, Monitor monitor)
      throws IOException {
    int[] box = box(rules, raster);
    float[] logits = new float[card.labels().size()];
    sessions.use(
        card,
        monitor,
        n -> {
          PictureInput.fill(rules, raster, box, n.input());
          return n.run(monitor).get(0, logits);
        });
    return softmax(logits, rules.temperature());
  }

  /** The picture must be of the kind that the card's gate asks for. */
  private void gate(ModelCard card, PictureRules rules, Raster raster, Monitor monitor)
      throws IOException {
    PictureRules.Gate gate = rules.domain().gate();
    if (gate == null) {
      return;
    }
    ModelCard judge = models.card(gate.model());
    ModelCard.Label wanted =
        judge
            .label(gate.label())
            .orElseThrow(
                () -> new IllegalArgumentException(judge.name() + " has no label " + gate.label()));
    Classification kind = classify(judge, raster, monitor);
    if (kind.of(wanted) < gate.atLeast()) {
      throw new RefusedException(
          String.format(
              Locale.ROOT,
              "'%s' looks at %s only, and this does not look like one: '%s' takes it for “%s” and"
                  + " gives %s a probability of %.2f, of at least %.2f that is asked for",
              card.name(),
              words(wanted),
              judge.name(),
              words(kind.best()),
              words(wanted),
              kind.of(wanted),
              gate.atLeast()),
          "choose " + PictureDomain.wanted(card));
    }
  }

  private static String words(ModelCard.Label label) {
    return label.name().replace('_', ' ');
  }

  /** The part of the picture that is looked at. */
  private static int[] box(PictureRules rules, Raster r) {
    if (rules.fit() != PictureRules.Fit.CROP) {
      return new int[] {0, 0, r.width(), r.height()};
    }
    double shape = (double) rules.width() / rules.height();
    int w = Math.max(1, (int) Math.min(r.width(), Math.round(r.height() * shape)));
    int h = Math.max(1, (int) Math.min(r.height(), Math.round(r.width() / shape)));
    return new int[] {(r.width() - w) / 2, (r.height() - h) / 2, w, h};
  }

  static double[] softmax(float[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (float l : logits) {
      max = Math.max(max, l / temperature);
    }
    double sum = 0;
    double[] p = new double[logits.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i] / temperature - max);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
