package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.Segmenter;
import dev.heliograph.inference.Sessions;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.testing.RealData;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Schemas;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.ToolResultJson;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The segmenting tool with OBELISK's pulled weights, and without them. */
class SegmentTest {

  private static Segment tool(Path weights) throws IOException {
    Models models = new Models(Path.of("models"), weights);
    return new Segment(
        ManifestReader.read(Path.of("tools/segment_abdomen_obelisk/tool.yaml")),
        models,
        new Segmenter(new Sessions(models, Sessions.defaultThreads(), Duration.ofMinutes(1))));
  }

  private static ToolResult call(Segment tool, InMemoryContext context, String image) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("image", image);
    return ToolInvoker.call(
        tool, new ToolCall(Ids.next(), tool.manifest().id(), arguments), context);
  }

  private static Volume read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return NiftiReader.read(in, -1, Unit.HOUNSFIELD, ReadLimits.standard()).volume();
    }
  }

  @Test
  void withoutWeightsItSaysWhatToRunAndRefuses(@TempDir Path empty) throws IOException {
    Segment tool = tool(empty);
    assertThat(tool.unavailable()).contains("heliograph model pull obelisk");
    InMemoryContext context = new InMemoryContext();
    String image = context.add(read(Path.of("samples/ct-abdomen/ct.nii.gz")));
    assertThat(call(tool, context, image)).isInstanceOf(ToolResult.Rejected.class);
  }

  @Test
  void aRealCtGivesAMaskOfWhatTheManifestProvides() throws IOException {
    Segment tool = tool(RealData.require("weights"));
    assertThat(tool.unavailable()).isNull();
    InMemoryContext context = new InMemoryContext();
    String image = context.add(read(Path.of("samples/ct-abdomen/ct.nii.gz")));
    ToolResult result = call(tool, context, image);
    ObjectNode json = ToolResultJson.write(result);
    assertThat(Schemas.validate("result", json)).as(json.toString()).isEmpty();
    assertThat(result.status()).isEqualTo("completed");
    Artifact mask = context.artifact(json.path("outputs").path("mask").asText());
    LabelMap found = context.labelMap(mask);
    assertThat(new TreeSet<>(found.structures().values()))
        .isEqualTo(new TreeSet<>(tool.manifest().provides()));
    LabelMap truth;
    try (InputStream in = Files.newInputStream(Path.of("samples/ct-abdomen/labels.nii.gz"))) {
      truth = NiftiReader.readLabels(in, -1, Map.of(), ReadLimits.standard());
    }
    // TotalSegmentator's values; the card says 0.922, 0.833 and 0.794.
    assertThat(dice(found, "liver", truth, 5)).isBetween(0.91, 0.93);
    assertThat(dice(found, "spleen", truth, 1)).isBetween(0.82, 0.84);
    assertThat(dice(found, "gallbladder", truth, 4)).isBetween(0.78, 0.80);
  }

  @Test
  void whatIsNoScanOfAnAbdomenIsRefusedOrFlagged() throws IOException {
    Segment tool = tool(RealData.require("weights"));
    InMemoryContext context = new InMemoryContext();
    Geometry small = Geometry.axisAligned(40, 40, 40, 1, 1, 1);
    String mr = context.add(new Volume(small, new float[small.voxels()], Unit.ARBITRARY));
    assertThat(call(tool, context, mr)).isInstanceOf(ToolResult.Rejected.class);
    String air = context.add(new Volume(small, new float[small.voxels()], Unit.HOUNSFIELD));
    ToolResult flagged = call(tool, context, air);
    List<String> codes =
        flagged.<List<String>>fold(
            c -> c.payload().warnings().stream().map(ToolResult.Warning::code).toList(),
            i -> List.of(),
            r -> List.of(),
            f -> List.of(),
            c -> List.of());
    assertThat(codes).contains("outside_domain", "not_found");
  }

  private static double dice(LabelMap found, String structure, LabelMap truth, int value) {
    int label = found.labelOf(structure).orElseThrow();
    long both = 0;
    long sum = 0;
    for (int p = 0; p < truth.labels().length; p++) {
      boolean a = found.labels()[p] == label;
      boolean b = truth.labels()[p] == value;
      both += a && b ? 1 : 0;
      sum += (a ? 1 : 0) + (b ? 1 : 0);
    }
    return 2.0 * both / sum;
  }
}
