package dev.heliograph.inference;

import java.util.List;

/**
 * What a classifier made of a picture.
 *
 * @param probabilities of each label, in the card's order; their sum is 1
 * @param best the label with the highest
 * @param notices what the reader must know
 */
public record Classification(
    List<Double> probabilities, ModelCard.Label best, List<Segmentation.Notice> notices) {

  public Classification {
    probabilities = List.copyOf(probabilities);
    notices = List.copyOf(notices);
  }

  /** Probability of a label of the card. */
  public double of(ModelCard.Label label) {
    return probabilities.get(label.index() - 1);
  }
}
