package dev.heliograph.tool.builtin;

import static dev.heliograph.tool.builtin.ToolRun.bound;
import static dev.heliograph.tool.builtin.ToolRun.call;
import static dev.heliograph.tool.builtin.ToolRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.study.Modality;
import dev.heliograph.testing.Phantoms;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest;
import dev.heliograph.tool.ToolContractTest.Fixture;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Vessel, chest radiograph and body composition: contract, phantoms, and what is refused. */
class RegionToolsTest {

  private final InMemoryContext context = new InMemoryContext();

  /** A tube of 16 mm along S with a ball of 24 mm in its middle, and a ball alone. */
  static Fixture vessel(InMemoryContext context, double length) {
    Geometry g = Geometry.axisAligned(50, 50, 90, 1, 1, 1);
    LabelMap tube =
        Phantoms.map(
            g,
            "aorta",
            (x, y, z) ->
                (Math.hypot(x - 24, y - 24) <= 8 && Math.abs(z - 44) <= length / 2)
                    || Math.sqrt((x - 24) * (x - 24) + (y - 24) * (y - 24) + (z - 44) * (z - 44))
                        <= 12);
    String image = context.add(new Volume(g, new float[g.voxels()], Unit.HOUNSFIELD));
    return new Fixture(
        image, context.add(new LabelMap(g, tube.labels(), Map.of(1, "aorta")), image));
  }

  /** Heart of 30 pixels across a chest of 60. */
  static Fixture film(InMemoryContext context, Map<String, String> attributes) {
    Geometry g = new Geometry(80, 60, 1, new double[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0});
    short[] labels = new short[g.voxels()];
    for (int j = 5; j < 50; j++) {
      for (int i = 10; i < 70; i++) {
        labels[g.index(i, j, 0)] =
            (short) (j > 25 && i >= 28 && i < 58 ? 1 : i < 35 ? 2 : i >= 45 ? 3 : 0);
      }
    }
    String image =
        context.add(new Volume(g, new float[g.voxels()], Unit.ARBITRARY), Modality.CR, attributes);
    return new Fixture(
        image,
        context.add(
            new LabelMap(g, labels, Map.of(1, "heart", 2, "right_lung", 3, "left_lung")), image));
  }

  /** A fat disc of 90 mm with a ring of muscle from 50 to 60 mm, and a vertebra. */
  static Fixture body(InMemoryContext context, boolean muscles) {
    Geometry g = new Geometry(100, 100, 7, new double[] {2, 0, 0, -100, 0, 2, 0, -100, 0, 0, 5, 0});
    float[] hu = new float[g.voxels()];
    short[] labels = new short[hu.length];
    for (int p = 0; p < hu.length; p++) {
      double r = Math.hypot(p % 100 * 2 - 100, p / 100 % 100 * 2 - 100);
      boolean muscle = r >= 50 && r < 60;
      boolean bone = r < 10;
      hu[p] = r > 90 ? -1000 : muscle ? 50 : bone ? 400 : -100;
      int k = p / 10_000;
      labels[p] = (short) (bone && k > 0 && k < 6 ? 1 : muscle && muscles ? 2 : 0);
    }
    String image = context.add(new Volume(g, hu, Unit.HOUNSFIELD));
    Map<Integer, String> names =
        muscles ? Map.of(1, "vertebrae_L3", 2, "skeletal_muscle") : Map.of(1, "vertebrae_L3");
    return new Fixture(image, context.add(new LabelMap(g, labels, names), image));
  }

  @Nested
  class VesselContract extends ToolContractTest {
    VesselContract() {
      super("measure_vessel_diameter");
    }

    @Override
    protected Fixture fixture(InMemoryContext in) {
      return vessel(in, 80);
    }
  }

  @Nested
  class FilmContract extends ToolContractTest {
    FilmContract() {
      super("measure_cardiothoracic_ratio");
    }

    @Override
    protected Fixture fixture(InMemoryContext in) {
      return film(in, Map.of());
    }
  }

  @Nested
  class BodyContract extends ToolContractTest {
    BodyContract() {
      super("measure_body_composition");
    }

    @Override
    protected Fixture fixture(InMemoryContext in) {
      return body(in, true);
    }
  }

