package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calculates with measured quantities, so that a number derived from others is logged like they
 * are. Its evidence names the quantities that went in, and through them their voxels.
 */
public final class Calculate extends BuiltinTool {

  private record Input(
      String id, Quantity quantity, Bound bound, @Nullable String structure, String name) {}

  public Calculate(ToolManifest manifest) {
    super(manifest);
  }

  @Override
  protected ToolResult run(ObjectNode arguments, ToolContext context) {
    Operation operation =
        Operation.valueOf(arguments.path("operation").asText().toUpperCase(Locale.ROOT));
    List<Input> inputs = new ArrayList<>();
    arguments.path("quantities").forEach(q -> inputs.add(input(q)));
    Unit unit = unit(operation, inputs, arguments.path("unit").asText(""));
    List<Double> values = values(operation, inputs, unit);

    Findings findings = new Findings();
    if (operation.divides() && unit == Unit.HOUNSFIELD) {
      findings.warn(
          "interval_scale",
          "Hounsfield units count from water, not from nothing; a ratio of them depends on that");
    }
    Optional<Bound> bound = bound(operation, inputs, values);
    if (bound.isEmpty()) {
      return findings.incomplete(
          "not all of what was measured was in the scan, and that leaves the result open to both"
              + " sides");
    }
    Unit own = operation.ownUnit();
    double value = operation.of(values);
    if (!Double.isFinite(value)) {
      throw new Rejection(
          "the result is beyond what a number can hold", "calculate with smaller values");
    }
    Quantity result = new Quantity(kind(operation, inputs), value, own == null ? unit : own);
    findings.add("result", structure(inputs), result, bound.get(), evidence(operation, inputs));
    return bound.get() == Bound.EXACT
        ? findings.completed()
        : findings.incomplete(
            "not all of what was measured was in the scan, so the result is "
                + (bound.get() == Bound.LOWER ? "a lower bound" : "an upper bound"));
  }

  private static Input input(JsonNode json) {
    String id = json.path("id").asText();
    Quantity quantity;
    try {
      quantity = QuantityJson.quantity(json);
    } catch (IllegalArgumentException e) {
      throw new Rejection(id + ": " + e.getMessage(), "refer to the output of an earlier step");
    }
    String structure = json.hasNonNull("structure") ? json.path("structure").asText() : null;
    Bound bound = Bound.valueOf(json.path("bound").asText("exact").toUpperCase(Locale.ROOT));
    String name =
        quantity.kind().replace('_', ' ')
            + (structure == null ? "" : " of the " + Masked.words(structure));
    return new Input(id, quantity, bound, structure, name + " (" + id + ")");
  }

  /** The unit that all inputs are brought to. */
  private static Unit unit(Operation operation, List<Input> inputs, String asked) {
    Unit first = inputs.get(0).quantity().unit();
    Unit unit = first;
    if (!asked.isEmpty() && !operation.divides()) {
      unit =
          Unit.of(asked)
              .orElseThrow(
                  () ->
                      new Rejection(
                          "'" + asked + "' is no known unit", "give a UCUM code such as mL or cm"));
    }
    for (Input i : inputs) {
      if (i.quantity().unit().dimension() != unit.dimension()) {
        throw new Rejection(
            "the "
                + i.name()
                + " is in "
                + i.quantity().unit().ucum()
                + ", which does not convert to "
                + unit.ucum(),
            "calculate only with quantities that measure the same thing");
      }
    }
    return unit;
  }

  private static List<Double> values(Operation operation, List<Input> inputs, Unit unit) {
    List<Double> values = inputs.stream().map(i -> i.quantity().in(unit).value()).toList();
    if (operation.divides() && values.get(1) == 0) {
      throw new Rejection(
          "the " + inputs.get(1).name() + " is zero, and nothing can be divided by it",
          "compare the other way round, or take the difference");
    }
    return values;
  }

  /**
   * Whether the result is exact or a bound; empty if the inputs leave it open to both sides. A
   * quotient follows its bounds only where both values are positive.
   */
  private static Optional<Bound> bound(
      Operation operation, List<Input> inputs, List<Double> values) {
    Set<Bound> moves = EnumSet.noneOf(Bound.class);
    for (int i = 0; i < inputs.size(); i++) {
      Bound b = inputs.get(i).bound();
      if (b == Bound.LOWER || b == Bound.UPPER) {
        boolean with = operation.sense(i) == Operation.Sense.WITH;
        moves.add(with == (b == Bound.LOWER) ? Bound.LOWER : Bound.UPPER);
      }
    }
    boolean follows = !operation.divides() || values.stream().allMatch(v -> v > 0);
    if (moves.isEmpty()) {
      return Optional.of(Bound.EXACT);
    }
    return moves.size() == 1 && follows ? Optional.of(moves.iterator().next()) : Optional.empty();
  }

  /** That of the inputs where they share one and it stays a quantity of that kind. */
  private static String kind(Operation operation, List<Input> inputs) {
    String first = inputs.get(0).quantity().kind();
    boolean same = inputs.stream().allMatch(i -> i.quantity().kind().equals(first));
    return same && !operation.divides() ? first : operation.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String structure(List<Input> inputs) {
    List<@Nullable String> all = new ArrayList<>();
    inputs.stream().map(Input::structure).distinct().forEach(all::add);
    return all.size() == 1 ? all.get(0) : null;
  }

  private Evidence evidence(Operation operation, List<Input> inputs) {
    return Evidence.calculated(
        operation.method(inputs.stream().map(Input::name).toList()),
        manifest().id(),
        inputs.stream().map(Input::id).toList());
  }
}
