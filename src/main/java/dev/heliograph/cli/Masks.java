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

  /**
   * @param dicom as DICOM segmentations, not NIfTI
   */
  static void save(
      Service service, List<RunEvent> events, Path folder, boolean dicom, PrintWriter err)
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
          Path file = folder.resolve(name + "-" + id + (dicom ? "-seg.dcm" : ".nii.gz"));
          write(file, out -> service.artifact(id, dicom ? "dicom-seg" : "", out));
          err.println("saved " + file + " " + artifact.path("structures"));
        }
      }
    }
    err.flush();
  }

  /** Writes bytes. */
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** Writes a file, or leaves none. */
  static void write(Path file, Writer writer) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      writer.write(out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
