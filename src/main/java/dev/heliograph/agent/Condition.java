package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.volume.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a step's {@code when} on results, with unit conversion. Three-valued: a lower bound of
 * 1700 mL decides "more than 1500 mL" and leaves "more than 1800 mL" unknown.
 */
final class Condition {

  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean b) {
      return b ? TRUE : FALSE;
    }

    Truth not() {
      return this == UNKNOWN ? UNKNOWN : of(this == FALSE);
    }
  }

  /** How the true value relates to the number: exactly it, at least it, at most it. */
  enum Bound {
    EXACT,
    AT_LEAST,
    AT_MOST
  }

  /** A resolved operand: a number with its unit, or a text. */
  record Operand(double value, @Nullable Unit unit, @Nullable String text, Bound bound) {

    /** Reads a value; empty if it is nothing that compares. */
    static Optional<Operand> of(JsonNode v, Bound bound) {
      if (v.isNumber()) {
        return Optional.of(new Operand(v.asDouble(), null, null, bound));
      }
      if (v.isObject() && v.path("value").isNumber()) {
        return Unit.of(v.path("unit").asText())
            .map(u -> new Operand(v.path("value").asDouble(), u, null, bound));
      }
      return v.isTextual() || v.isBoolean()
          ? Optional.of(new Operand(0, null, v.asText(), bound))
          : Optional.empty();
    }
  }

  private final Function<JsonNode, Optional<Operand>> resolver;

  Condition(Function<JsonNode, Optional<Operand>> resolver) {
    this.resolver = resolver;
  }

  Truth evaluate(JsonNode condition) {
    Map.Entry<String, JsonNode> e = condition.properties().iterator().next();
    JsonNode v = e.getValue();
    return switch (e.getKey()) {
      case "not" -> evaluate(v).not();
      case "all" -> all(v, Truth.FALSE);
      case "any" -> all(v, Truth.TRUE);
      case "gt" -> greater(v.path(0), v.path(1), false);
      case "ge" -> greater(v.path(0), v.path(1), true);
      case "lt" -> greater(v.path(1), v.path(0), false);
      case "le" -> greater(v.path(1), v.path(0), true);
      case "eq" -> equal(v.path(0), v.path(1));
      case "ne" -> equal(v.path(0), v.path(1)).not();
      default -> Truth.UNKNOWN;
    };
  }

  /** The deciding value if one condition has it, unknown if one is, else the other value. */
  private Truth all(JsonNode conditions, Truth deciding) {
    Truth result = deciding.not();
    for (JsonNode c : conditions) {
      Truth t = evaluate(c);
      if (t == deciding) {
        return deciding;
      }
      result = t == Truth.UNKNOWN ? t : result;
    }
    return result;
  }

  private Truth greater(JsonNode left, JsonNode right, boolean orEqual) {
    Optional<Operand> a = resolver.apply(left);
    Optional<Operand> b = resolver.apply(right);
    if (a.isEmpty() || b.isEmpty() || a.get().text() != null || b.get().text() != null) {
      return Truth.UNKNOWN;
    }
    Optional<Double> inA = convert(b.get(), a.get());
    if (inA.isEmpty()) {
      return Truth.UNKNOWN;
    }
    double l = a.get().value();
    boolean holds = orEqual ? l >= inA.get() : l > inA.get();
    boolean safe =
        holds
            ? a.get().bound() != Bound.AT_MOST && b.get().bound() != Bound.AT_LEAST
            : a.get().bound() != Bound.AT_LEAST && b.get().bound() != Bound.AT_MOST;
    return safe ? Truth.of(holds) : Truth.UNKNOWN;
  }

  private Truth equal(JsonNode left, JsonNode right) {
    Optional<Operand> a = resolver.apply(left);
    Optional<Operand> b = resolver.apply(right);
    if (a.isEmpty() || b.isEmpty()) {
      return Truth.UNKNOWN;
    }
    String text = a.get().text();
    if (text != null || b.get().text() != null) {
      return Truth.of(text != null && text.equals(b.get().text()));
    }
    if (a.get().bound() != Bound.EXACT || b.get().bound() != Bound.EXACT) {
      return Truth.UNKNOWN;
    }
    return convert(b.get(), a.get())
        .map(v -> Truth.of(Math.abs(v - a.get().value()) <= 1e-9 * Math.max(1, Math.abs(v))))
        .orElse(Truth.UNKNOWN);
  }

  /** The value of an operand in the unit of another; a count compares with a bare number. */
  private static Optional<Double> convert(Operand from, Operand to) {
    Unit f = from.unit() == null || from.unit() == Unit.COUNT ? Unit.RATIO : from.unit();
    Unit t = to.unit() == null || to.unit() == Unit.COUNT ? Unit.RATIO : to.unit();
    return f.dimension() == t.dimension()
        ? Optional.of(f.convert(from.value(), t))
        : Optional.empty();
  }
}
