package dev.heliograph.web;

import dev.heliograph.agent.AgentService;
import dev.heliograph.agent.RunStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Talking to an agent about studies. */
@Path("/api/conversations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations", description = "Ask about studies, follow the work, read the answer.")
@Blocking
public class ConversationResource {

  /** What a conversation is about. */
  @Schema(name = "NewConversation", additionalProperties = Schema.False.class)
  record NewConversation(
      @NotNull(message = "must be given")
          @Size(max = 32, message = "may hold at most 32 studies")
          @Schema(description = "Ids of studies.")
          List<@NotNull @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String> studies,
      @Schema(description = "Name of an agent; null for the default.")
          @Pattern(
              regexp = "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$",
              message = "must be an agent's name")
          @Nullable String agent) {}

  /** What the user says. */
  @Schema(name = "Message", additionalProperties = Schema.False.class)
  record Message(
      @NotNull(message = "must be given")
          @Size(min = 1, max = 10_000, message = "must have 1 to 10000 characters")
          @Pattern(
              regexp = "^[^\\u0000]*\\S[^\\u0000]*$",
              message = "must hold more than blanks, and no NUL")
          @Schema(examples = "How big is the liver?")
          String text) {}

  /** Which run a message started. */
  @Schema(name = "Started")
  record Started(@Schema(examples = Ulids.EXAMPLE) String run) {}

  private final RunStore store;
  private final AgentService agent;

  ConversationResource(RunStore store, AgentService agent) {
    this.store = store;
    this.agent = agent;
  }

  @GET
  @Operation(operationId = "listConversations", summary = "Conversations, newest first")
  public List<ConversationJson> list(
      @RestQuery
          @DefaultValue("100")
          @Pattern(regexp = "^([1-9][0-9]{0,2})?$", message = "must be a number from 1 to 999")
          String limit) {
    return store.conversations().stream()
        .limit(Integer.parseInt(limit))
        .map(c -> ConversationJson.of(c, store.runs(c.id())))
        .toList();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "openConversation", summary = "Open a conversation about studies")
  @APIResponse(
      responseCode = "201",
      description = "Opened.",
      content = @Content(schema = @Schema(implementation = ConversationJson.class)))
  @APIResponse(
      responseCode = "422",
      description = "A study or the agent does not exist.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public RestResponse<ConversationJson> open(
      @NotNull(message = "must be given") @Valid NewConversation body) {
    try {
      RunStore.Conversation c = agent.open(body.studies(), List.of(), body.agent());
      return RestResponse.ResponseBuilder.<ConversationJson>created(
              URI.create("/api/conversations/" + c.id()))
          .entity(get(c.id()))
          .build();
    } catch (NoSuchElementException e) {
      throw new ProblemException(
          422,
          String.valueOf(e.getMessage()),
          "GET /api/studies and GET /api/agents list what there is");
    }
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getConversation", summary = "One conversation with its runs")
  public ConversationJson get(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id) {
    return ConversationJson.of(find(id), store.runs(id));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteConversation",
      summary = "Delete a conversation with its runs and their events",
      description = "A run that is going on is cancelled first.")
  @APIResponse(responseCode = "204", description = "Deleted.")
  public void delete(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id) {
    find(id);
    store.runs(id).stream()
        .filter(r -> r.endedWith() == null)
        .forEach(r -> agent.cancel(r.id(), "deletion of the conversation"));
    store.deleteConversation(id);
  }

  @POST
  @Path("{id}/messages")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "sendMessage",
      summary = "Say something; the work starts and its run is returned at once")
  @APIResponse(
      responseCode = "202",
      description = "Started; follow the run's events.",
      content = @Content(schema = @Schema(implementation = Started.class)))
  @APIResponse(
      responseCode = "409",
      description = "The conversation is still working on a message.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public RestResponse<Started> send(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @NotNull(message = "must be given") @Valid Message body) {
    find(id);
    try {
      return RestResponse.ResponseBuilder.create(
              RestResponse.Status.ACCEPTED,
              new Started(agent.send(id, JsonTexts.checked(body.text())).id()))
          .build();
    } catch (AgentService.BusyException e) {
      throw new ProblemException(
          409, String.valueOf(e.getMessage()), "POST /api/runs/{id}/cancel stops it");
    } catch (NoSuchElementException e) {
      throw new ProblemException(409, String.valueOf(e.getMessage()), "open a new conversation");
    }
  }

  private RunStore.Conversation find(String id) {
    return store
        .conversation(id)
        .orElseThrow(() -> ProblemException.notFound("conversation", id, "/api/conversations"));
  }
}
