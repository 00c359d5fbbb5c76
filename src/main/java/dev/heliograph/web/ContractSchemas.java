package dev.heliograph.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Schemas;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Puts the contracts' JSON Schemas into the API's description, so that there is one source of them.
 * A definition {@code quantity} of {@code result} becomes the component {@code
 * ToolResult.quantity}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ContractSchemas implements OASFilter {

  private static final Map<String, String> COMPONENTS =
      Map.of(
          "manifest", "ToolManifest", "plan", "Plan", "result", "ToolResult", "event", "RunEvent");

  private static final Pattern REFERENCE =
      Pattern.compile("(?:urn:heliograph:schema:([a-z]+))?#?(?:/\\$defs/(\\w+))?");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Components components =
        api.getComponents() == null ? OASFactory.createComponents() : api.getComponents();
    api.setComponents(components);
    COMPONENTS.forEach((schema, name) -> add(components, schema, name));
    components.addSchema("Tool", tool());
    components.addSchema("Tools", list(reference("Tool")));
    components.addSchema("Arguments", arguments());
    components.addSchema("ServerSentEvent", serverSentEvent());
    components.addSchema("ToolCallAnswer", callAnswer());
    components.addSchema("ToolTestAnswer", testAnswer());
  }

  private static void add(Components components, String schema, String name) {
    JsonNode document = parse(Schemas.text(schema));
    for (Map.Entry<String, JsonNode> definition : document.path("$defs").properties()) {
      components.addSchema(name + "." + definition.getKey(), convert(definition.getValue(), name));
    }
    components.addSchema(name, convert(document, name));
  }

  /** A JSON Schema of ours as the model has it; references turn into those of components. */
  private static Schema convert(JsonNode json, String self) {
    return SchemaModel.of(json, reference -> component(reference, self));
  }

  private static String component(String reference, String self) {
    Matcher m = REFERENCE.matcher(reference);
    if (!m.matches()) {
      throw new IllegalStateException("a contract's schema refers to " + reference);
    }
    String name = m.group(1) == null ? self : COMPONENTS.getOrDefault(m.group(1), m.group(1));
    return "#/components/schemas/" + name + (m.group(2) == null ? "" : "." + m.group(2));
  }

  /** The manifest's schema, open for what the service adds. */
  private static Schema tool() {
    ObjectNode tool = (ObjectNode) parse(Schemas.text("manifest"));
    tool.remove("additionalProperties");
    tool.put("description", "A tool's manifest, and whether it can run.");
    tool.withArray("required").add("available");
    tool.withObject("/properties")
        .<ObjectNode>set("available", parse("{\"type\": \"boolean\"}"))
        .set(
            "unavailable",
            parse("{\"type\": \"string\", \"description\": \"Why it cannot run.\"}"));
    return convert(tool, "ToolManifest");
  }

  private static Schema arguments() {
    return SchemaModel.of(
        parse(
            """
            {"type": "object",
             "description": "As the tool's input schema says; images, studies and masks by id.",
             "examples": [{"mask": "01JD0000000000000000000001", "structure": "liver"}]}
            """),
        r -> r);
  }

  private static Schema serverSentEvent() {
    return SchemaModel.of(
        parse(
            """
            {"type": "object", "description": "One server-sent event of the stream.",
             "required": ["data"],
             "properties": {"id": {"type": "string", "description": "The event's seq."},
               "data": {"type": "string", "contentMediaType": "application/json",
                 "contentSchema": {"$ref": "#/components/schemas/RunEvent"}}}}
            """),
        r -> r);
  }

  private static Schema callAnswer() {
    return SchemaModel.of(
        parse(
            """
            {"description": "A tool result; with dryRun, what is wrong with the arguments.",
             "anyOf": [{"$ref": "#/components/schemas/ToolResult"},
               {"type": "object", "required": ["valid", "problems"],
                "properties": {"valid": {"type": "boolean"},
                  "problems": {"type": "array", "items": {"type": "object",
                    "required": ["path", "message", "fix"],
                    "properties": {"path": {"type": "string"}, "message": {"type": "string"},
                      "fix": {"type": "string"}}}}}}]}
            """),
        r -> r);
  }

  private static Schema testAnswer() {
    return SchemaModel.of(
        parse(
            """
            {"type": "object", "required": ["passed", "problems", "result"],
             "properties": {"passed": {"type": "boolean"},
               "problems": {"type": "array", "items": {"type": "string"}},
               "result": {"$ref": "#/components/schemas/ToolResult"}}}
            """),
        r -> r);
  }

  private static Schema reference(String component) {
    return OASFactory.createSchema().ref("#/components/schemas/" + component);
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the program's own schema is damaged", e);
    }
  }
}
