package dev.heliograph.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * What annotations cannot say of request bodies: which parts must be there, and which may be null.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RequestBodies implements OASFilter {

  private static final List<Schema.SchemaType> STRING_OR_NULL =
      List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL);

  private static final Map<String, List<String>> NULLABLE =
      Map.of(
          "NewConversation", List.of("agent"),
          "ToolTestRequest", List.of("study", "image", "mask", "prior"));

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    NULLABLE.forEach(
        (name, properties) ->
            properties.forEach(
                p -> find(find(schemas, name).getProperties(), p).setType(STRING_OR_NULL)));
    find(schemas, "ToolCallRequest").setRequired(List.of("arguments"));
    MediaType upload =
        api.getPaths()
            .getPathItem("/api/studies")
            .getPOST()
            .getRequestBody()
            .getContent()
            .getMediaType("multipart/form-data");
    upload.getSchema().setRequired(List.of("file"));
  }

  private static Schema find(Map<String, Schema> schemas, String name) {
    return Objects.requireNonNull(schemas.get(name), name + " is described no more");
  }
}
