package dev.heliograph.web;

import dev.heliograph.study.Artifact;
import dev.heliograph.study.StudyStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestQuery;

/** The bytes of what tools produced. */
@Path("/api/artifacts")
@Tag(name = "Studies")
@Blocking
public class ArtifactResource {

  private final StudyStore studies;
  private final StoredBytes bytes;
  private final DicomDownloads dicom;

  ArtifactResource(StudyStore studies, StoredBytes bytes, DicomDownloads dicom) {
    this.studies = studies;
    this.bytes = bytes;
    this.dicom = dicom;
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "getArtifact",
      summary = "The bytes of an artifact",
      description =
          "Gzipped NIfTI of unsigned labels for a label map (the tool's result says what each label"
              + " means). The ETag is the SHA-256 of the bytes. `format=dicom-seg` makes a DICOM"
              + " segmentation of a label map whose study was loaded from DICOM.")
  @APIResponse(
      responseCode = "200",
      description = "The bytes.",
      content = {
        @Content(mediaType = "application/x-nifti", schema = @Schema(format = "binary")),
        @Content(mediaType = "application/dicom", schema = @Schema(format = "binary")),
        @Content(mediaType = "text/csv", schema = @Schema(format = "binary")),
        @Content(mediaType = "image/png", schema = @Schema(format = "binary"))
      })
  @APIResponse(responseCode = "304", description = "You have these bytes already.")
  @APIResponse(
      responseCode = "406",
      description = "No DICOM segmentation can be made of it: the study is not from DICOM.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Response get(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @RestQuery
          @DefaultValue("")
          @Pattern(regexp = "^(dicom-seg)?$", message = "must be dicom-seg or not be given")
          String format,
      @Context Request request)
      throws IOException {
    Artifact artifact =
        studies
            .artifact(id)
            .orElseThrow(() -> ProblemException.notFound("artifact", id, "/api/conversations"));
    if (format.equals("dicom-seg")) {
      return dicom.segmentation(artifact);
    }
    return bytes.send(
        request, artifact.blob(), artifact.bytes(), artifact.mediaType(), artifact.name());
  }
}
