package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.testing.Phantoms.Solid;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On slices slanted by 20° everything is measured, and as large as it is. */
class GantryTiltTest {

  private static final double SLANT = Math.tan(Math.toRadians(20));

  /** 1 mm pixels, slices 2 mm apart. */
  private static final Geometry GRID =
      new Geometry(70, 90, 35, new double[] {1, 0, 0, -35, 0, 1, 2 * SLANT, -55, 0, 0, 2, -34});

  private final InMemoryContext context = new InMemoryContext();

  private String mask(Solid one, Solid other) {
    short[] labels = Phantoms.map(GRID, "a", one).labels();
    short[] second = Phantoms.map(GRID, "b", other).labels();
    for (int p = 0; p < labels.length; p++) {
      labels[p] += (short) (2 * second[p]);
    }
    String image = context.add(new Volume(GRID, new float[GRID.voxels()], Unit.HOUNSFIELD));
    return context.add(new LabelMap(GRID, labels, Map.of(1, "liver", 2, "spleen")), image);
  }

  private JsonNode call(String tool, String mask, String more) {
    return ToolRun.call(
        context, tool, "{'mask': '" + mask + "', 'structure': 'liver'" + more + "}");
  }

  @Test
  void sizesNeedNoUprightGrid() {
    String balls =
        mask(
            Phantoms.sphere(new double[] {-12, 0, 0}, 11),
            Phantoms.sphere(new double[] {15, 0, 0}, 8));
    JsonNode volume = call("measure_volume", balls, "");
    double ml = 4 / 3.0 * Math.PI * 11 * 11 * 11 / 1000;
    assertThat(ToolRun.value(volume, "volume")).isCloseTo(ml, within(0.01 * ml));
    assertThat(ToolRun.value(volume, "mesh_volume")).isCloseTo(ml, within(0.02 * ml));
    JsonNode size = call("measure_diameter", balls, "");
    assertThat(ToolRun.value(size, "long_axis")).isCloseTo(22, within(1.0));
    // The first and last slice are discs: their outer edges reach a slice further than the ball.
    assertThat(ToolRun.value(size, "feret_3d")).isCloseTo(22, within(2.0));
    assertThat(size.path("warnings")).isEmpty();
  }

  @Test
  void aGapIsMeasuredUprightAndSaysSo() {
    String balls =
        mask(
            Phantoms.sphere(new double[] {-12, 0, 0}, 11),
            Phantoms.sphere(new double[] {15, 0, 0}, 8));
    JsonNode r = call("measure_distance", balls, ", 'other': 'spleen'");
    assertThat(ToolRun.value(r, "distance")).isCloseTo(27 - 11 - 8, within(1.0));
    assertThat(ToolRun.value(r, "centre_distance")).isCloseTo(27, within(0.1));
    assertThat(r.path("warnings").path(0).path("code").asText()).isEqualTo("upright_grid");
  }

  @Test
  void touchingObjectsAreSplit() {
    Solid a = Phantoms.sphere(new double[] {0, 0, -7}, 8);
    Solid b = Phantoms.sphere(new double[] {0, 0, 7}, 8);
    String balls =
        mask((x, y, z) -> a.contains(x, y, z) || b.contains(x, y, z), (x, y, z) -> false);
    JsonNode r = call("count_components", balls, ", 'split': true");
    assertThat(r.path("outputs").path("count").asInt()).isEqualTo(2);
    assertThat(r.path("warnings").toString()).contains("upright_grid");
    JsonNode whole = call("count_components", balls, "");
    assertThat(whole.path("outputs").path("count").asInt()).isEqualTo(1);
    assertThat(whole.path("warnings").toString()).doesNotContain("upright_grid");
    assertThat(ToolRun.value(r, "largest"))
        .isCloseTo(ToolRun.value(whole, "largest") / 2, within(0.06));
  }

  @Test
  void aVesselIsAsWideAsItIs() {
    Solid tube = (x, y, z) -> x * x + y * y <= 36 && Math.abs(z) < 28;
    JsonNode r = call("measure_vessel_diameter", mask(tube, (x, y, z) -> false), "");
    assertThat(ToolRun.value(r, "median_diameter")).isCloseTo(12, within(1.0));
    assertThat(r.path("warnings").toString()).contains("upright_grid");
  }
}
