package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.AgentService;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlanJson;
import dev.heliograph.agent.RunStore;
import dev.heliograph.report.DicomExport;
import dev.heliograph.report.HtmlReport;
import dev.heliograph.report.MarkdownReport;
import dev.heliograph.report.RunReport;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The work for one message: its state, stopping it, deciding what it asks, its report. */
@Path("/api/runs/{id}")
@Tag(name = "Conversations")
@Blocking
public class RunResource {

  /** A decision about a plan that changes something. */
  @Schema(name = "Approval", additionalProperties = Schema.False.class)
  record Approval(
      @NotNull(message = "must be given") Boolean approved,
      @Schema(ref = "#/components/schemas/Plan") @Nullable ObjectNode plan) {}

  private final RunStore store;
  private final AgentService agent;
  private final DicomDownloads dicom;

  RunResource(RunStore store, AgentService agent, DicomDownloads dicom) {
    this.store = store;
    this.agent = agent;
    this.dicom = dicom;
  }

  static RunStore.Run find(RunStore store, String id) {
    return store
        .run(id)
        .orElseThrow(() -> ProblemException.notFound("run", id, "/api/conversations"));
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getRun", summary = "One run and how it ended")
  public RunJson get(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id) {
    return RunJson.of(find(store, id));
  }

  @POST
  @Path("cancel")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "cancelRun",
      summary = "Stop a run",
      description = "A running tool hears of it at once. A run that has ended stays as it is.")
  @APIResponse(
      responseCode = "202",
      description = "Asked to stop; the final event says how it ended.",
      content = @Content(schema = @Schema(implementation = RunJson.class)))
  public Response cancel(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id) {
    find(store, id);
    agent.cancel(id, "user");
    return Response.accepted(RunJson.of(find(store, id))).build();
  }

  @POST
  @Path("approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "decideApproval",
      summary = "Approve or refuse the plan a run asks about",
      description = "`plan` replaces the proposed plan; it is checked like any other.")
  @APIResponse(responseCode = "204", description = "Decided.")
  @APIResponse(
      responseCode = "409",
      description = "The run does not wait for a decision.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public void decide(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @NotNull(message = "must be given") @Valid Approval body) {
    find(store, id);
    try {
      agent.decide(id, body.approved(), plan(body.plan()));
    } catch (IllegalStateException e) {
      throw new ProblemException(
          409, String.valueOf(e.getMessage()), "follow the run's events for what it waits for");
    }
  }

  private static @Nullable Plan plan(@Nullable ObjectNode json) {
    if (json == null) {
      return null;
    }
    try {
      return PlanJson.read(JsonTexts.checked(json));
    } catch (PlanJson.InvalidPlanException e) {
      throw ProblemException.badRequest(
          String.valueOf(e.getMessage()), "docs/contracts.md describes plans");
    }
  }

  @GET
  @Path("report")
  @Produces({"text/markdown", "text/html", DicomExport.MEDIA_TYPE})
  @Operation(
      operationId = "getReport",
      summary = "The report of a run that has ended",
      description =
          "Question, answer, every number with its evidence, steps, provenance. `format=dicom-sr` is"
              + " a DICOM measurement report (TID 1500) of studies that were loaded from DICOM.")
  @APIResponse(
      responseCode = "200",
      description = "The report.",
      content = {
        @Content(mediaType = "text/markdown", schema = @Schema(implementation = String.class)),
        @Content(mediaType = "text/html", schema = @Schema(implementation = String.class)),
        @Content(mediaType = "application/dicom", schema = @Schema(format = "binary"))
      })
  @APIResponse(
      responseCode = "406",
      description = "No report of that kind can be made: the study is not from DICOM.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "409",
      description = "The run has not ended.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Response report(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @RestQuery
          @DefaultValue("md")
          @Pattern(
              regexp = "^(md|html|pdf|dicom-sr)?$",
              message = "must be md, html, pdf or dicom-sr")
          String format)
      throws IOException {
    RunStore.Run run = find(store, id);
    if (format.equals("pdf") || format.isEmpty()) {
      throw new ProblemException(
          406,
          "this build writes no " + format + " reports",
          "ask for format=md, html or dicom-sr");
    }
    if (run.endedWith() == null) {
      throw new ProblemException(
          409, "the run has not ended", "ask again when GET /api/runs/{id}/events has closed");
    }
    if (format.equals("dicom-sr")) {
      return dicom.report(run, store.events(id, 0));
    }
    RunReport report = RunReport.of(run, store.events(id, 0));
    return format.equals("md")
        ? Response.ok(MarkdownReport.write(report), "text/markdown;charset=UTF-8").build()
        : Response.ok(HtmlReport.write(report), "text/html;charset=UTF-8").build();
  }
}
