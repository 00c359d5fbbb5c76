package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.store.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line does without the application. */
class HeliographTest {

  private record Outcome(int code, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Heliograph.line(CommandLine.defaultFactory());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Outcome(line.execute(args), out.toString(), err.toString());
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHelps() {
    return all(Heliograph.line(CommandLine.defaultFactory()), "")
        .map(
            words ->
                DynamicTest.dynamicTest(
                    "heliograph" + words,
                    () -> {
                      Outcome help = run((words.trim() + " --help").trim().split(" ", -1));
                      assertThat(help.code()).isZero();
                      assertThat(help.out()).contains("Usage: heliograph");
                    }));
  }

  private static Stream<String> all(CommandLine line, String words) {
    return Stream.concat(
        Stream.of(words),
        line.getSubcommands().entrySet().stream()
            .flatMap(e -> all(e.getValue(), words + " " + e.getKey())));
  }

  @Test
  void wrongWordsAreWrongUse() {
    assertThat(run("no-such-command").code()).isEqualTo(2);
    assertThat(run("study").code()).isEqualTo(2);
    assertThat(run("tool", "call").code()).isEqualTo(2);
    assertThat(run("serve", "--port", "x").code()).isEqualTo(2);
  }

  @Test
  void aManifestIsValidated(@TempDir Path folder) throws Exception {
    assertThat(run("tool", "validate", "tools/measure_volume/tool.yaml").code()).isZero();
    Path bad = folder.resolve("tool.yaml");
    java.nio.file.Files.writeString(bad, "name: Bad Name\n");
    Outcome refused = run("tool", "validate", bad.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("name").contains("version");
  }

  @Test
  void theSamplesAreListed() {
    assertThat(run("sample", "list").out()).contains("ct-abdomen").contains("ct-dicom");
  }

  @Test
  void anExplanationNeedsNoDatabase() {
    Outcome explained = run("agent", "explain", "--study", "ct-abdomen", "Is the spleen enlarged?");
    assertThat(explained.code()).as(explained.err()).isZero();
    assertThat(explained.out()).contains("measure_volume").contains("spleen");
  }

  @Test
  void aPortInUseIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      ServeCommand serve = new ServeCommand();
      serve.port = taken.getLocalPort();
      assertThat(serve.prepare(Optional.empty())).isFalse();
    }
  }

  @Test
  void aServiceOnTheSameStateIsRefused() {
    RunningServer running = new RunningServer(URI.create("http://127.0.0.1:1"), 1);
    assertThat(new ServeCommand().prepare(Optional.of(running))).isFalse();
  }

  @Test
  void aServerFileWhoseServiceDoesNotAnswerCountsForNothing(@TempDir Path folder) throws Exception {
    Home home = Home.of(folder.toString());
    assertThat(RunningServer.of(home)).isEmpty();
    new RunningServer(URI.create("http://127.0.0.1:1"), ProcessHandle.current().pid()).write(home);
    assertThat(RunningServer.of(home)).isEmpty();
  }
}
