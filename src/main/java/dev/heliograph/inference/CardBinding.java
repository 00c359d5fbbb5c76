package dev.heliograph.inference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ModelCard} of a document that {@link CardReader} found valid. */
final class CardBinding {

  private CardBinding() {}

  static ModelCard bind(JsonNode c) {
    return new ModelCard(
        text(c, "name"),
        text(c, "version"),
        text(c, "title"),
        constant(ModelCard.Task.class, text(c, "task")),
        network(c.path("network")),
        list(
            c.path("weights"),
            w ->
                new ModelCard.Weights(
                    text(w, "file"),
                    w.path("path").asText(text(w, "file")),
                    text(w, "url"),
                    text(w, "sha256"),
                    w.path("bytes").asLong())),
        constant(ModelCard.Origin.class, text(c, "origin")),
        text(c, "licence"),
        preprocessing(c.path("preprocessing")),
        list(c.path("labels"), CardBinding::label).stream()
            .sorted(Comparator.comparingInt(ModelCard.Label::index))
            .toList(),
        postprocessing(c.path("postprocessing")),
        domain(c.path("domain")),
        c.path("training"),
        list(
            c.path("accuracy"),
            a ->
                new ModelCard.Accuracy(
                    text(a, "structure"),
                    text(a, "modality"),
                    text(a, "metric"),
                    a.path("mean").asDouble(),
                    a.path("sd").asDouble(),
                    a.path("n").asInt(),
                    text(a, "data"),
                    text(a, "evaluator"))),
        c.path("citation").asText(""),
        c.path("preprocessing").has("picture") ? PictureBinding.bind(c) : null);
  }

  private static ModelCard.Network network(JsonNode n) {
    List<ModelCard.NetworkFile> files =
        n.has("file") ? List.of(networkFile(n)) : list(n.path("files"), CardBinding::networkFile);
    return new ModelCard.Network(
        files, text(n, "input"), text(n, "output"), n.path("memoryMiB").asInt());
  }

  private static ModelCard.NetworkFile networkFile(JsonNode n) {
    return new ModelCard.NetworkFile(text(n, "file"), text(n, "sha256"), n.path("bytes").asLong());
  }

  private static ModelCard.Preprocessing preprocessing(JsonNode p) {
    JsonNode size = p.path("picture").path("size");
    if (size.isArray()) {
      int[] flat = {size.path(0).asInt(), size.path(1).asInt(), 1};
      return new ModelCard.Preprocessing("", new Grid.Resize(flat, false, null), Map.of());
    }
    JsonNode g = p.path("grid");
    JsonNode w = g.path("window");
    Grid grid =
        text(g, "mode").equals("spacing")
            ? new Grid.Spacing(
                doubles(g.path("spacingMm")), ints(g.path("patch")), g.path("overlap").asDouble())
            : new Grid.Resize(
                ints(g.path("size")),
                text(g, "crop").equals("body"),
                w.isMissingNode()
                    ? null
                    : new Grid.Window(
                        w.path("label").asInt(),
                        w.path("whenLongerThanMm").asDouble(),
                        w.path("lengthMm").asDouble(),
                        w.path("aboveMm").asDouble(),
                        w.path("minVolumeMl").asDouble()));
    Map<String, Intensity> intensity = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : p.path("intensity").properties()) {
      JsonNode i = e.getValue();
      intensity.put(
          e.getKey(),
          new Intensity(
              constant(Intensity.Scheme.class, text(i, "scheme")),
              i.path("low").asDouble(),
              i.path("high").asDouble(),
              i.path("outLow").asDouble(),
              i.path("outHigh").asDouble()));
    }
    return new ModelCard.Preprocessing(text(p, "orientation"), grid, intensity);
  }

  private static ModelCard.Label label(JsonNode l) {
    return new ModelCard.Label(
        l.path("index").asInt(),
        text(l, "name"),
        l.path("prefer").asBoolean(true),
        optionalDoubles(l.path("plausibleMl")),
        l.has("code")
            ? l.path("code").path("system").asText() + ":" + l.path("code").path("value").asText()
            : "",
        text(l, "modality"),
        text(l, "bodyPart"),
        l.path("threshold").asDouble(0.5),
        l.path("countError").asDouble());
  }

  private static ModelCard.Postprocessing postprocessing(JsonNode p) {
    return new ModelCard.Postprocessing(
        constant(ModelCard.Upsample.class, p.path("upsample").asText("logits")),
        p.path("largestComponent").asBoolean(false),
        p.path("minVolumeMl").asDouble());
  }

  private static ModelCard.Domain domain(JsonNode d) {
    return new ModelCard.Domain(
        list(d.path("modality"), JsonNode::asText),
        text(d, "anatomy"),
        text(d, "note"),
        optionalDoubles(d.path("minExtentMm")),
        optionalDoubles(d.path("maxExtentMm")),
        d.path("minOrganVolumeMl").asDouble());
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText();
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> of) {
    List<T> all = new ArrayList<>();
    array.forEach(e -> all.add(of.apply(e)));
    return List.copyOf(all);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  static double[] doubles(JsonNode array) {
    return list(array, JsonNode::asDouble).stream().mapToDouble(d -> d).toArray();
  }

  private static double @Nullable [] optionalDoubles(JsonNode array) {
    return array.isArray() ? doubles(array) : null;
  }

  private static int[] ints(JsonNode array) {
    return list(array, JsonNode::asInt).stream().mapToInt(i -> i).toArray();
  }
}
