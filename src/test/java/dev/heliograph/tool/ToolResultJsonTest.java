package dev.heliograph.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results survive being written and read; what is written is what the schema says. */
class ToolResultJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ToolResult.Payload payload() {
    Quantity volume = new Quantity("volume", 1432.4000000000001, Unit.MILLILITRE);
    Evidence full =
        new Evidence(
            "image",
            "mask",
            "liver",
            5,
            new Evidence.Box(List.of(1, 2, 3), List.of(4, 5, 6)),
            List.of(
                new Evidence.Line("long axis", List.of(1.5, -2.0, 0.1), List.of(3.0, 4.0, 5.0))),
            "counted",
            "tool@1.0.0",
            "someone 1997");
    Evidence least =
        new Evidence(null, null, null, null, null, List.of(), "guessed", "tool@1.0.0", null);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("volume", QuantityJson.write(volume));
    outputs.put("assessment", "within");
    return new ToolResult.Payload(
        outputs,
        List.of(
            new MeasuredQuantity(
                "q7", "volume", "liver", volume, MeasuredQuantity.Bound.LOWER, full),
            new MeasuredQuantity(
                null,
                "mean",
                null,
                new Quantity("mean", -3.25, Unit.HOUNSFIELD),
                MeasuredQuantity.Bound.REFERENCE,
                least)),
        List.of(
            new Artifact(
                "id",
                Artifact.Kind.LABEL_MAP,
                "image",
                "organs",
                "ab".repeat(32),
                "application/x-nifti",
                5_000_000_000L,
                new TreeMap<>(java.util.Map.of(1, "liver", 12, "spleen")),
                "tool@1.0.0")),
        List.of(new ToolResult.Warning("a_code", "a sentence")));
  }

  static Stream<ToolResult> results() {
    return Stream.of(
        new ToolResult.Completed(payload()),
        new ToolResult.Incomplete(payload(), "cut"),
        new ToolResult.Rejected("why", "how"),
        new ToolResult.Failed("cause", true),
        new ToolResult.Cancelled());
  }

  @ParameterizedTest
  @MethodSource("results")
  void writtenAndReadIsTheSame(ToolResult result) throws IOException {
    ObjectNode json = ToolResultJson.write(result);
    assertThat(Schemas.validate("result", json)).isEmpty();
    assertThat(ToolResultJson.read(JSON.readTree(JSON.writeValueAsString(json)))).isEqualTo(result);
  }

  @Test
  void whatIsNoResultIsRefused() throws IOException {
    assertThatThrownBy(() -> ToolResultJson.read(JSON.readTree("{\"status\":\"completed\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outputs");
  }
}
