package dev.heliograph.tool.builtin;

import static dev.heliograph.tool.builtin.ToolRun.bound;
import static dev.heliograph.tool.builtin.ToolRun.call;
import static dev.heliograph.tool.builtin.ToolRun.value;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tumour burden and response on boxes of known size. */
class ResponseToolsTest {

  private static final Geometry GRID = Geometry.axisAligned(80, 60, 20, 1, 1, 1);

  private final InMemoryContext context = new InMemoryContext();

  /** Rods of 3 × 3 voxels with the given lengths along x, away from the edge. */
  private String rods(int... lengths) {
    short[] labels = new short[GRID.voxels()];
    for (int n = 0; n < lengths.length; n++) {
      double y = 4 + 6 * n;
      short[] rod =
          Phantoms.map(
                  GRID,
                  "rod",
                  Phantoms.box(new double[] {4, y, 5}, new double[] {4 + lengths[n], y + 3, 8}))
              .labels();
      for (int p = 0; p < labels.length; p++) {
        labels[p] |= rod[p];
      }
    }
    String image = context.add(new Volume(GRID, new float[GRID.voxels()], Unit.HOUNSFIELD));
    return context.add(new LabelMap(GRID, labels, Map.of(1, "lesion")), image);
  }

  /** The outline's corners are cut by half a voxel. */
  private static double axis(int length) {
    return Math.hypot(length, 2);
  }

  @Test
  void burdenAddsUpTheMeasurableOnes() {
    String mask = rods(30, 20, 12, 6);
    JsonNode r =
        call(
            context,
            "measure_tumour_burden",
            "{'mask': '" + mask + "', 'structure': 'lesion', 'max_targets': 2}");
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(r.path("outputs").path("count").asInt()).isEqualTo(4);
    assertThat(r.path("outputs").path("targets").asInt()).isEqualTo(2);
    assertThat(value(r, "sum_of_diameters")).isCloseTo(axis(30) + axis(20), within(1e-9));
    assertThat(value(r, "total_volume")).isCloseTo(68 * 9 / 1000.0, within(1e-12));
    assertThat(value(r, "largest_diameter")).isCloseTo(axis(30), within(1e-9));
    assertThat(r.path("quantities").path(2).path("evidence").path("lines").size()).isEqualTo(2);
    JsonNode nodes =
        call(
            context,
            "measure_tumour_burden",
            "{'mask': '" + mask + "', 'structure': 'lesion', 'lymph_nodes': true}");
    assertThat(value(nodes, "sum_of_diameters")).isZero();
    JsonNode none =
        call(context, "measure_tumour_burden", "{'mask': '" + rods() + "', 'structure': 'lesion'}");
    assertThat(none.path("status").asText()).isEqualTo("incomplete");
    assertThat(bound(none, "total_volume")).isEqualTo("lower");
  }

  @ParameterizedTest
  @CsvSource({
    "40,40,stable_disease",
    "40,29,stable_disease",
    "40,27,partial_response",
    "40,8,partial_response",
    "40,0,complete_response",
    "40,47,stable_disease",
    "40,49,progressive_disease",
    // 25 % more and only 4 mm: both are needed.
    "16,20,stable_disease"
  })
  void classOfResponse(int before, int now, String response) {
    String prior = rods(before);
    String mask = now == 0 ? rods() : rods(now);
    JsonNode r =
        call(
            context,
            "assess_response",
            "{'prior_mask': '"
                + prior
                + "', 'mask': '"
                + mask
                + "', 'structure': 'lesion', 'interval': {'kind': 'interval', 'value': 90, 'unit': 'd'}}");
    assertThat(r.path("outputs").path("response").asText()).as(r.toString()).isEqualTo(response);
    double sum = now == 0 ? 0 : axis(now);
    assertThat(value(r, "change")).isCloseTo(100 * (sum / axis(before) - 1), within(1e-9));
    assertThat(value(r, "volume_change")).isCloseTo(100.0 * (now - before) / before, within(1e-9));
    if (now > before) {
      assertThat(value(r, "doubling_time"))
          .isCloseTo(90 / (Math.log(now / (double) before) / Math.log(2)), within(1e-9));
    } else {
      assertThat(r.path("outputs").has("doubling_time")).isFalse();
    }
  }

  @Test
  void newLesionsNadirAndMoreLesions() {
    String prior = rods(40);
    String now = rods(40, 15);
    String arguments =
        "{'prior_mask': '" + prior + "', 'mask': '" + now + "', 'structure': 'lesion'";
    JsonNode more = call(context, "assess_response", arguments + "}");
    assertThat(more.path("outputs").path("response").asText()).isEqualTo("stable_disease");
    assertThat(more.path("warnings").toString()).contains("more_lesions");
    JsonNode seen = call(context, "assess_response", arguments + ", 'new_lesions': true}");
    assertThat(seen.path("outputs").path("response").asText()).isEqualTo("progressive_disease");
    String nadir = ", 'nadir': {'kind': 'sum_of_diameters', 'value': 3, 'unit': 'cm'}}";
    JsonNode fromNadir = call(context, "assess_response", arguments + nadir);
    assertThat(fromNadir.path("outputs").path("response").asText())
        .isEqualTo("progressive_disease");
    JsonNode bad = call(context, "assess_response", arguments + nadir.replace("3", "90"));
    assertThat(bad.path("reason").asText()).contains("smallest sum");
  }

  @Test
  void withoutAMeasurableBaselineOrCutByTheEdgeThereIsNoClass() {
    JsonNode small =
        call(
            context,
            "assess_response",
            "{'prior_mask': '" + rods(7) + "', 'mask': '" + rods(20) + "', 'structure': 'lesion'}");
    assertThat(small.path("status").asText()).isEqualTo("rejected");
    assertThat(small.path("reason").asText()).contains("10 mm");
    short[] labels = new short[GRID.voxels()];
    for (int i = 0; i < 30; i++) {
      labels[GRID.index(i, 8, 5)] = 1;
    }
    String image = context.add(new Volume(GRID, new float[GRID.voxels()], Unit.HOUNSFIELD));
    String edge = context.add(new LabelMap(GRID, labels, Map.of(1, "lesion")), image);
    JsonNode cut =
        call(
            context,
            "assess_response",
            "{'prior_mask': '" + rods(20) + "', 'mask': '" + edge + "', 'structure': 'lesion'}");
    assertThat(cut.path("status").asText()).isEqualTo("incomplete");
    assertThat(cut.path("outputs").has("response")).isFalse();
    assertThat(bound(cut, "sum_of_diameters")).isEqualTo("lower");
  }
}
