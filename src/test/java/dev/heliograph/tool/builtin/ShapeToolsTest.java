package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mesh volume, 3D diameter and touching objects, on solids whose answers are formulas. */
class ShapeToolsTest {

  private final InMemoryContext context = new InMemoryContext();

  private String mask(LabelMap map) {
    Geometry g = map.geometry();
    return context.add(map, context.add(new Volume(g, new float[g.voxels()], Unit.HOUNSFIELD)));
  }

  private JsonNode call(String tool, String mask, String structure, String more) {
    return ToolRun.call(
        context, tool, "{'mask': '" + mask + "', 'structure': '" + structure + "'" + more + "}");
  }

  @Test
  void theMeshOfABoxLacksItsEdgesAndCorners() {
    JsonNode r = call("measure_volume", mask(MeasuringPhantom.labels()), "liver", "");
    // 10 × 12 × 8 voxels: along each edge a prism of 1/8 mm² is cut off, at each corner 5/48 mm³.
    double mm3 = 960 - 4 * (9 + 11 + 7) / 8.0 - 8 * 5 / 48.0;
    assertThat(ToolRun.value(r, "mesh_volume")).isCloseTo(mm3 / 1000, within(1e-12));
    assertThat(ToolRun.value(r, "volume")).isCloseTo(0.96, within(1e-12));
    assertThat(r.path("quantities").path(1).path("evidence").path("method").asText())
        .contains("mesh", "RNU0");
  }

  @Test
  void theLongestDiameterInSpaceEndsOnTwoFaces() {
    JsonNode r = call("measure_diameter", mask(MeasuringPhantom.labels()), "liver", "");
    assertThat(ToolRun.value(r, "feret_3d")).isCloseTo(Math.sqrt(81 + 144 + 49), within(1e-9));
    JsonNode q = r.path("quantities").path(2);
    assertThat(q.path("kind").asText()).isEqualTo("feret_diameter");
    assertThat(q.path("evidence").path("box").toString())
        .isEqualTo("{\"min\":[5,5,5],\"max\":[14,16,12]}");
    JsonNode line = q.path("evidence").path("lines").path(0);
    double squared = 0;
    for (int c = 0; c < 3; c++) {
      double d = line.path("to").path(c).asDouble() - line.path("from").path(c).asDouble();
      squared += d * d;
    }
    assertThat(Math.sqrt(squared)).isCloseTo(ToolRun.value(r, "feret_3d"), within(1e-9));
  }

  /**
   * Balls of 6 mm, 11 mm apart: the circle where they meet has a radius of √(36 − 5.5²) = 2.4 mm.
   */
  private String twoBalls() {
    Geometry g = Geometry.axisAligned(40, 25, 25, 1, 1, 1);
    Phantoms.Solid a = Phantoms.sphere(new double[] {13, 12, 12}, 6);
    Phantoms.Solid b = Phantoms.sphere(new double[] {24, 12, 12}, 6);
    LabelMap both =
        Phantoms.map(g, "lesion", (x, y, z) -> a.contains(x, y, z) || b.contains(x, y, z));
    return mask(new LabelMap(g, both.labels(), Map.of(1, "lesion")));
  }

  private static String neck(double mm) {
    return ", 'neck_depth': {'kind': 'length', 'value': " + mm + ", 'unit': 'mm'}";
  }

  @Test
  void touchingObjectsAreSplitWhereTheNeckIsDeepEnough() {
    String balls = twoBalls();
    JsonNode whole = call("count_components", balls, "lesion", "");
    assertThat(whole.path("outputs").path("count").asInt()).isEqualTo(1);
    JsonNode two = call("count_components", balls, "lesion", ", 'split': true");
    assertThat(two.path("outputs").path("count").asInt()).isEqualTo(2);
    // The plane between them lies half-way between two slices.
    assertThat(ToolRun.value(two, "largest"))
        .isCloseTo(ToolRun.value(whole, "largest") / 2, within(1e-12));
    assertThat(two.path("quantities").path(0).path("evidence").path("method").asText())
        .contains("26 neighbours", "at least 1.00 mm narrower");
    assertThat(
            call("count_components", balls, "lesion", neck(1.5))
                .path("outputs")
                .path("count")
                .asInt())
        .isEqualTo(2);
    assertThat(
            call("count_components", balls, "lesion", neck(4))
                .path("outputs")
                .path("count")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void aSplitThatContradictsItselfIsRejected() {
    String balls = twoBalls();
    JsonNode both = call("count_components", balls, "lesion", ", 'split': false" + neck(2));
    assertThat(both.path("status").asText()).isEqualTo("rejected");
    assertThat(call("count_components", balls, "lesion", neck(0)).path("fix").asText())
        .contains("above 0 mm");
  }
}
