package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.ProjectRoot;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolMaker;
import dev.heliograph.tool.ToolManifest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code runner: {kind: container, engine: process, folder: …, command: [sh, predict.sh]}}. The
 * folder is relative to the project, {@code tools/<name>} if there is none. Container engines are
 * not driven; a container is reached as an {@code http} tool.
 */
@Singleton
public class ProcessToolMaker implements ToolMaker {

  private final boolean allowed;

  @Inject
  ProcessToolMaker(
      @ConfigProperty(name = "heliograph.tools.processes", defaultValue = "false")
          boolean allowed) {
    this.allowed = allowed;
  }

  @Override
  public String kind() {
    return "container";
  }

  @Override
  public boolean remote() {
    return false;
  }

  @Override
  public Tool make(ToolManifest manifest, Origin origin) {
    JsonNode runner = manifest.runner();
    String engine = runner.path("engine").asText("");
    if (!engine.equals("process")) {
      throw new IllegalArgumentException(
          "runner.engine: this build runs an algorithm folder as 'process', not as '"
              + engine
              + "'; a container is reached as an http tool");
    }
    Path folder =
        ProjectRoot.path()
            .resolve(runner.path("folder").asText("tools/" + manifest.name()))
            .normalize();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("runner.folder: there is no folder " + folder);
    }
    List<String> command = new ArrayList<>();
    runner.path("command").forEach(word -> command.add(word.asText()));
    return new ProcessTool(
        manifest, folder, command.isEmpty() ? List.of("sh", "predict.sh") : command, allowed);
  }
}
