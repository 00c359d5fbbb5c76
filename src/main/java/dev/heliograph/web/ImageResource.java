package dev.heliograph.web;

import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.StudyStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The bytes of images, and what people say they are. */
@Path("/api/images")
@Tag(name = "Studies")
@Blocking
public class ImageResource {

  /** What a person says of an image. */
  @Schema(name = "ImagePatch", additionalProperties = Schema.False.class)
  record ImagePatch(
      @NotNull(message = "must be given")
          @Pattern(
              regexp = "^(CT|MR|PT|CR|DX|US|SM|XC|OT)$",
              message = "must be a DICOM code: CT, MR, PT, CR, DX, US, SM, XC or OT")
          @Schema(examples = "CT")
          String modality) {}

  private final StudyStore studies;
  private final StoredBytes bytes;

  ImageResource(StudyStore studies, StoredBytes bytes) {
    this.studies = studies;
    this.bytes = bytes;
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "getImage",
      summary = "The bytes of an image",
      description =
          "Gzipped NIfTI for a volume, PNG or JPEG for a picture. The ETag is the SHA-256 of the"
              + " bytes.")
  @APIResponse(
      responseCode = "200",
      description = "The bytes.",
      content = {
        @Content(mediaType = "application/x-nifti", schema = @Schema(format = "binary")),
        @Content(mediaType = "image/png", schema = @Schema(format = "binary")),
        @Content(mediaType = "image/jpeg", schema = @Schema(format = "binary"))
      })
  @APIResponse(responseCode = "304", description = "You have these bytes already.")
  public Response get(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @Context Request request)
      throws IOException {
    Image image = find(id);
    return bytes.send(request, image.blob(), image.bytes(), image.mediaType(), image.name());
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "setModality", summary = "Say what an image is")
  @APIResponse(
      responseCode = "200",
      description = "The image as it is now.",
      content = @Content(schema = @Schema(implementation = ImageJson.class)))
  public ImageJson say(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @NotNull(message = "must be given") @Valid ImagePatch body) {
    find(id);
    Modality modality = Modality.of(body.modality()).orElseThrow();
    studies.setModality(id, new ImageModality(modality, ImageModality.Source.USER));
    return ImageJson.of(find(id));
  }

  private Image find(String id) {
    return studies
        .image(id)
        .orElseThrow(() -> ProblemException.notFound("image", id, "/api/studies"));
  }
}
