package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a call found: each quantity goes into the outputs and, with evidence, beside them.
 */
final class Findings {

  private final ObjectNode outputs = JsonNodeFactory.instance.objectNode();
  private final List<MeasuredQuantity> quantities = new ArrayList<>();
  private final List<ToolResult.Warning> warnings = new ArrayList<>();

  /** The output {@code quantity.kind()}. */
  void add(@Nullable String structure, Quantity quantity, Bound bound, Evidence evidence) {
    add(quantity.kind(), structure, quantity, bound, evidence);
  }

  void add(
      String output,
      @Nullable String structure,
      Quantity quantity,
      Bound bound,
      Evidence evidence) {
    outputs.set(output, QuantityJson.write(quantity));
    quantities.add(new MeasuredQuantity(null, output, structure, quantity, bound, evidence));
  }

  /** An output of type {@code Count}: a whole number in the outputs. */
  void count(
      String output, @Nullable String structure, long count, Bound bound, Evidence evidence) {
    outputs.put(output, count);
    Quantity quantity = new Quantity("count", count, Unit.COUNT);
    quantities.add(new MeasuredQuantity(null, output, structure, quantity, bound, evidence));
  }

  /** One more element of an output that is a list of quantities. */
  void addToList(String output, Quantity quantity, Evidence evidence) {
    list(output)
        .add(
            quantity.unit() == Unit.COUNT
                ? JsonNodeFactory.instance.numberNode((long) quantity.value())
                : QuantityJson.write(quantity));
    quantities.add(new MeasuredQuantity(null, output, null, quantity, Bound.EXACT, evidence));
  }

  /** A list output, made if it is not there yet. */
  ArrayNode list(String output) {
    return outputs.withArray(output);
  }

  void text(String output, String value) {
    outputs.put(output, value);
  }

  void warn(String code, String message) {
    warnings.add(new ToolResult.Warning(code, message));
  }

  /**
   * That a mask on slanted slices was measured on {@link dev.heliograph.imaging.Upright}'s grid.
   */
  void warnUpright() {
    warn(
        "upright_grid",
        "the slices are slanted (gantry tilt), so the mask was resampled to a grid at right angles"
            + " for this; its border moved by up to half a voxel");
  }

  ToolResult completed() {
    return new ToolResult.Completed(payload());
  }

  ToolResult incomplete(String reason) {
    return new ToolResult.Incomplete(payload(), reason);
  }

  private ToolResult.Payload payload() {
    return new ToolResult.Payload(outputs, quantities, List.of(), warnings);
  }
}
