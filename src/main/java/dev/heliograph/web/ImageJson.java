package dev.heliograph.web;

import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.volume.Geometry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An image as the API gives it; its bytes are at {@code /api/images/{id}}. */
@Schema(name = "Image", description = "One volume or picture of a study.")
public record ImageJson(
    String id,
    String study,
    @Schema(description = "DICOM SeriesInstanceUID, or the image's own id.") String series,
    String name,
    @Schema(enumeration = {"volume", "picture"}) String kind,
    ModalityJson modality,
    GeometryJson geometry,
    String sha256,
    String mediaType,
    long bytes,
    @Schema(description = "The DICOM attributes that tools may look at, by keyword.")
        Map<String, String> attributes,
    List<String> warnings) {

  /** What an image is, and who said so. */
  @Schema(name = "Modality")
  public record ModalityJson(
      @Schema(
              enumeration = {"CT", "MR", "PT", "CR", "DX", "US", "SM", "XC", "OT", "UNKNOWN"},
              description = "DICOM code.")
          String value,
      @Schema(enumeration = {"dicom", "user", "inferred", "none"}) String source) {

    static ModalityJson of(ImageModality m) {
      return new ModalityJson(m.value().name(), m.source().name().toLowerCase(Locale.ROOT));
    }
  }

  /** The grid of an image. */
  @Schema(name = "Geometry")
  public record GeometryJson(
      @Schema(description = "Voxels along x, y and z.") List<Integer> size,
      @Schema(description = "Millimetres between voxel centres along x, y and z.")
          List<Double> spacingMm,
      @Schema(
              description =
                  "Voxel index to RAS millimetres: 12 numbers, row-major 3 × 4 (the last column is"
                      + " the translation).")
          List<Double> affine) {

    static GeometryJson of(Geometry g) {
      return new GeometryJson(
          List.of(g.nx(), g.ny(), g.nz()), list(g.spacingMm()), list(g.affine()));
    }

    private static List<Double> list(double[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
  }

  public static ImageJson of(Image i) {
    return new ImageJson(
        i.id(),
        i.study(),
        i.series(),
        i.name(),
        i.kind().name().toLowerCase(Locale.ROOT),
        ModalityJson.of(i.modality()),
        GeometryJson.of(i.geometry()),
        i.blob(),
        i.mediaType(),
        i.bytes(),
        i.attributes(),
        i.warnings());
  }
}
