package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Modality;
import dev.heliograph.testing.ScriptedPlanner;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only what was measured is calculated with, and the result says what went in. */
class CalculationTest {

  private static Stubs.StubTool calculate() {
    try {
      return new Stubs.StubTool(
          Files.readString(Path.of("tools", "calculate", "tool.yaml")),
          (call, context) -> {
            Quantity sum = new Quantity("volume", 3, Unit.MILLILITRE);
            ObjectNode outputs = JsonNodeFactory.instance.objectNode();
            outputs.set("result", QuantityJson.write(sum));
            Evidence evidence = Evidence.calculated("made up", "calculate@1.0.0", List.of("q1"));
            return new ToolResult.Completed(
                new ToolResult.Payload(
                    outputs,
                    List.of(
                        new MeasuredQuantity(
                            null, "result", null, sum, MeasuredQuantity.Bound.EXACT, evidence)),
                    List.of(),
                    List.of()));
          });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final String SUM =
      """
      {'steps': [
        {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
        {'id': 'a', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}},
        {'id': 'b', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'spleen'}},
        {'id': 'sum', 'tool': 'calculate', 'args': {'operation': 'sum', 'quantities': ['$a.volume', '$b.volume']}}]}
      """;

  private static List<String> problems(String plan) {
    PlanContext context =
        new PlanContext(
            List.of(new PlannerState.NamedStudy("ct", Stubs.study(Modality.CT))),
            List.<Tool>of(Stubs.segment(), Stubs.measure(), calculate()).stream()
                .map(Tool::manifest)
                .toList(),
            List.of(),
            10);
    return PlanChecker.check(Bench.plan(plan), context).stream()
        .map(p -> p.path() + " " + p.code())
        .toList();
  }

  @Test
  void inputsArriveWithTheIdsThatTheConversationKnowsThemBy() {
    Stubs.StubTool calculate = calculate();
    try (Bench bench =
        Bench.of(
            ScriptedPlanner.of(Bench.propose(SUM), new Move.Answer("It is [[sum.result]].")),
            Stubs.segment(),
            Stubs.measure(),
            calculate)) {
      JsonNode answer = Bench.last(bench.run("go")).payload();
      assertThat(answer.path("segments").toString()).contains("q3");
      JsonNode in = calculate.calls.get(0).arguments().path("quantities");
      assertThat(in.path(0).path("id").asText()).isEqualTo("q1");
      assertThat(in.path(1).path("id").asText()).isEqualTo("q2");
      assertThat(in.path(1).path("structure").asText()).isEqualTo("spleen");
    }
  }

  @Test
  void aPlanWithANumberOfItsOwnIsTurnedDown() {
    assertThat(problems(SUM)).isEmpty();
    String own = "{'id': 'q9', 'kind': 'volume', 'value': 3, 'unit': 'mL'}";
    assertThat(problems(SUM.replace("'$b.volume'", own)))
        .containsExactly("steps[3].args.quantities literal_quantity");
  }

  @Test
  void howManyAnOperationTakesIsChecked() {
    assertThat(problems(SUM.replace("'sum', 'quantities'", "'ratio', 'quantities'"))).isEmpty();
    assertThat(problems(SUM.replace(", '$b.volume'", ""))).hasSize(1);
    assertThat(
            problems(
                SUM.replace("'$b.volume'", "'$b.volume', '$a.volume'")
                    .replace("'sum', 'q", "'ratio', 'q")))
        .hasSize(1);
  }
}
