package dev.heliograph.agent;

import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives quantities their ids {@code q<n>}. Each call of a plan has its numbers reserved in the
 * order of the plan, as many as its manifest has quantities and counts, so that ids do not depend
 * on which step finishes first. What exceeds the reservation (lists, loops) is numbered behind, in
 * order of finishing. Reserved numbers may stay unused.
 */
final class Numbering {

  private record Block(int first, int size) {}

  private final Map<String, Block> blocks = new HashMap<>();
  private int next;

  /**
   * @param used the greatest number in use before this plan
   * @param taken the greatest number in use at all (greater than {@code used} after a resume)
   */
  Numbering(Plan plan, Function<String, @Nullable ToolManifest> tools, int used, int taken) {
    next = used + 1;
    for (Plan.Step step : plan.steps()) {
      ToolManifest manifest = step.tool() == null ? null : tools.apply(step.tool());
      if (manifest != null) {
        int size = (int) manifest.outputs().stream().filter(Numbering::isNumber).count();
        blocks.put(step.id(), new Block(next, size));
        next += size;
      }
    }
    next = Math.max(next, taken + 1);
  }

  private static boolean isNumber(Port port) {
    String type = port.type().name();
    return !port.type().list() && (type.equals("Quantity") || type.equals("Count"));
  }

  /** The result with ids on its quantities. */
  ToolResult number(String step, ToolResult result) {
    return result.fold(
        c -> new ToolResult.Completed(number(step, c.payload())),
        i -> new ToolResult.Incomplete(number(step, i.payload()), i.reason()),
        r -> r,
        f -> f,
        c -> c);
  }

  private ToolResult.Payload number(String step, ToolResult.Payload p) {
    Block block = blocks.getOrDefault(step, new Block(0, 0));
    List<MeasuredQuantity> numbered = new ArrayList<>();
    for (MeasuredQuantity q : p.quantities()) {
      int i = numbered.size();
      numbered.add(q.withId("q" + (i < block.size() ? block.first() + i : next++)));
    }
    return new ToolResult.Payload(p.outputs(), numbered, p.artifacts(), p.warnings());
  }

  /** The number in {@code q17}, or 0. */
  static int of(@Nullable String id) {
    return id != null && id.matches("q[1-9][0-9]{0,8}") ? Integer.parseInt(id.substring(1)) : 0;
  }
}
