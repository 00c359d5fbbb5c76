package dev.heliograph.cli;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files as multipart/form-data, streamed from disk. */
record Multipart(String contentType, BodyPublisher publisher) {

  static Multipart of(List<Path> files, @Nullable String modality, @Nullable String name)
      throws FileNotFoundException {
    String boundary = "heliograph-" + UUID.randomUUID();
    List<BodyPublisher> parts = new ArrayList<>();
    field(parts, boundary, "modality", modality);
    field(parts, boundary, "name", name);
    for (Path file : files) {
      String fileName = (file.getFileName() + "").replaceAll("[\"\\r\\n]", "_");
      text(
          parts,
          "--"
              + boundary
              + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
              + fileName
              + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
      parts.add(BodyPublishers.ofFile(file));
      text(parts, "\r\n");
    }
    text(parts, "--" + boundary + "--\r\n");
    return new Multipart(
        "multipart/form-data; boundary=" + boundary,
        BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)));
  }

  private static void field(
      List<BodyPublisher> parts, String boundary, String name, @Nullable String value) {
    if (value != null) {
      text(
          parts,
          "--"
              + boundary
              + "\r\nContent-Disposition: form-data; name=\""
              + name
              + "\"\r\n\r\n"
              + value.replaceAll("[\\r\\n]", " ")
              + "\r\n");
    }
  }

  private static void text(List<BodyPublisher> parts, String text) {
    parts.add(BodyPublishers.ofString(text, StandardCharsets.UTF_8));
  }
}
