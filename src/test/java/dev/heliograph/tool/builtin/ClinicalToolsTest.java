package dev.heliograph.tool.builtin;

import static dev.heliograph.tool.builtin.ToolRun.bound;
import static dev.heliograph.tool.builtin.ToolRun.call;
import static dev.heliograph.tool.builtin.ToolRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest.Fixture;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the clinical tools say of phantoms whose answers are known, and when they refuse. */
class ClinicalToolsTest {

  private final InMemoryContext context = new InMemoryContext();

  private static String imageAndMask(Fixture f) {
    return "{'image': '" + f.image() + "', 'mask': '" + f.mask() + "'}";
  }

  @Test
  void agatstonScoreOfTheHeartIsAnUpperBound() {
    JsonNode r = call(context, "score_calcium", imageAndMask(ChestPhantom.in(context)));
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(value(r, "agatston_score")).isCloseTo(ChestPhantom.SCORE, within(1e-9));
    // 16 + 16 pixels and 4 of 0.25 mm² × 3 mm.
    assertThat(value(r, "volume_score")).isCloseTo(36 * 0.75, within(1e-9));
    assertThat(bound(r, "agatston_score")).isEqualTo("upper");
    assertThat(r.path("warnings").toString()).contains("whole_heart", "ungated");
    assertThat(r.path("warnings").toString()).doesNotContain("slice_thickness");
  }

  @Test
  void agatstonScoreOfTheArteriesIsExactAndScaledToThreeMillimetres() {
    ChestPhantom phantom = new ChestPhantom();
    Geometry thin = Geometry.axisAligned(60, 40, 10, 0.5, 0.5, 1.5);
    String image = context.add(new Volume(thin, phantom.volume().values(), Unit.HOUNSFIELD));
    String mask =
        context.add(
            new LabelMap(thin, phantom.map().labels(), Map.of(1, "coronary_arteries")), image);
    JsonNode r = call(context, "score_calcium", imageAndMask(new Fixture(image, mask)));
    assertThat(value(r, "agatston_score")).isCloseTo(ChestPhantom.SCORE / 2, within(1e-9));
    assertThat(bound(r, "agatston_score")).isEqualTo("exact");
    assertThat(r.path("warnings").toString()).contains("slice_thickness");
  }

  @Test
  void calciumIsNotScoredWithContrastOrWithoutAHeart() {
    ChestPhantom phantom = new ChestPhantom();
    float[] bright = phantom.volume().values().clone();
    for (int p = 0; p < bright.length; p++) {
      bright[p] = bright[p] == 40 ? 180 : bright[p];
    }
    String image = context.add(new Volume(ChestPhantom.GRID, bright, Unit.HOUNSFIELD));
    String mask = context.add(phantom.map(), image);
    JsonNode r = call(context, "score_calcium", imageAndMask(new Fixture(image, mask)));
    assertThat(r.path("status").asText()).isEqualTo("rejected");
    assertThat(r.path("reason").asText()).contains("median of 180 HU");
    JsonNode none = call(context, "score_calcium", imageAndMask(MeasuringPhantom.in(context)));
    assertThat(none.path("reason").asText()).contains("knows no heart");
    assertThat(none.path("fix").asText()).contains("segment the heart");
  }

  @Test
  void emphysemaIndexOfBothLungs() {
    JsonNode r = call(context, "measure_lung_density", imageAndMask(ChestPhantom.in(context)));
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(value(r, "laa_950")).isCloseTo(12.5, within(1e-9));
    assertThat(value(r, "perc15")).isEqualTo(-870);
    assertThat(value(r, "mean_lung_density")).isCloseTo(-870 - 90 / 8.0, within(1e-9));
    assertThat(value(r, "volume")).isCloseTo(2 * 16 * 30 * 6 * 0.75 / 1000, within(1e-9));
    // Two labels together are not one label of the mask.
    assertThat(r.path("quantities").path(0).path("evidence").has("mask")).isFalse();
    assertThat(r.path("quantities").path(0).path("evidence").path("method").asText())
        .contains("right_lung, left_lung together");
    assertThat(r.path("warnings").toString()).contains("thick_slices", "inspiration");
  }

  @Test
  void oneLungIsOnlyAPart() {
    ChestPhantom phantom = new ChestPhantom();
    String image = context.add(phantom.volume());
    LabelMap left = new LabelMap(ChestPhantom.GRID, phantom.map().labels(), Map.of(3, "left_lung"));
    JsonNode r =
        call(
            context,
            "measure_lung_density",
            imageAndMask(new Fixture(image, context.add(left, image))));
    assertThat(r.path("status").asText()).isEqualTo("incomplete");
    assertThat(r.path("reason").asText()).contains("only one lung");
    assertThat(value(r, "laa_950")).isZero();
  }

  @Test
  void liverAndSpleen() {
    float[] values = new float[MeasuringPhantom.GRID.voxels()];
    LabelMap map = MeasuringPhantom.labels();
    for (int p = 0; p < values.length; p++) {
      values[p] = map.labels()[p] == 1 ? 30 : map.labels()[p] == 2 ? 48 : 0;
    }
    String image = context.add(new Volume(MeasuringPhantom.GRID, values, Unit.HOUNSFIELD));
    String arguments = imageAndMask(new Fixture(image, context.add(map, image)));
    JsonNode r = call(context, "compare_liver_spleen", arguments);
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(value(r, "difference")).isEqualTo(-18);
    assertThat(value(r, "ratio")).isEqualTo(0.625);
    String mr = context.add(new Volume(MeasuringPhantom.GRID, values, Unit.ARBITRARY));
    JsonNode refused = call(context, "compare_liver_spleen", arguments.replace(image, mr));
    assertThat(refused.path("reason").asText()).contains("Hounsfield");
  }

  @Test
  void anAgentThatTheFilesNameIsHeeded() {
    Map<String, String> given = Map.of("ContrastBolusAgent", "given");
    ChestPhantom phantom = new ChestPhantom();
    String image = context.add(phantom.volume(), dev.heliograph.study.Modality.CT, given);
    Fixture f = new Fixture(image, context.add(phantom.map(), image));
    JsonNode score = call(context, "score_calcium", imageAndMask(f));
    assertThat(score.path("reason").asText()).contains("name an agent");
    JsonNode lungs = call(context, "measure_lung_density", imageAndMask(f));
    assertThat(lungs.path("warnings").toString()).contains("contrast");
  }
}
