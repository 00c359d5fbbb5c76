package dev.heliograph.web;

import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore.Run;
import dev.heliograph.format.FormatException;
import dev.heliograph.report.DicomExport;
import dev.heliograph.study.Artifact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** DICOM objects made on demand, through a file, because a segmentation may be large. */
@ApplicationScoped
class DicomDownloads {

  private final DicomExport export;

  DicomDownloads(DicomExport export) {
    this.export = export;
  }

  /** Writes the object. */
  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  Response segmentation(Artifact artifact) throws IOException {
    return send(out -> export.segmentation(artifact, out), artifact.id() + "-seg.dcm");
  }

  Response report(Run run, List<RunEvent> events) throws IOException {
    return send(out -> export.report(run, events, out), run.id() + "-sr.dcm");
  }

  private static Response send(Writer writer, String name) throws IOException {
    Path file = Files.createTempFile("heliograph", ".dcm");
    try (OutputStream out = Files.newOutputStream(file)) {
      writer.write(out);
    } catch (FormatException e) {
      Files.delete(file);
      throw new ProblemException(406, String.valueOf(e.getMessage()), e.fix());
    } catch (IOException | RuntimeException e) {
      Files.delete(file);
      throw e;
    }
    StreamingOutput body =
        out -> {
          try {
            Files.copy(file, out);
          } finally {
            Files.delete(file);
          }
        };
    return Response.ok(body)
        .type(DicomExport.MEDIA_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, Files.size(file))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
