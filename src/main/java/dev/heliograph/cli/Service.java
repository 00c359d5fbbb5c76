package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What commands ask of the service, whether it runs elsewhere or in this process. JSON is as the
 * HTTP API has it. Failures are {@link CliException}s with cause and fix.
 */
interface Service {

  JsonNode addStudy(List<Path> files, @Nullable String modality, @Nullable String name)
      throws IOException;

  JsonNode studies() throws IOException;

  JsonNode study(String id) throws IOException;

  void deleteStudy(String id) throws IOException;

  JsonNode tools() throws IOException;

  JsonNode tool(String name) throws IOException;

  JsonNode callTool(String name, ObjectNode arguments, boolean dryRun) throws IOException;

  JsonNode agents() throws IOException;

  /** Opens a conversation and gives its id. */
  String open(List<String> studies, @Nullable String agent) throws IOException;

  /** Sends a message and gives the id of its run. */
  String send(String conversation, String text) throws IOException;

  /** Gives every event of a run, in order, and returns after the final one. */
  void follow(String run, Consumer<RunEvent> events) throws IOException;

  void cancel(String run) throws IOException;

  /**
   * Writes the bytes of an artifact.
   *
   * @param format "dicom-seg" for a label map as DICOM segmentation; empty for the bytes as stored
   */
  void artifact(String id, String format, OutputStream out) throws IOException;

  /**
   * Writes the report of a run that has ended.
   *
   * @param format md, html or dicom-sr
   */
  void report(String run, String format, OutputStream out) throws IOException;

  /** The running service of this state folder, else the application in this process. */
  static Service get() {
    return RunningServer.of(Main.home())
        .<Service>map(s -> new HttpService(s.address()))
        .orElseGet(
            () -> jakarta.enterprise.inject.spi.CDI.current().select(LocalService.class).get());
  }
}
