package dev.heliograph.tool.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.study.Ids;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ProcessToolTest {

  private static final String MANIFEST =
      """
      name: flare_algorithm
      version: 1.0.0
      title: An algorithm folder
      description: Finds the liver.
      input:
        type: object
        required: [image]
        properties:
          image: {type: string, x-type: Image}
          note: {type: string, x-type: Text}
      output:
        type: object
        properties:
          mask: {type: string, x-type: "LabelMap[liver]"}
          threshold: {x-type: "Quantity[intensity,[hnsf'U]]"}
          said: {type: string, x-type: Text}
      provides: [liver]
      effects: read
      limits: {timeout: 10s, memory: 64MiB}
      runner: {kind: container, engine: process, structures: {"1": liver}}
      """;

  private static final Geometry GRID = Geometry.axisAligned(4, 3, 2, 1, 1, 2);

  private final Path folder;
  private final InMemoryContext context = new InMemoryContext();
  private final String image = context.add(new Volume(GRID, new float[24], Unit.HOUNSFIELD));

  ProcessToolTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ToolResult run(String script) throws IOException {
    Files.writeString(folder.resolve("predict.sh"), script);
    ToolManifest manifest = ManifestReader.parse(MANIFEST);
    ProcessTool tool = new ProcessTool(manifest, folder, List.of("sh", "predict.sh"), true);
    return ToolInvoker.call(
        tool,
        new ToolCall(
            Ids.next(),
            manifest.id(),
            new ObjectMapper().createObjectNode().put("image", image).put("note", "hello")),
        context);
  }

  @Test
  void aFolderAlgorithmGetsItsInputsAndGivesItsOutputs() throws IOException {
    ToolResult result =
        run(
            """
            set -eu
            grep -q '"note":"hello"' "$INPUTS/call.json"
            grep -q '"modality":"CT"' "$INPUTS/call.json"
            cp "$INPUTS/image_0000.nii.gz" "$OUTPUTS/image.nii.gz"
            echo '{"threshold": -100, "said": "done"}' > "$OUTPUTS/result.json"
            """);
    ToolResult.Completed done = (ToolResult.Completed) result;
    assertThat(done.payload().artifacts()).hasSize(1);
    assertThat(done.payload().artifacts().get(0).structures()).containsEntry(1, "liver");
    assertThat(done.payload().quantities().get(0).quantity().display()).isEqualTo("-100 HU");
    assertThat(done.payload().outputs().path("said").asText()).isEqualTo("done");
  }

  @Test
  void secretsOfThisServiceAreNotInItsEnvironment() throws IOException {
    ToolResult.Completed done =
        (ToolResult.Completed)
            run(
                "printf '{\"said\": \"%s\"}' \"$(env | cut -d= -f1 | sort | tr '\\n' ' ')\" > $OUTPUTS/result.json");
    assertThat(done.payload().outputs().path("said").asText().strip().split(" "))
        .contains("INPUTS", "OUTPUTS", "PATH")
        .allMatch(
            List.of(
                    "HOME", "INPUTS", "LANG", "OLDPWD", "OUTPUTS", "PATH", "PWD", "SHLVL", "TMPDIR",
                    "_")
                ::contains);
  }

  @Test
  void whatGoesWrongIsSaid() throws IOException {
    assertThat(cause(run("echo no such patient; exit 3")))
        .contains("exit code 3", "no such patient");
    assertThat(cause(run("echo '{' > $OUTPUTS/result.json"))).contains("JsonEOFException");
    assertThat(cause(run("echo x > $OUTPUTS/image.nii.gz"))).contains("broke its own manifest");
    assertThat(
            cause(
                run("ln -s /etc/hostname $OUTPUTS/result.json; echo '{\"said\": 3}' > /dev/null")))
        .isEmpty();
  }

  @Test
  void memoryIsWatched() throws IOException {
    // A shell variable of 128 MiB.
    ToolResult result =
        run("x=$(head -c 134217728 /dev/zero | tr '\\0' x); sleep 20; echo $x | wc -c");
    assertThat(cause(result)).contains("64 MiB of memory");
  }

  @Test
  void cancelEndsTheProcessesToo() throws Exception {
    Path alive = folder.resolve("alive");
    new Thread(
            () -> {
              while (!Files.exists(alive)) {
                Thread.onSpinWait();
              }
              context.cancelled = true;
            })
        .start();
    ToolResult result = run("sleep 300 & echo $! > " + folder + "/pid; touch " + alive + "; wait");
    assertThat(result).isEqualTo(new ToolResult.Cancelled());
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive))
                    .isNotEqualTo(java.util.Optional.of(true)));
  }

  private static String cause(ToolResult result) {
    return result instanceof ToolResult.Failed failed ? failed.cause() : "";
  }
}
