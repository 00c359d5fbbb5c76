package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.inference.Classification;
import dev.heliograph.inference.Classifier;
import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.PictureRules;
import dev.heliograph.inference.RefusedException;
import dev.heliograph.inference.Segmentation;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which of the classes of the card that the manifest names a picture belongs to. Which outputs
 * there are is the manifest's choice: {@code finding} (the class), {@code modality} and {@code
 * body_part} (what the card says of the class), {@code probability} (of the class; of {@code
 * x-label} where the output names one). So a further classifier needs no class of its own.
 */
public final class ClassifyPicture extends CardTool {

  private final Classifier classifier;

  public ClassifyPicture(ToolManifest manifest) {
    this(manifest, Inference.models(), Inference.classifier());
  }

  /**
   * @throws IllegalArgumentException if the manifest names no card
   */
  ClassifyPicture(ToolManifest manifest, Models models, Classifier classifier) {
    super(manifest, models, "classifier");
    this.classifier = classifier;
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) throws IOException {
    ModelCard card = card("or use another tool");
    Image image =
        Pictures.image(arguments.path("image").asText(), context, card.domain().modality());
    PictureRules rules = card.picture();
    if (rules == null) {
      throw new Rejection(
          card.name() + " looks at volumes", "name a model of pictures in the manifest");
    }
    Classification found;
    try {
      found =
          classifier.classify(
              card, Pictures.raster(context.picture(image)), Pictures.monitor(context));
    } catch (RefusedException e) {
      throw new Rejection(e.reason(), e.fix());
    }
    ModelCard.Label best = found.best();
    double sure = found.of(best);
    if (best.name().equals(rules.domain().other()) || sure < rules.domain().minProbability()) {
      throw new Rejection(
          String.format(
              Locale.ROOT,
              "'%s' knows %s, and this looks like none of them (the best guess, %s, has a"
                  + " probability of %.2f)",
              card.name(),
              known(card, rules),
              words(best),
              sure),
          "say what the picture is");
    }
    return result(card, image, found);
  }

  private ToolResult result(ModelCard card, Image image, Classification found) {
    Findings findings = new Findings();
    for (Port port : manifest().outputs()) {
      switch (port.name()) {
        case "finding" -> findings.text("finding", found.best().name());
        case "modality" -> findings.text("modality", found.best().modality());
        case "body_part" -> findings.text("body_part", found.best().bodyPart());
        case "probability" -> {
          ModelCard.Label label =
              card.label(port.schema().path("x-label").asText(found.best().name()))
                  .orElse(found.best());
          findings.add(
              "probability",
              null,
              new Quantity("probability", 100 * found.of(label), Unit.PERCENT),
              Bound.EXACT,
              evidence(card, image, label));
        }
        default -> throw new IllegalArgumentException("no classifier gives " + port.name());
      }
    }
    for (Segmentation.Notice n : found.notices()) {
      findings.warn(n.code(), n.message());
    }
    findings.warn(
        "model_estimate",
        "this is a model's estimate, not a diagnosis; what it was trained on is in its card ("
            + card.name()
            + ")");
    return findings.completed();
  }

  private Evidence evidence(ModelCard card, Image image, ModelCard.Label label) {
    int[] size = {image.geometry().nx() - 1, image.geometry().ny() - 1};
    boolean own = card.accuracy().stream().anyMatch(a -> a.structure().equals(label.name()));
    String accuracy =
        Pictures.accuracy(
            card,
            own ? label.name() : "",
            List.of("auc", "accuracy", "balanced_accuracy", "sensitivity", "specificity", "ece"));
    return new Evidence(
        image.id(),
        null,
        null,
        null,
        new Evidence.Box(List.of(0, 0, 0), List.of(size[0], size[1], 0)),
        List.of(),
        "a model's estimate: softmax of "
            + card.name()
            + " "
            + card.version()
            + " for "
            + words(label)
            + (label.code().isEmpty() ? "" : " (" + label.code() + ")")
            + "; held-out "
            + accuracy
            + ". "
            + card.domain().note(),
        manifest().id(),
        null);
  }

  private static String known(ModelCard card, PictureRules rules) {
    return card.labels().stream()
        .filter(l -> !l.name().equals(rules.domain().other()))
        .map(ClassifyPicture::words)
        .collect(Collectors.joining(", "));
  }

  private static String words(ModelCard.Label label) {
    return label.name().replace('_', ' ');
  }
}
