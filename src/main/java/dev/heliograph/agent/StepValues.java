package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.heliograph.study.Image;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values behind a step's references, once what it refers to has run. {@code $ct} becomes the id
 * of the study, or of its first image where an image is asked (of all its images for a list).
 */
final class StepValues {

  /** A reference that has no value: why. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message, null, false, false);
    }
  }

  private final PlanContext context;
  private final Frame frame;

  StepValues(PlanContext context, Frame frame) {
    this.context = context;
    this.frame = frame;
  }

  /**
   * @throws MissingException if a reference has no value
   */
  ObjectNode arguments(Plan.Step step, ToolManifest manifest) {
    return (ObjectNode)
        Reference.replace(
            step.args(),
            "args",
            (at, reference) -> {
              String name = at.substring("args.".length()).replaceAll("[.\\[].*", "");
              Port port =
                  manifest.inputs().stream()
                      .filter(p -> p.name().equals(name))
                      .findFirst()
                      .orElse(null);
              if (port == null) {
                return value(reference, "", false);
              }
              boolean list = port.type().list() && at.equals("args." + name);
              JsonNode value = value(reference, port.type().name(), list);
              return port.wantsMeasured() ? identified(value, reference) : value;
            });
  }

  /** With the ids that the quantities have in the conversation, and what they were measured of. */
  private JsonNode identified(JsonNode value, Reference reference) {
    Iterator<MeasuredQuantity> quantities =
        frame
            .step(reference.name())
            .or(() -> Optional.of(reference.name()))
            .flatMap(context::payload)
            .map(ToolResult.Payload::quantities)
            .orElse(List.of())
            .stream()
            .filter(q -> q.output().equals(reference.field()))
            .iterator();
    JsonNode copy = value.deepCopy();
    for (JsonNode element : copy.isArray() ? copy : List.of(copy)) {
      if (element instanceof ObjectNode o && quantities.hasNext()) {
        MeasuredQuantity q = quantities.next();
        o.put("id", q.id());
        if (q.structure() != null) {
          o.put("structure", q.structure());
        }
      }
    }
    return copy;
  }

  /** The elements of the list a loop runs over. */
  JsonNode list(Reference reference) {
    JsonNode value = value(reference, "", false);
    if (!value.isArray()) {
      throw new MissingException(reference + " is no list");
    }
    return value;
  }

  Optional<Condition.Operand> operand(JsonNode operand) {
    Optional<Reference> reference = Reference.of(operand);
    if (reference.isEmpty()) {
      return Condition.Operand.of(operand, Condition.Bound.EXACT);
    }
    try {
      return Condition.Operand.of(value(reference.get(), "", false), bound(reference.get()));
    } catch (MissingException e) {
      return Optional.empty();
    }
  }

  private Condition.Bound bound(Reference reference) {
    String step = frame.step(reference.name()).orElse(reference.name());
    return context.payload(step).stream()
        .flatMap(p -> p.quantities().stream())
        .filter(q -> q.output().equals(reference.field()))
        .map(MeasuredQuantity::bound)
        .map(
            b ->
                b == MeasuredQuantity.Bound.LOWER
                    ? Condition.Bound.AT_LEAST
                    : b == MeasuredQuantity.Bound.UPPER
                        ? Condition.Bound.AT_MOST
                        : Condition.Bound.EXACT)
        .findFirst()
        .orElse(Condition.Bound.EXACT);
  }

  private JsonNode value(Reference reference, String type, boolean list) {
    JsonNode variable = frame.variable(reference.name());
    if (variable != null) {
      return present(
          reference.field() == null ? variable : variable.path(reference.field()), reference);
    }
    Optional<String> step = frame.step(reference.name());
    Optional<PlannerState.NamedStudy> study = context.study(reference.name());
    if (step.isEmpty() && study.isPresent()) {
      return study(study.get(), reference.field(), type, list);
    }
    ToolResult.Payload payload =
        context
            .payload(step.orElse(reference.name()))
            .orElseThrow(() -> new MissingException(reference.name() + " gave no result"));
    return present(bounded(payload, reference.field() + ""), reference);
  }

  /**
   * An output; a quantity says whether it is only a bound, or the next tool would take it for
   * exact.
   */
  private static JsonNode bounded(ToolResult.Payload payload, String output) {
    JsonNode value = payload.outputs().path(output);
    for (MeasuredQuantity q : payload.quantities()) {
      if (value.isObject()
          && q.output().equals(output)
          && q.bound() != MeasuredQuantity.Bound.EXACT) {
        ObjectNode copy = value.deepCopy();
        return copy.put("bound", q.bound().name().toLowerCase(Locale.ROOT));
      }
    }
    return value;
  }

  private static JsonNode present(JsonNode value, Reference reference) {
    if (value.isMissingNode() || value.isNull()) {
      throw new MissingException(reference + " has no value");
    }
    return value;
  }

  private static JsonNode study(
      PlannerState.NamedStudy study, @Nullable String field, String type, boolean list) {
    List<Image> images = study.study().images();
    if (field != null) {
      return PlanContext.image(study, field)
          .map(i -> (JsonNode) TextNode.valueOf(i.id()))
          .orElseThrow(() -> new MissingException(study.as() + " has no " + field));
    }
    if (!type.equals("Image")) {
      TextNode id = TextNode.valueOf(study.study().id());
      return list ? JsonNodeFactory.instance.arrayNode().add(id) : id;
    }
    if (list) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      images.forEach(i -> all.add(i.id()));
      return all;
    }
    if (images.isEmpty()) {
      throw new MissingException(study.as() + " has no image");
    }
    return TextNode.valueOf(images.get(0).id());
  }
}
