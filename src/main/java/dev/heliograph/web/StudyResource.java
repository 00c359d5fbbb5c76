package dev.heliograph.web;

import dev.heliograph.study.ImportException;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Upload;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** What was loaded, and loading more. */
@Path("/api/studies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Studies", description = "Load images, list them, delete them.")
@Blocking
public class StudyResource {

  private final StudyStore studies;
  private final Imports imports;

  StudyResource(StudyStore studies, Imports imports) {
    this.studies = studies;
    this.imports = imports;
  }

  @GET
  @Operation(operationId = "listStudies", summary = "All studies, newest first")
  public List<StudyJson> list() {
    return studies.studies().stream().map(StudyJson::of).toList();
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getStudy", summary = "One study with its images")
  public StudyJson get(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id) {
    return StudyJson.of(
        studies
            .study(id)
            .orElseThrow(() -> ProblemException.notFound("study", id, "/api/studies")));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteStudy",
      summary = "Delete a study with its images, masks and files",
      description = "What was said about it in conversations stays; its voxels are gone.")
  @APIResponse(responseCode = "204", description = "Deleted.")
  public void delete(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id) {
    if (!studies.deleteStudy(id)) {
      throw ProblemException.notFound("study", id, "/api/studies");
    }
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      operationId = "uploadStudy",
      summary = "Load files as one study",
      description =
          "One or more parts named `file`: NIfTI (.nii, .nii.gz), DICOM files or a zip of them, PNG,"
              + " JPEG. What a file is, is told from its content. `modality` says what the images"
              + " are where the files do not (NIfTI never does); `name` is what to call the study.")
  @APIResponse(
      responseCode = "201",
      description = "Loaded.",
      content = @Content(schema = @Schema(implementation = StudyJson.class)))
  @APIResponse(
      responseCode = "422",
      description = "The files make no study; the problem says which one, why, and what to do.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public RestResponse<StudyJson> upload(
      @RestForm("file") @Schema(minItems = 1, description = "The files.")
          @Nullable List<FileUpload> files,
      @RestForm
          @PartType(MediaType.TEXT_PLAIN)
          @Pattern(
              regexp = "^(CT|MR|PT|CR|DX|US|SM|XC|OT|UNKNOWN)$",
              message = "must be a DICOM code: CT, MR, PT, CR, DX, US, SM, XC, OT or UNKNOWN")
          @Nullable String modality,
      @RestForm @PartType(MediaType.TEXT_PLAIN) @Nullable String name)
      throws IOException {
    List<Upload> uploads = new ArrayList<>();
    for (FileUpload file : files == null ? List.<FileUpload>of() : files) {
      uploads.add(Upload.of(file.fileName(), file.uploadedFile()));
    }
    if (uploads.isEmpty()) {
      throw ProblemException.badRequest(
          "there is no file in the request",
          "send each file as a part named 'file' with a file name (curl: -F file=@scan.nii.gz)");
    }
    try {
      Study study =
          imports.importFiles(
              uploads,
              modality == null ? null : Modality.of(modality).orElseThrow(),
              name,
              "upload");
      return RestResponse.ResponseBuilder.<StudyJson>created(
              URI.create("/api/studies/" + study.id()))
          .entity(get(study.id()))
          .build();
    } catch (ImportException e) {
      throw new ProblemException(422, String.valueOf(e.getMessage()), e.fix());
    }
  }
}
