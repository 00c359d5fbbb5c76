package dev.heliograph.tool.builtin;

import static dev.heliograph.tool.builtin.ToolRun.bound;
import static dev.heliograph.tool.builtin.ToolRun.call;
import static dev.heliograph.tool.builtin.ToolRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest.Fixture;
import org.junit.jupiter.api.Test;

/** Distances and angles of the measuring phantom's boxes, and of points. */
class GeometryToolsTest {

  private final InMemoryContext context = new InMemoryContext();
  private final Fixture phantom = MeasuringPhantom.in(context);

  private JsonNode pair(String tool, String a, String b) {
    return call(
        context,
        tool,
        "{'mask': '" + phantom.mask() + "', 'structure': '" + a + "', 'other': '" + b + "'}");
  }

  @Test
  void distanceOfTwoOrgans() {
    JsonNode r = pair("measure_distance", "liver", "spleen");
    assertThat(r.path("status").asText()).isEqualTo("completed");
    // The large box of the spleen lies 10 mm to the right and 8 mm in front; the small one 13 mm
    // off.
    assertThat(value(r, "distance")).isCloseTo(Math.hypot(10, 8), within(1e-9));
    assertThat(bound(r, "distance")).isEqualTo("exact");
    assertThat(r.path("quantities").path(0).path("evidence").path("lines").size()).isEqualTo(1);
    JsonNode cut = pair("measure_distance", "spleen", "stomach");
    assertThat(cut.path("status").asText()).isEqualTo("incomplete");
    assertThat(bound(cut, "distance")).isEqualTo("upper");
    assertThat(value(cut, "distance")).isCloseTo(10, within(1e-9));
    assertThat(pair("measure_distance", "liver", "liver").path("reason").asText())
        .contains("both structures are the liver");
    assertThat(pair("measure_distance", "liver", "pancreas").path("reason").asText())
        .contains("no pancreas");
  }

  @Test
  void angleNeedsLongAxes() {
    JsonNode round = pair("measure_angle", "liver", "stomach");
    assertThat(round.path("status").asText()).isEqualTo("rejected");
    assertThat(round.path("reason").asText()).contains("stomach is about as wide");
    JsonNode r = pair("measure_angle", "liver", "spleen");
    assertThat(value(r, "angle")).isBetween(50.0, 90.0);
    assertThat(r.path("quantities").path(0).path("evidence").path("lines").size()).isEqualTo(2);
  }

  private JsonNode points(String what) {
    return call(context, "measure_points", "{'image': '" + phantom.image() + "', " + what + "}");
  }

  @Test
  void pointsAndLines() {
    assertThat(value(points("'points': [[1,2,3],[4,6,3]]"), "distance")).isEqualTo(5);
    assertThat(value(points("'points': [[1,0,0],[0,0,0],[1,1,0]]"), "angle"))
        .isCloseTo(45, within(1e-9));
    assertThat(
            value(
                points(
                    "'lines': [{'from': [0,0,0], 'to': [9,0,0]}, {'from': [5,5,5], 'to': [4,6,5]}]"),
                "angle"))
        .isCloseTo(45, within(1e-9));
    assertThat(points("'points': [[1,0,0],[1,0,0],[1,1,0]]").path("reason").asText())
        .contains("coincide");
    assertThat(points("'points': []").path("status").asText()).isEqualTo("rejected");
    JsonNode neither = call(context, "measure_points", "{'image': '" + phantom.image() + "'}");
    assertThat(neither.path("fix").asText()).contains("points or lines");
  }
}
