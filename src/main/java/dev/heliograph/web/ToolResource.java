package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolProblem;
import dev.heliograph.tool.adapter.FolderRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The tools there are, and registering more. */
@Path("/api/tools")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tools", description = "List, register, call and test tools.")
@Blocking
public class ToolResource {

  static final String NAME = "^[a-z][a-z0-9_]{0,99}(@[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9})?$";
  static final String NAME_MESSAGE = "must be a tool's name, or name@version";

  private final FolderRegistry registry;

  ToolResource(FolderRegistry registry) {
    this.registry = registry;
  }

  static Tool find(FolderRegistry registry, String name) {
    return registry
        .find(name)
        .orElseThrow(() -> ProblemException.notFound("tool", name, "/api/tools"));
  }

  @GET
  @Operation(
      operationId = "listTools",
      summary = "Every version of every tool, with its manifest",
      description =
          "`available` says whether it can run at present; `unavailable` says why not and what to"
              + " do.")
  @APIResponse(
      responseCode = "200",
      description = "Manifests.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Tools")))
  public ArrayNode list() {
    ArrayNode tools = JsonNodeFactory.instance.arrayNode();
    registry.all().forEach(t -> tools.add(ToolJson.of(t)));
    return tools;
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getTool", summary = "One tool: the newest version, or name@version")
  @APIResponse(
      responseCode = "200",
      description = "Its manifest.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Tool")))
  public ObjectNode get(@RestPath @Pattern(regexp = NAME, message = NAME_MESSAGE) String name) {
    return ToolJson.of(find(registry, name));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "registerTool",
      summary = "Register a tool by its manifest",
      description =
          "Only runners that reach the tool over the network can be registered here; the operator's"
              + " folder defines the others.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(ref = "#/components/schemas/ToolManifest")))
  @APIResponse(
      responseCode = "201",
      description = "Registered.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Tool")))
  @APIResponse(
      responseCode = "422",
      description = "The manifest cannot be used; the problem says everything that is wrong.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public RestResponse<ObjectNode> register(@NotNull(message = "must be given") ObjectNode body) {
    try {
      Tool tool = registry.register(JsonTexts.checked(body));
      return RestResponse.ResponseBuilder.<ObjectNode>created(
              URI.create("/api/tools/" + tool.manifest().id()))
          .entity(ToolJson.of(tool))
          .build();
    } catch (ManifestReader.InvalidManifestException e) {
      throw new ProblemException(
          422, ToolProblem.messages(e.problems()), ToolProblem.fixes(e.problems()));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          422, String.valueOf(e.getMessage()), "see docs/contracts.md for manifests");
    }
  }

  @DELETE
  @Path("{name}")
  @Operation(
      operationId = "removeTool",
      summary = "Remove a registered tool",
      description = "Needs name@version. The operator's tools cannot be removed here.")
  @APIResponse(responseCode = "204", description = "Removed.")
  @APIResponse(
      responseCode = "409",
      description = "It is the operator's.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public void remove(@RestPath @Pattern(regexp = NAME, message = NAME_MESSAGE) String name) {
    Tool tool = find(registry, name);
    try {
      if (!registry.unregister(tool.manifest().id())) {
        throw ProblemException.notFound("registered tool", name, "/api/tools");
      }
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          409, String.valueOf(e.getMessage()), "remove it where it is defined");
    }
  }
}
