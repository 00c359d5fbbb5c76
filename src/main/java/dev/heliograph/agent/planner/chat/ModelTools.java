package dev.heliograph.agent.planner.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The functions a model is offered: every tool, and three that are moves: propose_plan, ask_user,
 * refuse.
 */
final class ModelTools {

  static final String PROPOSE_PLAN = "propose_plan";
  static final String ASK_USER = "ask_user";
  static final String REFUSE = "refuse";

  /** Types whose values are made by the service; a model can only point at them. */
  private static final Set<String> BY_REFERENCE =
      Set.of(
          "Study",
          "Image",
          "LabelMap",
          "Quantity",
          "Box",
          "Point",
          "Line",
          "Embedding",
          "Report",
          "Finding");

  private ModelTools() {}

  static List<ToolSpecification> specifications(List<ToolManifest> tools) {
    List<ToolSpecification> all = new ArrayList<>();
    for (ToolManifest tool : tools) {
      JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
      for (Port port : tool.inputs()) {
        parameters.addProperty(port.name(), JsonRawSchema.from(schema(port).toString()));
      }
      parameters.required(tool.inputs().stream().filter(Port::required).map(Port::name).toList());
      all.add(
          ToolSpecification.builder()
              .name(tool.name())
              .description(tool.description())
              .parameters(parameters.build())
              .build());
    }
    all.add(
        ToolSpecification.builder()
            .name(PROPOSE_PLAN)
            .description(
                "Propose several steps at once, with references between them. Steps that do not refer to each other run in parallel.")
            .parameters(
                JsonObjectSchema.builder()
                    .addProperty("steps", JsonRawSchema.from(steps().toString()))
                    .required("steps")
                    .build())
            .build());
    all.add(
        ToolSpecification.builder()
            .name(ASK_USER)
            .description(
                "Ask the user for the one thing that is missing. Ask once, with choices where there are any.")
            .parameters(
                JsonObjectSchema.builder()
                    .addStringProperty("slot", "what is missing: structure, image, modality, unit…")
                    .addStringProperty("text", "the question")
                    .addProperty(
                        "choices", JsonArraySchema.builder().items(new JsonStringSchema()).build())
                    .required("slot", "text")
                    .build())
            .build());
    all.add(
        ToolSpecification.builder()
            .name(REFUSE)
            .description(
                "Say that this cannot be done with these tools and images, why, and what can be done instead.")
            .parameters(
                JsonObjectSchema.builder()
                    .addStringProperty("reason")
                    .addProperty(
                        "alternatives",
                        JsonArraySchema.builder().items(new JsonStringSchema()).build())
                    .required("reason")
                    .build())
            .build());
    return all;
  }

  /** The tools as JSON text, for models that have no functions. */
  static String asJson(List<ToolManifest> tools) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (ToolManifest tool : tools) {
      ObjectNode one =
          all.addObject().put("tool", tool.name()).put("description", tool.description());
      ObjectNode args = one.putObject("args");
      tool.inputs().forEach(p -> args.set(p.name(), schema(p).put("required", p.required())));
      ObjectNode outputs = one.putObject("outputs");
      tool.outputs().forEach(p -> outputs.put(p.name(), p.type().toString()));
    }
    return all.toString();
  }

  private static ObjectNode schema(Port port) {
    if (BY_REFERENCE.contains(port.type().name())) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("type", "string")
          .put("description", "a reference such as $ct or $seg.mask, of type " + port.type());
    }
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    port.schema()
        .properties()
        .forEach(
            e -> {
              if (!e.getKey().startsWith("x-")) {
                plain.set(e.getKey(), e.getValue());
              }
            });
    return plain;
  }

  /** The plan schema's step list, flattened to what models handle: no $ref. */
  private static JsonNode steps() {
    ObjectNode step = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = step.putObject("properties");
    properties
        .putObject("id")
        .put("type", "string")
        .put("description", "new, short, [a-z][a-z0-9_]*");
    properties.putObject("tool").put("type", "string");
    properties
        .putObject("args")
        .put("type", "object")
        .put("description", "\"$ct\" is an image, \"$seg.mask\" an earlier step's output");
    properties.putObject("why").put("type", "string");
    step.putArray("required").add("id").add("tool").add("args");
    ObjectNode steps = JsonNodeFactory.instance.objectNode().put("type", "array");
    steps.set("items", step);
    return steps;
  }
}
