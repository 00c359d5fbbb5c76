package dev.heliograph.web;

import dev.heliograph.study.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** Sends stored bytes: their hash is their entity tag, so a browser fetches each only once. */
@ApplicationScoped
class StoredBytes {

  private final BlobStore blobs;

  StoredBytes(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * @param name what a browser calls the file when it saves it, without its suffix
   */
  Response send(Request request, String hash, long length, String mediaType, String name)
      throws IOException {
    EntityTag tag = new EntityTag(hash);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.tag(tag).build();
    }
    InputStream bytes;
    try {
      bytes = blobs.open(hash);
    } catch (NoSuchFileException e) {
      throw new ProblemException(410, "the file behind this entry is gone", "load the study again");
    }
    StreamingOutput body =
        out -> {
          try (bytes) {
            bytes.transferTo(out);
          }
        };
    return Response.ok(body)
        .type(mediaType)
        .tag(tag)
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename*=UTF-8''"
                + URLEncoder.encode(name + extension(mediaType), StandardCharsets.UTF_8)
                    .replace("+", "%20"))
        .build();
  }

  private static String extension(String mediaType) {
    return switch (mediaType) {
      case "application/x-nifti" -> ".nii.gz";
      case "image/png" -> ".png";
      case "image/jpeg" -> ".jpg";
      case "text/csv" -> ".csv";
      case "text/markdown" -> ".md";
      default -> "";
    };
  }
}
