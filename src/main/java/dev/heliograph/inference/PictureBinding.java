package dev.heliograph.inference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The part of a valid card document that speaks of pictures. */
final class PictureBinding {

  private PictureBinding() {}

  static PictureRules bind(JsonNode card) {
    JsonNode p = card.path("preprocessing").path("picture");
    JsonNode post = card.path("postprocessing");
    JsonNode boxes = post.path("boxes");
    return new PictureRules(
        p.path("size").path(0).asInt(),
        p.path("size").path(1).asInt(),
        p.path("channels").asText().equals("rgb") ? 3 : 1,
        PictureRules.Fit.valueOf(p.path("fit").asText().toUpperCase(Locale.ROOT)),
        p.path("scale").asDouble(1),
        p.path("overlap").asDouble(),
        CardBinding.doubles(p.path("mean")),
        CardBinding.doubles(p.path("sd")),
        post.path("temperature").asDouble(1),
        boxes.isObject()
            ? new PictureRules.Boxes(
                boxes.path("stride").asInt(),
                boxes.path("unit").asDouble(),
                boxes.path("nmsIou").asDouble())
            : null,
        domain(card.path("domain")));
  }

  private static PictureRules.Domain domain(JsonNode d) {
    JsonNode gate = d.path("gate");
    JsonNode colours = d.path("colours");
    JsonNode width = d.path("widthPx");
    return new PictureRules.Domain(
        d.path("maxChroma").asDouble(1),
        d.path("minProbability").asDouble(),
        d.path("other").asText(),
        gate.isObject()
            ? new PictureRules.Gate(
                gate.path("model").asText(),
                gate.path("label").asText(),
                gate.path("atLeast").asDouble())
            : null,
        colours.isObject()
            ? new PictureRules.Colours(
                CardBinding.doubles(colours.path("mean")),
                matrix(colours.path("precision")),
                colours.path("warn").asDouble(),
                colours.path("refuse").asDouble())
            : null,
        width.isObject()
            ? new PictureRules.Width(
                width.path("label").asText(),
                width.path("low").asDouble(),
                width.path("high").asDouble())
            : null);
  }

  private static double[][] matrix(JsonNode rows) {
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = CardBinding.doubles(rows.path(i));
    }
    return matrix;
  }

  /** What JSON Schema cannot say of a picture card. */
  static void check(JsonNode card, Set<String> labels, List<CardReader.Problem> problems) {
    JsonNode p = card.path("preprocessing").path("picture");
    boolean detects = card.path("task").asText().equals("detection");
    JsonNode boxes = card.path("postprocessing").path("boxes");
    int channels = p.path("channels").asText().equals("rgb") ? 3 : 1;
    if (p.path("mean").size() != channels || p.path("sd").size() != channels) {
      problems.add(
          new CardReader.Problem(
              "preprocessing.picture.mean",
              "mean and sd need one number a channel",
              "write " + channels));
    }
    for (JsonNode sd : p.path("sd")) {
      if (sd.asDouble() <= 0) {
        problems.add(
            new CardReader.Problem(
                "preprocessing.picture.sd", "divides by " + sd, "write a number above 0"));
      }
    }
    if (detects != p.path("fit").asText().equals("tiles") || detects != boxes.isObject()) {
      problems.add(
          new CardReader.Problem(
              "preprocessing.picture.fit",
              "a detector looks at tiles and says how its boxes are read, a classifier does"
                  + " neither",
              "correct task, fit or postprocessing.boxes"));
    }
    int stride = boxes.path("stride").asInt(1);
    if (p.path("size").path(0).asInt() % stride != 0
        || p.path("size").path(1).asInt() % stride != 0) {
      problems.add(
          new CardReader.Problem(
              "postprocessing.boxes.stride",
              "does not divide the size of the input",
              "correct either"));
    }
    String other = card.path("domain").path("other").asText();
    String wide = card.path("domain").path("widthPx").path("label").asText();
    for (String label : List.of(other, wide)) {
      if (!label.isEmpty() && !labels.contains(label)) {
        problems.add(
            new CardReader.Problem(
                "domain",
                "'" + label + "' is no label of this model",
                "name one of " + String.join(", ", new java.util.TreeSet<>(labels))));
      }
    }
  }
}
