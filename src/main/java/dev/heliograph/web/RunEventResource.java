package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.agent.AgentService;
import dev.heliograph.agent.EventJson;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A run's log as server-sent events. */
@Path("/api/runs/{id}/events")
@Tag(name = "Conversations")
public class RunEventResource {

  private static final Logger LOG = Logger.getLogger(RunEventResource.class);

  private final RunStore store;
  private final AgentService agent;
  private final Duration heartbeat;

  RunEventResource(
      RunStore store,
      AgentService agent,
      @ConfigProperty(name = "heliograph.events.heartbeat", defaultValue = "15s")
          Duration heartbeat) {
    this.store = store;
    this.agent = agent;
    this.heartbeat = heartbeat;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  @Operation(
      operationId = "followRun",
      summary = "Follow a run's events",
      description =
          "Server-sent events: `id` is `seq`, `data` is the event as one line of JSON (schema"
              + " RunEvent), there is no event name. A comment comes every 15 s. The stream ends"
              + " after the final event; `Last-Event-ID` resumes after that event, and there is"
              + " nothing left (204) when it was the final one. With `tokens=true` the answer's"
              + " text also streams as it is written, as events named `token` with data"
              + " `{\"text\": …}` and no id; they are not part of the log.")
  @APIResponse(
      responseCode = "200",
      description = "The events.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(ref = "#/components/schemas/ServerSentEvent")))
  @APIResponse(responseCode = "204", description = "There are no further events.")
  public Multi<OutboundSseEvent> follow(
      @RestPath @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) String id,
      @HeaderParam("Last-Event-ID")
          @Pattern(regexp = "^[0-9]{1,15}$", message = "must be the id of an event")
          @Nullable String lastEventId,
      @RestQuery
          @DefaultValue("false")
          @Pattern(regexp = "^(true|false)?$", message = "must be true or false")
          String tokens,
      @Context Sse sse) {
    RunStore.Run run = RunResource.find(store, id);
    long after = lastEventId == null ? 0 : Long.parseLong(lastEventId);
    if (run.endedWith() != null && store.events(id, after).isEmpty()) {
      throw new WebApplicationException(Response.noContent().build());
    }
    Multi<OutboundSseEvent> events =
        Multi.createFrom()
            .<OutboundSseEvent>emitter(e -> emit(id, after, tokens.equals("true"), sse, e))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    Multi<OutboundSseEvent> beats =
        Multi.createFrom()
            .ticks()
            .every(heartbeat)
            .onOverflow()
            .drop()
            .map(n -> sse.newEventBuilder().comment("still working").build());
    // The heartbeat never ends by itself, so the end of the events must be seen to end both.
    return Multi.createBy()
        .merging()
        .streams(
            events.map(Optional::of).onCompletion().continueWith(Optional.empty()),
            beats.map(Optional::of))
        .select()
        .first(Optional::isPresent)
        .map(Optional::orElseThrow);
  }

  private void emit(
      String id,
      long after,
      boolean tokens,
      Sse sse,
      MultiEmitter<? super OutboundSseEvent> emitter) {
    AutoCloseable following =
        agent.follow(
            id,
            after,
            event -> {
              emitter.emit(event(sse, event));
              if (event.type().isFinal()) {
                emitter.complete();
              }
            },
            text -> {
              if (tokens) {
                emitter.emit(token(sse, text));
              }
            });
    emitter.onTermination(
        () -> {
          try {
            following.close();
          } catch (Exception e) {
            LOG.warnf(e, "could not stop following run %s", id);
          }
        });
  }

  private static OutboundSseEvent event(Sse sse, RunEvent event) {
    return sse.newEventBuilder()
        .id(Long.toString(event.seq()))
        .data(String.class, EventJson.write(event).toString())
        .build();
  }

  private static OutboundSseEvent token(Sse sse, String text) {
    String json = JsonNodeFactory.instance.objectNode().put("text", text).toString();
    return sse.newEventBuilder().name("token").data(String.class, json).build();
  }
}
