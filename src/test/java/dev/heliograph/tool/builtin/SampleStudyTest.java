package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.study.Ids;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolResultJson;
import dev.heliograph.tool.adapter.JavaToolMaker;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * On the sample CT the tools measure what numpy and scipy compute from the same files ({@code
 * src/test/python/expected_measurements.py}), for each of its structures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleStudyTest {

  private static final Path FOLDER = Path.of("samples/ct-abdomen");

  private final InMemoryContext context = new InMemoryContext();
  private JsonNode expected = JsonNodeFactory.instance.objectNode();
  private String image = "";
  private String mask = "";

  @BeforeAll
  void load() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/expected/ct-abdomen.json")) {
      expected = new ObjectMapper().readTree(in);
    }
    Map<Integer, String> structures = new TreeMap<>();
    expected
        .properties()
        .forEach(e -> structures.put(e.getValue().path("label").asInt(), e.getKey()));
    Path ct = FOLDER.resolve("ct.nii.gz");
    Path labels = FOLDER.resolve("labels.nii.gz");
    try (InputStream a = Files.newInputStream(ct);
        InputStream b = Files.newInputStream(labels)) {
      Volume volume =
          NiftiReader.read(a, Files.size(ct), Unit.HOUNSFIELD, ReadLimits.standard()).volume();
      LabelMap map =
          NiftiReader.readLabels(b, Files.size(labels), structures, ReadLimits.standard());
      image = context.add(volume);
      mask = context.add(map, image);
    }
  }

  private JsonNode call(String name, String structure, String... more) throws IOException {
    Tool tool = new JavaToolMaker().make(ManifestReader.read(Path.of("tools", name, "tool.yaml")));
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("mask", mask).put("structure", structure);
    for (int i = 0; i < more.length; i += 2) {
      arguments.put(more[i], more[i + 1]);
    }
    return ToolResultJson.write(
        ToolInvoker.call(tool, new ToolCall(Ids.next(), tool.manifest().id(), arguments), context));
  }

  private static double value(JsonNode result, String output) {
    return result.path("outputs").path(output).path("value").asDouble(Double.NaN);
  }

  @TestFactory
  List<DynamicTest> measuresWhatNumpyAndScipyMeasure() {
    return expected.properties().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> compare(e.getKey(), e.getValue())))
        .toList();
  }

  private void compare(String structure, JsonNode e) throws IOException {
    String status = e.path("cut").asBoolean() ? "incomplete" : "completed";
    JsonNode volume = call("measure_volume", structure);
    assertThat(volume.path("status").asText()).isEqualTo(status);
    assertThat(value(volume, "volume")).isCloseTo(e.path("volume").asDouble(), within(1e-9));

    JsonNode intensity = call("measure_intensity", structure, "image", image);
    for (String s : List.of("mean", "sd", "min", "max", "p5", "p25", "p50", "p75", "p95")) {
      assertThat(value(intensity, s)).as(s).isCloseTo(e.path(s).asDouble(), within(1e-6));
    }

    JsonNode diameter = call("measure_diameter", structure);
    assertThat(diameter.path("status").asText()).isEqualTo(status);
    assertThat(value(diameter, "long_axis"))
        .isCloseTo(e.path("long_axis").asDouble(), within(1e-6));
    assertThat(value(diameter, "short_axis"))
        .isCloseTo(e.path("short_axis").asDouble(), within(1e-6));
    assertThat(diameter.path("quantities").path(0).path("evidence").path("box").path("min").path(2))
        .isEqualTo(JsonNodeFactory.instance.numberNode(e.path("slice").asInt()));

    for (String neighbours : List.of("6", "18", "26")) {
      JsonNode parts = call("count_components", structure, "connectivity", neighbours);
      assertThat(parts.path("outputs").path("count").asInt())
          .isEqualTo(e.path("parts").path(neighbours).asInt());
      if (neighbours.equals("26")) {
        assertThat(value(parts, "largest")).isCloseTo(e.path("largest").asDouble(), within(1e-9));
      }
    }
  }

  @Test
  void thereAreManyStructuresBothWholeAndCut() {
    assertThat(expected.size()).isGreaterThan(50);
    assertThat(expected.findValuesAsText("cut")).contains("true", "false");
  }
}
