package dev.heliograph.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the errors that every operation can end with, where it does not do so itself. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ErrorResponses implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith("/api/")) {
                item.getOperations()
                    .forEach((method, operation) -> describe(path, method, operation));
              }
            });
  }

  private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (path.contains("{")
        || operation.getRequestBody() != null
        || operation.getParameters() != null) {
      errors.put("400", "The request is not as described; the problem says where.");
    }
    if (path.contains("{")) {
      errors.put("404", "There is no such thing.");
    }
    if (operation.getRequestBody() != null) {
      errors.put("413", "The body is too large.");
      errors.put("415", "The body is of another media type.");
    }
    if (method != PathItem.HttpMethod.GET) {
      errors.put("403", "A page of another origin asked.");
      errors.put("503", "The service is busy, or not ready.");
    }
    errors.put("406", "You accept none of the media types that this gives.");
    errors.put("421", "The Host header names another machine.");
    errors.put("500", "A failure that was not foreseen.");
    errors.forEach(
        (code, text) -> {
          if (!operation.getResponses().hasAPIResponse(code)) {
            operation.getResponses().addAPIResponse(code, problem(text));
          }
        });
  }

  private static APIResponse problem(String description) {
    Schema schema = OASFactory.createSchema().ref("#/components/schemas/Problem");
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema)));
  }
}
