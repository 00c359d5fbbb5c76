package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.study.Modality;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured values are handed to a tool that combines them, in the order the words mean. */
class CombiningTest {

  private static Rehearsal talk(String... studies) throws IOException {
    return new Rehearsal(
        FreshUtterancesTest.realTools(),
        List.of(studies).stream().map(s -> Bench.study(s, Modality.CT)).toList());
  }

  private static Plan.Step combining(Rehearsal talk) {
    return talk.planned.stream()
        .filter(s -> "calculate".equals(s.tool()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "total kidney volume | sum | left_kidney right_kidney",
        "how much bigger is the right kidney than the left in percent? | percent_difference | right_kidney left_kidney",
        "what fraction of the liver volume is the spleen volume? | percentage | spleen liver",
        "liver to spleen volume ratio | ratio | liver spleen",
        "difference in mean HU between the liver and the left kidney | difference | liver left_kidney"
      })
  void valuesGoInInTheOrderMeant(String said, String operation, String order) throws IOException {
    Rehearsal talk = talk("ct");
    Move move = talk.say(said);
    Plan.Step step = combining(talk);
    assertThat(step.args().path("operation").asText()).isEqualTo(operation);
    String[] structures = order.split(" ");
    for (int i = 0; i < structures.length; i++) {
      assertThat(step.args().path("quantities").path(i).asText()).startsWith("$" + structures[i]);
    }
    assertThat(((Move.Answer) move).text())
        .contains("The " + operation.replace('_', ' ') + " of the ")
        .contains("[[calculate.result");
  }

  @Test
  void theLaterScanIsSetAgainstTheEarlier() throws IOException {
    Rehearsal talk = talk("prior", "now");
    talk.say("By how many ml did the liver change since the prior?");
    Plan.Step step = combining(talk);
    String first = step.args().path("quantities").path(0).asText().replaceAll("^\\$|\\..*", "");
    String mask =
        talk.planned.stream()
            .filter(s -> s.id().equals(first))
            .map(s -> s.args().path("mask").asText().replaceAll("^\\$|\\..*", ""))
            .findFirst()
            .orElseThrow();
    assertThat(talk.planned)
        .anyMatch(s -> s.id().equals(mask) && s.args().path("image").asText().equals("$now"));
  }

  @Test
  void aWordForAnOutputOfTheToolAsksForNoCalculation() throws IOException {
    Rehearsal talk = talk("ct");
    talk.say("mean HU of both kidneys");
    assertThat(talk.planned).noneMatch(s -> "calculate".equals(s.tool()));
    talk.say("total liver volume");
    assertThat(talk.planned).noneMatch(s -> "calculate".equals(s.tool()));
  }
}
