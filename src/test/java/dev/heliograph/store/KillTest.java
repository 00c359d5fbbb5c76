package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.agent.DefaultAgentService;
import dev.heliograph.agent.EventJson;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore.Run;
import dev.heliograph.tool.Schemas;
import dev.heliograph.tool.ToolResult;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while a tool runs: the log is whole, and the run goes on where it was. */
class KillTest {

  @TempDir Path home;

  @Test
  void aRunThatWasKilledInsideOfAToolIsTakenUpAgain() throws Exception {
    kill();
    DataSource source = KilledService.source(home);
    try (DefaultAgentService service =
        KilledService.service(
            source,
            home,
            (call, context) ->
                new ToolResult.Completed(
                    new ToolResult.Payload(
                        JsonNodeFactory.instance.objectNode(), List.of(), List.of(), List.of())))) {
      SqlRuns runs = new SqlRuns(new Database(source));
      assertThat(runs.conversations()).hasSize(1);
      Run run = runs.unfinished().get(0);
      assertThat(run.text()).isEqualTo("do it");
      List<RunEvent> before = runs.events(run.id(), 0);
      assertThat(types(before)).startsWith("run_started", "plan_proposed", "tool_started");

      assertThat(service.resumeUnfinished()).isEqualTo(1);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> runs.run(run.id()).orElseThrow().endedWith() != null);
      List<RunEvent> after = runs.events(run.id(), 0);
      assertThat(after.subList(0, before.size())).isEqualTo(before);
      assertThat(types(after)).contains("resumed").endsWith("answer");
      for (int i = 0; i < after.size(); i++) {
        assertThat(after.get(i).seq()).isEqualTo(i + 1);
        assertThat(Schemas.validate("event", EventJson.write(after.get(i)))).isEmpty();
      }
      assertThat(runs.unfinished()).isEmpty();
    } finally {
      ((JdbcConnectionPool) source).dispose();
    }
  }

  private static List<String> types(List<RunEvent> events) {
    return events.stream().map(e -> e.type().json()).toList();
  }

  private void kill() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledService.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder said = new StringBuilder();
      String line;
      while ((line = out.readLine()) != null && !line.equals(KilledService.STUCK)) {
        said.append(line).append('\n');
      }
      assertThat(line).as(said.toString()).isEqualTo(KilledService.STUCK);
      Thread.sleep(300);
    } finally {
      // SIGKILL on POSIX systems: nothing in the process gets to tidy up.
      process.destroyForcibly();
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
