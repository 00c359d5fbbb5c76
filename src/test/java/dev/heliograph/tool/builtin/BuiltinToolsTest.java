package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Ids;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContractTest.Fixture;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolResultJson;
import dev.heliograph.tool.adapter.JavaToolMaker;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the built-in tools say of a phantom whose answers are known. */
class BuiltinToolsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemoryContext context = new InMemoryContext();
  private final Fixture phantom = MeasuringPhantom.in(context);

  private JsonNode call(String tool, String arguments) throws IOException {
    Tool t = new JavaToolMaker().make(ManifestReader.read(Path.of("tools", tool, "tool.yaml")));
    ObjectNode args =
        (ObjectNode)
            JSON.readTree(
                arguments
                    .replace('\'', '"')
                    .replace("$image", phantom.image())
                    .replace("$mask", phantom.mask()));
    return ToolResultJson.write(
        ToolInvoker.call(t, new ToolCall(Ids.next(), t.manifest().id(), args), context));
  }

  private static double value(JsonNode result, String output) {
    return result.path("outputs").path(output).path("value").asDouble(Double.NaN);
  }

  @Test
  void volumeOfAWholeOrganIsExact() throws IOException {
    JsonNode r = call("measure_volume", "{'mask': '$mask', 'structure': 'liver'}");
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(value(r, "volume")).isCloseTo(0.96, within(1e-12));
    JsonNode q = r.path("quantities").path(0);
    assertThat(q.path("bound").asText()).isEqualTo("exact");
    assertThat(q.path("evidence").path("box").toString())
        .isEqualTo("{\"min\":[5,5,5],\"max\":[14,16,12]}");
  }

  @ParameterizedTest
  @CsvSource({"measure_volume,volume", "measure_diameter,long_axis", "count_components,count"})
  void aStructureCutByTheEdgeGivesALowerBound(String tool, String output) throws IOException {
    JsonNode r = call(tool, "{'mask': '$mask', 'structure': 'stomach'}");
    assertThat(r.path("status").asText()).isEqualTo("incomplete");
    assertThat(r.path("reason").asText()).contains("stomach reaches the superior edge");
    assertThat(r.path("quantities").path(0).path("output").asText()).isEqualTo(output);
    assertThat(r.path("quantities").path(0).path("bound").asText()).isEqualTo("lower");
  }

  @ParameterizedTest
  @CsvSource({"measure_volume", "measure_diameter", "measure_intensity"})
  void anEmptyOrUnknownStructureIsNeverZero(String tool) throws IOException {
    String image = tool.equals("measure_intensity") ? "'image': '$image', " : "";
    JsonNode empty = call(tool, "{" + image + "'mask': '$mask', 'structure': 'pancreas'}");
    assertThat(empty.path("status").asText()).isEqualTo("rejected");
    assertThat(empty.path("reason").asText()).contains("no pancreas was found");
    JsonNode unknown = call(tool, "{" + image + "'mask': '$mask', 'structure': 'left_kidney'}");
    assertThat(unknown.path("reason").asText()).contains("knows no left kidney");
    assertThat(unknown.path("fix").asText()).contains("liver, spleen");
  }

  @Test
  void countsPartsAboveASize() throws IOException {
    JsonNode all = call("count_components", "{'mask': '$mask', 'structure': 'spleen'}");
    assertThat(all.path("outputs").path("count").asInt()).isEqualTo(2);
    assertThat(value(all, "largest")).isCloseTo(1.28, within(1e-12));
    JsonNode large =
        call(
            "count_components",
            "{'mask': '$mask', 'structure': 'spleen',"
                + " 'min_volume': {'kind': 'volume', 'value': 100, 'unit': 'mm3'}}");
    assertThat(large.path("outputs").path("count").asInt()).isEqualTo(1);
    assertThat(large.path("warnings").path(0).path("code").asText())
        .isEqualTo("small_parts_left_out");
    JsonNode none = call("count_components", "{'mask': '$mask', 'structure': 'pancreas'}");
    assertThat(none.path("status").asText()).isEqualTo("incomplete");
    assertThat(none.path("quantities").path(0).path("bound").asText()).isEqualTo("lower");
  }

  @Test
  void diameterOfSeveralPartsIsThatOfTheLargest() throws IOException {
    JsonNode r = call("measure_diameter", "{'mask': '$mask', 'structure': 'spleen'}");
    // 8 × 8 voxels: the outline's corners are cut by half a voxel.
    assertThat(value(r, "long_axis")).isCloseTo(Math.hypot(8, 7), within(1e-9));
    assertThat(r.path("warnings").path(0).path("code").asText()).isEqualTo("several_parts");
    assertThat(r.path("quantities").path(0).path("evidence").path("lines").size()).isEqualTo(1);
  }

  @Test
  void intensityIsInTheImagesUnitAndFollowsTheMaskToAnotherGrid() throws IOException {
    String arguments = "{'image': '$image', 'mask': '$mask', 'structure': 'liver'}";
    JsonNode r = call("measure_intensity", arguments);
    assertThat(value(r, "mean")).isEqualTo(50);
    assertThat(value(r, "sd")).isZero();
    assertThat(r.path("outputs").path("p95").path("unit").asText()).isEqualTo("[hnsf'U]");

    Geometry fine = Geometry.axisAligned(80, 80, 60, 0.5, 0.5, 0.5);
    String other = context.add(new Volume(fine, new float[fine.voxels()], Unit.ARBITRARY));
    JsonNode mr = call("measure_intensity", arguments.replace("$image", other));
    assertThat(mr.path("outputs").path("mean").path("unit").asText()).isEqualTo("[arb'U]");
    assertThat(mr.path("warnings").path(0).path("code").asText()).isEqualTo("mask_resampled");

    Geometry away = new Geometry(9, 9, 9, new double[] {1, 0, 0, 500, 0, 1, 0, 0, 0, 0, 1, 0});
    String far = context.add(new Volume(away, new float[729], Unit.ARBITRARY));
    JsonNode none = call("measure_intensity", arguments.replace("$image", far));
    assertThat(none.path("reason").asText()).contains("do not overlap");
  }

  @ParameterizedTest
  @CsvSource({
    "420,mL,exact,completed,above",
    "0.42,L,exact,completed,above",
    "200,mL,exact,completed,within",
    "314.5,cm3,exact,completed,within",
    "60,mL,exact,completed,below",
    "420,mL,lower,completed,above",
    "200,mL,lower,incomplete,",
    "60,mL,lower,incomplete,",
    "60,mL,upper,completed,below",
    "420,mL,upper,incomplete,"
  })
  void sizeIsComparedWithACitedRange(
      double value, String unit, String bound, String status, String assessment)
      throws IOException {
    JsonNode r =
        call(
            "assess_size",
            String.format(
                java.util.Locale.ROOT,
                "{'structure': 'spleen', 'volume':"
                    + " {'kind': 'volume', 'value': %f, 'unit': '%s', 'bound': '%s'}}",
                value,
                unit,
                bound));
    assertThat(r.path("status").asText()).isEqualTo(status);
    assertThat(r.path("outputs").path("assessment").asText(null)).isEqualTo(assessment);
    assertThat(value(r, "lower")).isCloseTo(107.2, within(1e-9));
    assertThat(value(r, "upper")).isCloseTo(314.5, within(1e-9));
    assertThat(r.path("quantities").path(1).path("evidence").path("citation").asText())
        .contains("Eur Radiol 1997;7(2):246");
    assertThat(r.path("warnings").toString()).contains("not a diagnosis", "age, sex and body size");
  }

  @Test
  void anOrganWithoutACitedRangeIsNotJudged() throws IOException {
    JsonNode r =
        call(
            "assess_size",
            "{'structure': 'left_kidney', 'volume': {'kind': 'volume', 'value': 150, 'unit': 'mL'}}");
    assertThat(r.path("status").asText()).isEqualTo("rejected");
    assertThat(r.path("reason").asText()).contains("structure", "liver", "spleen");
  }

  @Test
  void studiesAreListedWithSizeAndSpacing() throws IOException {
    JsonNode r = call("list_studies", "{}");
    assertThat(r.path("outputs").path("count").asInt()).isEqualTo(1);
    assertThat(r.path("outputs").path("images").path(0).asText()).isEqualTo(phantom.image());
    assertThat(r.path("outputs").path("descriptions").path(0).asText())
        .contains("CT", "40 × 40 × 30");
    assertThat(r.path("outputs").path("size_z").path(0).asInt()).isEqualTo(30);
    assertThat(r.path("outputs").path("spacing_z").path(0).path("unit").asText()).isEqualTo("mm");
  }

  @Test
  void anImageIsNoMask() throws IOException {
    JsonNode r = call("measure_volume", "{'mask': '$image', 'structure': 'liver'}");
    assertThat(r.path("status").asText()).isEqualTo("rejected");
    assertThat(r.path("reason").asText()).contains("no artifact");
  }
}
