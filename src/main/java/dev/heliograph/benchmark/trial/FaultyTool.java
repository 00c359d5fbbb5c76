package dev.heliograph.benchmark.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.benchmark.Case;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A tool some of whose calls go wrong, as the case says. One for each trial: it counts. */
final class FaultyTool implements Tool {

  private final Tool tool;
  private final List<Case.Fault> faults;
  private final AtomicInteger calls = new AtomicInteger();

  FaultyTool(Tool tool, List<Case.Fault> faults) {
    this.tool = tool;
    this.faults = List.copyOf(faults);
  }

  @Override
  public ToolManifest manifest() {
    return tool.manifest();
  }

  @Override
  public @Nullable String unavailable() {
    return tool.unavailable();
  }

  @Override
  public ToolResult call(ToolCall call, ToolContext context) throws Exception {
    int n = calls.incrementAndGet();
    Optional<Case.Fault> fault = faults.stream().filter(f -> f.call() == n).findFirst();
    if (fault.isEmpty()) {
      return tool.call(call, context);
    }
    return switch (fault.get().kind()) {
      // Said at once: waiting for a real timeout would measure patience.
      case TIMEOUT ->
          new ToolResult.Failed(manifest().id() + " gave no sign of life for its timeout", true);
      case FAILED -> new ToolResult.Failed(manifest().id() + " failed with an I/O error", false);
      case REJECTED ->
          new ToolResult.Rejected(
              manifest().id() + " does not accept this input", "use another tool");
      case INCOMPLETE -> incomplete(tool.call(call, context));
      case GARBAGE ->
          new ToolResult.Completed(
              new ToolResult.Payload(
                  JsonNodeFactory.instance.objectNode().put("<<garbage>>", "\u0000{]"),
                  List.of(),
                  List.of(),
                  List.of()));
    };
  }

  private static ToolResult incomplete(ToolResult result) {
    return result instanceof ToolResult.Completed c
        ? new ToolResult.Incomplete(c.payload(), "only a part of the image could be processed")
        : result;
  }
}
