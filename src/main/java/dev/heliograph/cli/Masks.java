package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Saves the label maps that a run made. */
final class Masks {

  private Masks() {}

  static void save(Service service, List<RunEvent> events, Path folder, PrintWriter err)
      throws IOException {
    Files.createDirectories(folder);
    for (RunEvent event : events) {
      if (event.type() != RunEvent.Type.TOOL_FINISHED) {
        continue;
      }
      for (JsonNode artifact : event.payload().path("result").path("artifacts")) {
        if (artifact.path("kind").asText().equals("label_map")) {
          String id = artifact.path("id").asText();
          String name = artifact.path("name").asText().replaceAll("[^A-Za-z0-9_-]+", "_");
          Path file = folder.resolve(name + "-" + id + ".nii.gz");
          try (OutputStream out = Files.newOutputStream(file)) {
            service.artifact(id, out);
          }
          err.println("saved " + file + " " + artifact.path("structures"));
        }
      }
    }
    err.flush();
  }
}
