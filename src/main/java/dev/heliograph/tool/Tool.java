package dev.heliograph.tool;

import org.jspecify.annotations.Nullable;

/**
 * A manifest and something that runs it. Implementations are stateless and may be called by several
 * threads at once.
 */
public interface Tool {

  ToolManifest manifest();

  /**
   * Why the tool cannot run at present (weights not pulled, server not configured) and what to do
   * about it; null if it can. Plans are made of tools that can run.
   */
  default @Nullable String unavailable() {
    return null;
  }

  /**
   * Does the work. The arguments have been validated against the manifest's input schema. Never
   * throws for bad input (that is {@link ToolResult.Rejected}); a thrown exception is reported as
   * {@link ToolResult.Failed}.
   *
   * @throws ToolContext.CancelledException when {@link ToolContext#checkCancelled()} said so
   */
  ToolResult call(ToolCall call, ToolContext context) throws Exception;
}
