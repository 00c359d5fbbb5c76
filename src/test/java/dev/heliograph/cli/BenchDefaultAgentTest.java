package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The default agent on every case that can run here, through the command. Prints its scores; what
 * it scores is no test, that it is scored completely is.
 */
class BenchDefaultAgentTest {

  @TempDir Path folder = Path.of("");

  @Test
  void theDefaultAgentIsScoredOnEveryCase() throws Exception {
    Path out = folder.resolve("default");
    StringWriter printed = new StringWriter();
    CommandLine line = Heliograph.line(CommandLine.defaultFactory());
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(new StringWriter()));
    int code = line.execute("bench", "run", "--parallel", "2", "--out", out.toString());
    System.out.println(printed);
    assertThat(code).isZero();
    JsonNode summary = new ObjectMapper().readTree(Files.readString(out.resolve("summary.json")));
    JsonNode overall = summary.path("overall");
    assertThat(overall.path("infraErrors").asInt()).isZero();
    assertThat(overall.path("trials").asInt()).isGreaterThanOrEqualTo(50);
    // The worst that an agent can do is not what a planner that plans anything gets.
    assertThat(overall.path("success").path("pass@1").path("mean").asDouble()).isBetween(0.2, 1.0);
    assertThat(Files.size(out.resolve("report.html"))).isGreaterThan(10_000);
  }
}
