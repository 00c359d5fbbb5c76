package dev.heliograph.study;

import java.time.Instant;
import java.util.List;

/**
 * What was loaded at once: one or more images of one patient.
 *
 * @param id ULID
 * @param name what people call it
 * @param createdAt when it was loaded
 * @param origin where from: "upload", "sample", "benchmark"
 * @param images its images, in the order they were found
 * @param warnings what the importer noticed: files that are no image, mixed series
 */
public record Study(
    String id,
    String name,
    Instant createdAt,
    String origin,
    List<Image> images,
    List<String> warnings) {
  public Study {
    images = List.copyOf(images);
    warnings = List.copyOf(warnings);
  }
}
