package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ArgumentChecker;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolResultJson;
import dev.heliograph.tool.adapter.FolderRegistry;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Calling a tool by hand. */
@Path("/api/tools/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tools")
@Blocking
public class ToolCallResource {

  /** What a tool is called with. */
  @Schema(name = "ToolCallRequest", additionalProperties = Schema.False.class)
  record CallRequest(
      @NotNull(message = "must be given") @Schema(ref = "#/components/schemas/Arguments")
          ObjectNode arguments) {}

  /** What a tool's example runs on. */
  @Schema(name = "ToolTestRequest", additionalProperties = Schema.False.class)
  record TestRequest(
      @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) @Nullable String study,
      @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) @Nullable String image,
      @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) @Nullable String mask,
      @Pattern(regexp = Ulids.PATTERN, message = Ulids.MESSAGE) @Nullable String prior) {}

  private final FolderRegistry registry;
  private final ToolCalls calls;

  ToolCallResource(FolderRegistry registry, ToolCalls calls) {
    this.registry = registry;
    this.calls = calls;
  }

  @POST
  @Path("calls")
  @Operation(
      operationId = "callTool",
      summary = "Call a tool, or only check the arguments",
      description =
          "Waits for the end and gives the tool's result, whose `status` says how the call ended;"
              + " closing the connection cancels it. With `dryRun=true` nothing runs and the answer"
              + " is `{valid, problems}`.")
  @APIResponse(
      responseCode = "200",
      description = "The result, or what is wrong with the arguments.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/ToolCallAnswer")))
  @APIResponse(
      responseCode = "409",
      description = "The tool cannot run at present; the problem says why.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public ObjectNode call(
      @RestPath @Pattern(regexp = ToolResource.NAME, message = ToolResource.NAME_MESSAGE)
          String name,
      @RestQuery
          @DefaultValue("false")
          @Pattern(regexp = "^(true|false)?$", message = "must be true or false")
          String dryRun,
      @NotNull(message = "must be given") @Valid CallRequest body,
      @Context HttpServerResponse connection) {
    Tool tool = ToolResource.find(registry, name);
    ObjectNode arguments = JsonTexts.checked(body.arguments());
    if (dryRun.equals("true")) {
      return ToolJson.checked(ArgumentChecker.problems(tool.manifest(), arguments));
    }
    return ToolResultJson.write(calls.call(tool, arguments, gone(connection), (f, m) -> {}));
  }

  @POST
  @Path("test")
  @Operation(
      operationId = "testTool",
      summary = "Run the tool's example",
      description =
          "Runs `example.json` of the tool's folder on the given image, mask, prior mask or study, and says"
              + " whether the result is as the example expects.")
  @APIResponse(
      responseCode = "200",
      description = "Whether it passed, and the result.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/ToolTestAnswer")))
  @APIResponse(
      responseCode = "409",
      description = "The tool cannot run at present, or has no example; the problem says why.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public ObjectNode test(
      @RestPath @Pattern(regexp = ToolResource.NAME, message = ToolResource.NAME_MESSAGE)
          String name,
      @Valid @Nullable TestRequest on,
      @Context HttpServerResponse connection)
      throws IOException {
    Tool tool = ToolResource.find(registry, name);
    ToolExample example =
        ToolExample.of(tool.manifest().name())
            .orElseThrow(
                () ->
                    new ProblemException(
                        409, name + " has no example", "add example.json to its folder"));
    ObjectNode result =
        ToolResultJson.write(
            calls.call(tool, example.arguments(given(on)), gone(connection), (f, m) -> {}));
    List<String> missing = example.missing(result);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("passed", missing.isEmpty());
    ArrayNode problems = json.putArray("problems");
    missing.forEach(problems::add);
    json.set("result", result);
    return json;
  }

  private static Map<String, String> given(@Nullable TestRequest on) {
    Map<String, String> given = new HashMap<>();
    if (on != null) {
      put(given, "study", on.study());
      put(given, "image", on.image());
      put(given, "mask", on.mask());
      put(given, "prior", on.prior());
    }
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String id) {
    if (id != null) {
      given.put(name, id);
    }
  }

  private static BooleanSupplier gone(HttpServerResponse connection) {
    return connection::closed;
  }
}
