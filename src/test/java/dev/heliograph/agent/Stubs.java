package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tools and studies for testing the loop without voxels. */
final class Stubs {

  /** What a stub does. */
  interface Work {
    ToolResult call(ToolCall call, ToolContext context) throws Exception;
  }

  /** A tool of a manifest and a lambda; counts its calls. */
  static final class StubTool implements Tool {
    private final ToolManifest manifest;
    private final Work work;
    final List<ToolCall> calls = new CopyOnWriteArrayList<>();

    StubTool(String yaml, Work work) {
      this.manifest = ManifestReader.parse(yaml);
      this.work = work;
    }

    @Override
    public ToolManifest manifest() {
      return manifest;
    }

    @Override
    public ToolResult call(ToolCall call, ToolContext context) throws Exception {
      calls.add(call);
      return work.call(call, context);
    }
  }

  /** Tools by name. */
  static final class Registry implements ToolRegistry {
    final List<Tool> tools = new ArrayList<>();

    Registry(Tool... tools) {
      this.tools.addAll(List.of(tools));
    }

    @Override
    public List<Tool> tools() {
      return List.copyOf(tools);
    }

    @Override
    public Optional<Tool> find(String nameOrId) {
      return tools.stream()
          .filter(t -> t.manifest().name().equals(nameOrId) || t.manifest().id().equals(nameOrId))
          .findFirst();
    }

    @Override
    public Optional<Accuracy> accuracy(ToolManifest tool, String structure, String modality) {
      return Optional.empty();
    }
  }

  static final String SEGMENT =
      """
      name: segment
      version: 1.0.0
      title: Segmenter
      description: Finds organs.
      input:
        type: object
        required: [image]
        properties:
          image: {type: string, x-type: Image, x-requires: {modality: [CT]}}
      output:
        type: object
        properties:
          mask: {type: string, x-type: "LabelMap[structures]"}
      provides: [liver, spleen, left_kidney, right_kidney]
      effects: read
      limits: {timeout: 30s}
      runner: {kind: java, class: x.Y}
      """;

  static final String MEASURE =
      """
      name: measure
      version: 1.0.0
      title: Volume
      description: Volume of a structure.
      input:
        type: object
        required: [mask, structure]
        properties:
          mask: {type: string, x-type: "LabelMap[structure]"}
          structure: {type: string, x-type: Structure, x-vocabulary: anatomy}
          at_least: {x-type: "Quantity[volume,mL]"}
      output:
        type: object
        properties:
          volume: {x-type: "Quantity[volume,mL]"}
      effects: read
      limits: {timeout: 30s}
      runner: {kind: java, class: x.Y}
      """;

  static final String FIND =
      """
      name: find
      version: 1.0.0
      title: Finder
      description: Lists structures.
      input:
        type: object
        required: [image]
        properties:
          image: {type: string, x-type: Image}
      output:
        type: object
        properties:
          items: {type: array, x-type: "List<Structure>", items: {type: string}}
      effects: read
      limits: {timeout: 30s}
      runner: {kind: java, class: x.Y}
      """;

  static final String WIPE =
      """
      name: wipe
      version: 1.0.0
      title: Deleting a study
      description: Deletes a study.
      input:
        type: object
        required: [study]
        properties:
          study: {type: string, x-type: Study}
      output:
        type: object
        properties: {}
      effects: write
      limits: {timeout: 30s}
      runner: {kind: java, class: x.Y}
      """;

  /** Volumes the {@code measure} stub returns. */
  static final Map<String, Double> VOLUMES =
      Map.of("liver", 1432.4, "spleen", 214.2, "left_kidney", 151.0, "right_kidney", 163.5);

  private Stubs() {}

  static StubTool segment() {
    return new StubTool(SEGMENT, (call, context) -> segmented(call));
  }

  static ToolResult segmented(ToolCall call) {
    Artifact mask =
        new Artifact(
            Ids.next(),
            Artifact.Kind.LABEL_MAP,
            call.arguments().path("image").asText(),
            "organs",
            "0".repeat(64),
            "application/x-nifti",
            1,
            new TreeMap<>(Map.of(1, "liver", 2, "spleen", 3, "left_kidney", 4, "right_kidney")),
            call.tool());
    return new ToolResult.Completed(
        new ToolResult.Payload(
            object().put("mask", mask.id()), List.of(), List.of(mask), List.of()));
  }

  static StubTool measure() {
    return new StubTool(MEASURE, (call, context) -> measured(call));
  }

  /** The spleen touches the edge, so its volume is a lower bound. */
  static ToolResult measured(ToolCall call) {
    String structure = call.arguments().path("structure").asText();
    boolean cut = structure.equals("spleen");
    Quantity volume = new Quantity("volume", VOLUMES.getOrDefault(structure, 1.0), Unit.MILLILITRE);
    ToolResult.Payload payload =
        new ToolResult.Payload(
            outputs("volume", volume),
            List.of(
                quantity(
                    "volume",
                    structure,
                    volume,
                    cut ? MeasuredQuantity.Bound.LOWER : MeasuredQuantity.Bound.EXACT,
                    call.tool())),
            List.of(),
            List.of());
    return cut
        ? new ToolResult.Incomplete(payload, "the spleen touches the edge of the scan")
        : new ToolResult.Completed(payload);
  }

  static StubTool find(String... items) {
    return new StubTool(
        FIND,
        (call, context) -> {
          ObjectNode outputs = object();
          List.of(items).forEach(outputs.putArray("items")::add);
          return new ToolResult.Completed(
              new ToolResult.Payload(outputs, List.of(), List.of(), List.of()));
        });
  }

  static ToolResult nothing() {
    return new ToolResult.Completed(
        new ToolResult.Payload(object(), List.of(), List.of(), List.of()));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode outputs(String name, Quantity quantity) {
    ObjectNode outputs = object();
    outputs.set(name, QuantityJson.write(quantity));
    return outputs;
  }

  static MeasuredQuantity quantity(
      String output,
      String structure,
      Quantity quantity,
      MeasuredQuantity.Bound bound,
      String tool) {
    return new MeasuredQuantity(
        null,
        output,
        structure,
        quantity,
        bound,
        new Evidence(null, null, structure, null, null, List.of(), "counted", tool, null));
  }

  static Study study(Modality... modalities) {
    String id = Ids.next();
    List<Image> images = new ArrayList<>();
    for (Modality m : modalities) {
      images.add(
          new Image(
              Ids.next(),
              id,
              "series",
              "axial",
              Image.Kind.VOLUME,
              new ImageModality(m, ImageModality.Source.DICOM),
              Geometry.axisAligned(2, 2, 2, 1, 1, 1),
              "0".repeat(64),
              "application/x-nifti",
              8,
              null,
              Map.of(),
              List.of()));
    }
    return new Study(id, "abdomen", Instant.now(), "upload", images, List.of());
  }
}
