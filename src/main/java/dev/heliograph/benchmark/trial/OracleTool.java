package dev.heliograph.benchmark.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stands in for a segmenter, under its manifest, and gives the fixture's reference labels. */
final class OracleTool implements Tool {

  private final ToolManifest manifest;
  private final FixtureStore fixtures;

  OracleTool(ToolManifest manifest, FixtureStore fixtures) {
    this.manifest = manifest;
    this.fixtures = fixtures;
  }

  /** Whether a tool makes label maps whose structures it names. */
  static boolean fits(ToolManifest manifest) {
    return !manifest.provides().isEmpty()
        && manifest.outputs().stream().anyMatch(p -> p.type().name().equals("LabelMap"));
  }

  @Override
  public ToolManifest manifest() {
    return manifest;
  }

  @Override
  public ToolResult call(ToolCall call, ToolContext context) throws IOException {
    Optional<String> id =
        manifest.inputs().stream()
            .filter(p -> p.type().name().equals("Image"))
            .map(p -> call.arguments().path(p.name()).asText())
            .findFirst();
    Image image = context.image(id.orElse(""));
    Optional<LabelMap> labels = fixtures.reference(image, manifest.provides());
    if (labels.isEmpty()) {
      return new ToolResult.Failed("the fixture has no reference labels", false);
    }
    Artifact mask = context.save(labels.get(), "reference labels", image);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    for (Port p : manifest.outputs()) {
      if (p.type().name().equals("LabelMap")) {
        outputs.put(p.name(), mask.id());
      }
    }
    return new ToolResult.Completed(
        new ToolResult.Payload(outputs, List.of(), List.of(mask), List.of()));
  }
}
