package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.io.IOException;

/** What the built-in tools have in common: their manifest, and a way to refuse bad input. */
public abstract class BuiltinTool implements Tool {

  /** Ends a call as {@link ToolResult.Rejected}. */
  protected static final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String fix;

    Rejection(String reason, String fix) {
      super(reason, null, false, false);
      this.fix = fix;
    }
  }

  private final ToolManifest manifest;

  protected BuiltinTool(ToolManifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public final ToolManifest manifest() {
    return manifest;
  }

  @Override
  public final ToolResult call(ToolCall call, ToolContext context) throws IOException {
    try {
      return run(call.arguments(), context);
    } catch (Rejection r) {
      return new ToolResult.Rejected(String.valueOf(r.getMessage()), r.fix);
    }
  }

  /** As {@link Tool#call}; may throw {@link Rejection}. */
  protected abstract ToolResult run(ObjectNode arguments, ToolContext context) throws IOException;
}
