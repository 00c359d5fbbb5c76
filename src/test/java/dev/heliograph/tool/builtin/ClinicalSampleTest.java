package dev.heliograph.tool.builtin;

import static dev.heliograph.tool.builtin.ToolRun.call;
import static dev.heliograph.tool.builtin.ToolRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.tool.InMemoryContext;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * On the sample CT the clinical tools find what numpy and scipy find ({@code
 * src/test/python/expected_clinical.py}).
 */
class ClinicalSampleTest {

  private final InMemoryContext context = new InMemoryContext();
  private final String arguments;
  private final JsonNode expected;

  ClinicalSampleTest() throws IOException {
    SampleCt ct = SampleCt.load();
    String image = context.add(ct.volume());
    arguments = "{'image': '" + image + "', 'mask': '" + context.add(ct.labels(), image) + "'}";
    expected =
        new ObjectMapper().readTree(getClass().getResourceAsStream("/expected/clinical.json"));
  }

  @Test
  void lungsAreCutSoTheirIndexIsThatOfTheRest() {
    JsonNode r = call(context, "measure_lung_density", arguments);
    assertThat(r.path("status").asText()).isEqualTo("incomplete");
    assertThat(r.path("reason").asText()).contains("superior");
    for (String output : List.of("laa_950", "perc15", "mean_lung_density", "volume")) {
      assertThat(value(r, output))
          .as(output)
          .isCloseTo(expected.path("lung").path(output).asDouble(), within(1e-6));
    }
  }

  @Test
  void liverAndSpleen() {
    JsonNode r = call(context, "compare_liver_spleen", arguments);
    for (String output : List.of("difference", "ratio")) {
      assertThat(value(r, output))
          .as(output)
          .isCloseTo(expected.path("liver_spleen").path(output).asDouble(), within(1e-6));
    }
  }

  @Test
  void thereIsNoHeartToScore() {
    JsonNode r = call(context, "score_calcium", arguments);
    assertThat(r.path("status").asText()).isEqualTo("rejected");
    assertThat(r.path("reason").asText()).contains("knows no heart");
  }
}
