package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.FormatException;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * FLARE's algorithm folder as a plain process ({@code container} with {@code engine: process}): a
 * folder of inputs, a folder of outputs, one command. An image argument {@code image} is {@code
 * inputs/image_0000.nii.gz}, its label map {@code outputs/image.nii.gz}; {@code inputs/call.json}
 * has the other arguments, {@code outputs/result.json} may have other outputs (see {@link
 * Answered}). It runs as this service's user with an almost empty environment; there is no sandbox,
 * so it is the operator's choice and off by default.
 */
final class ProcessTool implements Tool {

  static final long MAX_OUTPUT = 1L << 30;
  private static final int MAX_JSON = 4 << 20;
  private static final int TAIL = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ToolManifest manifest;
  private final Path folder;
  private final List<String> command;
  private final boolean allowed;

  /**
   * @param folder where the command runs
   * @param allowed whether the operator allows processes
   */
  ProcessTool(ToolManifest manifest, Path folder, List<String> command, boolean allowed) {
    this.manifest = manifest;
    this.folder = folder;
    this.command = List.copyOf(command);
    this.allowed = allowed;
  }

  @Override
  public ToolManifest manifest() {
    return manifest;
  }

  @Override
  public @Nullable String unavailable() {
    return allowed
        ? null
        : "it runs a program on this machine; allow that with heliograph.tools.processes=true"
            + " (HELIOGRAPH_TOOLS_PROCESSES)";
  }

  @Override
  public ToolResult call(ToolCall call, ToolContext context) throws Exception {
    if (!allowed) {
      return new ToolResult.Rejected(
          manifest.id() + " runs a program on this machine", "set heliograph.tools.processes=true");
    }
    Path work = Files.createTempDirectory("heliograph-call");
    try {
      Path inputs = Files.createDirectory(work.resolve("inputs"));
      Path outputs = Files.createDirectory(work.resolve("outputs"));
      Sent sent = new Sent(manifest, call.arguments(), context);
      for (Map.Entry<String, Path> file : sent.write(inputs).entrySet()) {
        if (isImage(file.getKey())) {
          Files.move(file.getValue(), inputs.resolve(file.getKey() + "_0000.nii.gz"));
        }
      }
      Files.writeString(inputs.resolve("call.json"), sent.json().toString());
      Path log = work.resolve("log");
      String ended = new WatchedProcess(manifest, work, log).run(started(work, log), context);
      if (!ended.isEmpty()) {
        return new ToolResult.Failed(manifest.id() + " " + ended + tail(log), false);
      }
      return result(call, context, sent.image().orElse(null), outputs);
    } finally {
      Folders.delete(work);
    }
  }

  private Process started(Path work, Path log) throws IOException {
    String inputs = work.resolve("inputs").toString();
    String outputs = work.resolve("outputs").toString();
    List<String> words = new ArrayList<>();
    for (String word : command) {
      words.add(word.replace("{inputs}", inputs).replace("{outputs}", outputs));
    }
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear(); // secrets of this service are none of its business
    environment.put("PATH", path);
    environment.put("HOME", work.toString());
    environment.put("TMPDIR", work.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("INPUTS", inputs);
    environment.put("OUTPUTS", outputs);
    return builder.start();
  }

  private ToolResult result(ToolCall call, ToolContext context, @Nullable Image image, Path outputs)
      throws IOException {
    LabelFiles labels = new LabelFiles(manifest, image, context);
    Answered answered =
        new Answered(
            manifest,
            call.arguments(),
            image,
            labels,
            "computed by the program of " + manifest.id());
    try {
      for (Port port : manifest.outputs()) {
        if (port.type().name().equals("LabelMap")) {
          Path file = labelFile(outputs, port.name());
          if (file != null) {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
              JsonNode structures = manifest.runner().path("structures");
              answered.labelMap(port.name(), labels.read(in, Files.size(file), structures));
            }
          }
        }
      }
      return answered.result(json(outputs.resolve("result.json")));
    } catch (FormatException | IllegalArgumentException e) {
      return Answered.broken(manifest, e.getMessage());
    }
  }

  /** {@code outputs/<output>.nii.gz}, or FLARE's: as the image, without {@code _0000}. */
  private @Nullable Path labelFile(Path outputs, String output) {
    List<String> names = new ArrayList<>(List.of(output));
    manifest.inputs().stream().map(Port::name).filter(this::isImage).forEach(names::add);
    for (String name : names) {
      Path file = outputs.resolve(name + ".nii.gz");
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
    return null;
  }

  private boolean isImage(String port) {
    return manifest.inputs().stream()
        .anyMatch(p -> p.name().equals(port) && p.type().name().equals("Image"));
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return JSON.createObjectNode();
    }
    if (Files.size(file) > MAX_JSON) {
      throw new IllegalArgumentException("result.json is larger than " + MAX_JSON + " bytes");
    }
    return JSON.readTree(Files.readAllBytes(file));
  }

  /** The end of what it printed: usually says why it failed. */
  private static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(Math.max(0, Files.size(log) - TAIL));
      String end = new String(in.readNBytes(TAIL), StandardCharsets.UTF_8).strip();
      return end.isEmpty() ? "" : "; it said: " + end;
    }
  }
}
