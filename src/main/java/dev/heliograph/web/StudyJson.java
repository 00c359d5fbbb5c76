package dev.heliograph.web;

import dev.heliograph.study.Study;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A study as the API gives it. */
@Schema(name = "Study", description = "What was loaded at once: images of one patient.")
public record StudyJson(
    @Schema(examples = Ulids.EXAMPLE) String id,
    @Schema(examples = "Abdominal CT") String name,
    Instant createdAt,
    @Schema(description = "upload, sample or benchmark") String origin,
    List<ImageJson> images,
    @Schema(description = "What the importer noticed: files that are no image, mixed series.")
        List<String> warnings) {

  public static StudyJson of(Study s) {
    return new StudyJson(
        s.id(),
        s.name(),
        s.createdAt(),
        s.origin(),
        s.images().stream().map(ImageJson::of).toList(),
        s.warnings());
  }
}
