package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.adapter.JavaToolMaker;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums and ratios against what is worked out by hand; bounds against what they must mean. */
class CalculateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode quantities = JSON.createArrayNode();

  private CalculateTest with(double value, String unit, String bound, String structure) {
    ObjectNode q = quantities.addObject().put("id", "q" + (quantities.size() + 6));
    q.put("kind", "volume").put("value", value).put("unit", unit).put("bound", bound);
    q.put("structure", structure);
    return this;
  }

  private ToolResult calculate(String operation, String unit) {
    ObjectNode arguments = JSON.createObjectNode().put("operation", operation);
    arguments.set("quantities", quantities);
    if (!unit.isEmpty()) {
      arguments.put("unit", unit);
    }
    try {
      Tool tool =
          new JavaToolMaker().make(ManifestReader.read(Path.of("tools", "calculate", "tool.yaml")));
      ToolCall call = new ToolCall("call", tool.manifest().id(), arguments);
      return ToolInvoker.call(tool, call, new InMemoryContext());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static MeasuredQuantity only(ToolResult result) {
    ToolResult.Payload payload =
        result.fold(
            ToolResult.Completed::payload,
            ToolResult.Incomplete::payload,
            r -> {
              throw new AssertionError(r.reason());
            },
            f -> {
              throw new AssertionError(f.cause());
            },
            c -> {
              throw new AssertionError("cancelled");
            });
    assertThat(payload.quantities()).hasSize(1);
    return payload.quantities().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "sum, '', 400, mL, volume",
    "sum, L, 0.4, L, volume",
    "mean, '', 200, mL, volume",
    "difference, '', 100, mL, volume",
    "difference, mm3, 100000, mm3, volume",
    "percent_difference, '', 66.6666667, %, percent_difference",
    "ratio, '', 1.6666667, 1, ratio",
    "percentage, '', 166.6666667, %, percentage"
  })
  void valuesInDifferentUnitsAreCalculatedWith(
      String operation, String asked, double value, String unit, String kind) {
    MeasuredQuantity q =
        only(
            with(250, "mL", "exact", "right_kidney")
                .with(0.15, "L", "exact", "left_kidney")
                .calculate(operation, asked));
    assertThat(q.quantity().value()).isCloseTo(value, within(1e-6 * value));
    assertThat(q.quantity().unit().ucum()).isEqualTo(unit);
    assertThat(q.quantity().kind()).isEqualTo(kind);
    assertThat(q.bound()).isEqualTo(Bound.EXACT);
    assertThat(q.structure()).isNull();
    assertThat(q.evidence().inputs()).containsExactly("q7", "q8");
    assertThat(q.evidence().method()).contains("volume of the left kidney (q8)");
  }

  @Test
  void conversionKeepsStructureAndBound() {
    MeasuredQuantity q = only(with(1.5, "L", "lower", "liver").calculate("convert", "cm3"));
    assertThat(q.quantity().value()).isCloseTo(1500, within(1e-9));
    assertThat(q.quantity().unit()).isEqualTo(Unit.CUBIC_CENTIMETRE);
    assertThat(q.structure()).isEqualTo("liver");
    assertThat(q.bound()).isEqualTo(Bound.LOWER);
  }

  /** The true value is at least (or at most) what the result says, whatever the bounds mean. */
  @ParameterizedTest
  @CsvSource({
    "sum, lower, exact, LOWER",
    "sum, lower, lower, LOWER",
    "sum, upper, exact, UPPER",
    "sum, lower, upper, ",
    "mean, exact, lower, LOWER",
    "difference, lower, exact, LOWER",
    "difference, exact, lower, UPPER",
    "difference, lower, upper, LOWER",
    "difference, lower, lower, ",
    "ratio, lower, exact, LOWER",
    "ratio, exact, lower, UPPER",
    "percentage, exact, upper, LOWER",
    "percent_difference, exact, lower, UPPER",
    "percent_difference, lower, lower, "
  })
  void boundsMoveTheResultTheWayTheyMust(String operation, String a, String b, String expected) {
    ToolResult result =
        with(200, "mL", a, "liver").with(100, "mL", b, "spleen").calculate(operation, "");
    assertThat(result).isInstanceOf(ToolResult.Incomplete.class);
    ToolResult.Incomplete incomplete = (ToolResult.Incomplete) result;
    if (expected == null) {
      assertThat(incomplete.payload().quantities()).isEmpty();
      assertThat(incomplete.reason()).contains("both sides");
    } else {
      assertThat(only(result).bound()).isEqualTo(Bound.valueOf(expected));
    }
  }

  @Test
  void aQuotientOfABoundBelowZeroIsLeftOpen() {
    ToolResult result =
        with(-50, "[hnsf'U]", "lower", "liver")
            .with(40, "[hnsf'U]", "exact", "spleen")
            .calculate("ratio", "");
    assertThat(((ToolResult.Incomplete) result).payload().quantities()).isEmpty();
  }

  @Test
  void aRatioOfHounsfieldUnitsComesWithACaution() {
    ToolResult result =
        with(60, "[hnsf'U]", "exact", "liver")
            .with(40, "[hnsf'U]", "exact", "spleen")
            .calculate("ratio", "");
    assertThat(((ToolResult.Completed) result).payload().warnings())
        .anyMatch(w -> w.code().equals("interval_scale"));
  }

  @Test
  void differentThingsAreRefused() {
    assertRejected(
        with(1, "mL", "exact", "liver").with(1, "mm", "exact", "liver").calculate("sum", ""),
        "does not convert");
  }

  @Test
  void divisionByZeroIsRefused() {
    assertRejected(
        with(1, "mL", "exact", "liver").with(0, "mL", "exact", "spleen").calculate("ratio", ""),
        "zero");
  }

  @Test
  void unknownUnitsAndWrongNumbersOfQuantitiesAreRefused() {
    with(1, "mL", "exact", "liver");
    assertRejected(calculate("convert", "furlong"), "furlong");
    assertRejected(calculate("convert", ""), "unit");
    assertRejected(calculate("sum", ""), "quantities");
    with(1, "mL", "exact", "liver").with(1, "mL", "exact", "liver");
    assertRejected(calculate("ratio", ""), "quantities");
  }

  private static void assertRejected(ToolResult result, String naming) {
    assertThat(result).isInstanceOf(ToolResult.Rejected.class);
    assertThat(((ToolResult.Rejected) result).reason()).contains(naming);
  }
}
