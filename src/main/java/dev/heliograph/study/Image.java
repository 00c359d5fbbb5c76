package dev.heliograph.study;

import dev.heliograph.volume.Geometry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One volume or picture of a study.
 *
 * @param id ULID
 * @param study id of the study it belongs to
 * @param series DICOM SeriesInstanceUID, or the image's own id where the source has no series
 * @param name what people call it: the series description or the file's name
 * @param kind volume or picture
 * @param modality modality and who said it
 * @param geometry the grid; a picture lies in a plane of one slice, 1 mm a pixel unless calibrated
 * @param blob SHA-256 (hex) of the readable bytes: NIfTI for volumes, PNG or JPEG for pictures
 * @param mediaType media type of those bytes
 * @param bytes their length
 * @param source SHA-256 of what was uploaded, where it differs from {@code blob} (a zip of the
 *     DICOM files), else null
 * @param attributes the non-identifying DICOM attributes that tools may look at, by keyword
 * @param warnings what the reader noticed: gaps, mixed series, unknown units
 */
public record Image(
    String id,
    String study,
    String series,
    String name,
    Kind kind,
    ImageModality modality,
    Geometry geometry,
    String blob,
    String mediaType,
    long bytes,
    @Nullable String source,
    Map<String, String> attributes,
    List<String> warnings) {

  /** What the bytes hold. */
  public enum Kind {
    VOLUME,
    PICTURE
  }

  public Image {
    attributes = Map.copyOf(attributes);
    warnings = List.copyOf(warnings);
  }
}