  @Test
  void vesselWithABulge() {
    String mask = vessel(context, 80).mask();
    JsonNode r =
        call(context, "measure_vessel_diameter", "{'mask': '" + mask + "', 'structure': 'aorta'}");
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(value(r, "max_diameter")).isCloseTo(24, within(1.0));
    assertThat(value(r, "equivalent_diameter")).isCloseTo(24, within(0.7));
    assertThat(value(r, "length")).isCloseTo(80, within(4.0));
    assertThat(r.path("quantities").path(0).path("evidence").path("lines").size()).isEqualTo(1);
    JsonNode ball =
        call(
            context,
            "measure_vessel_diameter",
            "{'mask': '" + vessel(context, 1).mask() + "', 'structure': 'aorta'}");
    assertThat(ball.path("reason").asText()).contains("is no tube");
  }

  @Test
  void aortaThatLeavesTheScanIsOnlyAPart() {
    SampleCt ct = SampleCt.load();
    String image = context.add(ct.volume());
    String mask = context.add(ct.labels(), image);
    JsonNode r =
        call(context, "measure_vessel_diameter", "{'mask': '" + mask + "', 'structure': 'aorta'}");
    assertThat(r.path("status").asText()).isEqualTo("incomplete");
    assertThat(bound(r, "max_diameter")).isEqualTo("lower");
    assertThat(value(r, "median_diameter")).isCloseTo(19.8, within(1.0));
    JsonNode fat =
        call(
            context,
            "measure_body_composition",
            "{'image': '" + image + "', 'mask': '" + mask + "', 'level': 'L4'}");
    assertThat(fat.path("status").asText()).isEqualTo("incomplete");
    assertThat(fat.path("reason").asText()).contains("no skeletal muscle");
    assertThat(value(fat, "visceral_fat_area")).isCloseTo(184, within(1.0));
  }

  @Test
  void ratioOfHeartAndChest() {
    String mask = film(context, Map.of("ViewPosition", "PA")).mask();
    JsonNode r = call(context, "measure_cardiothoracic_ratio", "{'mask': '" + mask + "'}");
    assertThat(r.path("status").asText()).isEqualTo("completed");
    assertThat(value(r, "cardiothoracic_ratio")).isCloseTo(0.5, within(1e-12));
    assertThat(r.path("warnings")).isEmpty();
    String ap = film(context, Map.of("ViewPosition", "AP")).mask();
    JsonNode enlarged = call(context, "measure_cardiothoracic_ratio", "{'mask': '" + ap + "'}");
    assertThat(enlarged.path("warnings").toString()).contains("the view is AP");
    String ct = ChestPhantom.in(context).mask();
    JsonNode volume = call(context, "measure_cardiothoracic_ratio", "{'mask': '" + ct + "'}");
    assertThat(volume.path("reason").asText()).contains("no single frontal picture");
  }

  @Test
  void fatMuscleAndIndex() {
    Fixture f = body(context, true);
    String arguments = "{'image': '" + f.image() + "', 'mask': '" + f.mask() + "'";
    JsonNode r =
        call(
            context,
            "measure_body_composition",
            arguments + ", 'height': {'kind': 'height', 'value': 200, 'unit': 'cm'}}");
    assertThat(r.path("status").asText()).isEqualTo("completed");
    double ring = Math.PI * (60 * 60 - 50 * 50) / 100;
    assertThat(value(r, "muscle_area")).isCloseTo(ring, within(0.03 * ring));
    assertThat(value(r, "muscle_index")).isCloseTo(ring / 4, within(0.03 * ring));
    assertThat(value(r, "visceral_fat_area"))
        .isCloseTo(Math.PI * (50 * 50 - 10 * 10) / 100, within(2.0));
    assertThat(value(r, "subcutaneous_fat_area"))
        .isCloseTo(Math.PI * (90 * 90 - 60 * 60) / 100, within(3.0));
    JsonNode tall =
        call(
            context,
            "measure_body_composition",
            arguments + ", 'height': {'kind': 'height', 'value': 175, 'unit': 'm'}}");
    assertThat(tall.path("reason").asText()).contains("no body height");
    JsonNode other = call(context, "measure_body_composition", arguments + ", 'level': 'L5'}");
    assertThat(other.path("reason").asText()).contains("knows no vertebrae l5");
  }
}
