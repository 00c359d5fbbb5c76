package dev.heliograph.agent.planner.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.ToolResult;
import java.util.Locale;

/**
 * A step's outcome as a model reads it: status, outputs, quantities with the ids it may insert.
 * Evidence stays out; it costs tokens.
 */
final class OutcomeText {

  private static final int LONGEST = 8_000;

  private OutcomeText() {}

  static String of(Outcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ToolResult result = outcome.result();
    if (result == null) {
      return json.put("status", "skipped")
          .put("reason", outcome.skipped() == null ? "" : outcome.skipped())
          .toString();
    }
    json.put("status", result.status());
    result.fold(
        c -> payload(json, c.payload()),
        i -> payload(json, i.payload()).put("reason", i.reason()),
        r -> json.put("reason", r.reason()).put("fix", r.fix()),
        f -> json.put("cause", f.cause()),
        c -> json);
    String text = json.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (cut)";
  }

  /** One quantity, for people and models: {@code liver volume = 1432 mL (lower bound)}. */
  static String quantity(MeasuredQuantity q) {
    String bound =
        switch (q.bound()) {
          case EXACT -> "";
          case LOWER -> " (lower bound)";
          case UPPER -> " (upper bound)";
          case REFERENCE -> " (from the literature, not measured)";
        };
    String structure = q.structure() == null ? "" : q.structure() + " ";
    return structure + q.quantity().kind() + " = " + q.quantity().display() + bound;
  }

  private static ObjectNode payload(ObjectNode json, ToolResult.Payload payload) {
    json.set("outputs", payload.outputs());
    var quantities = json.putArray("quantities");
    for (MeasuredQuantity q : payload.quantities()) {
      ObjectNode one = quantities.addObject().put("id", q.id());
      if (q.structure() != null) {
        one.put("structure", q.structure());
      }
      one.put("kind", q.quantity().kind())
          .put("value", q.quantity().value())
          .put("unit", q.quantity().unit().ucum());
      one.put("bound", q.bound().name().toLowerCase(Locale.ROOT));
    }
    var warnings = json.putArray("warnings");
    payload.warnings().forEach(w -> warnings.add(w.message()));
    return json;
  }
}
