package dev.heliograph.tool;

/**
 * A manifest and something that runs it. Implementations are stateless and may be called by several
 * threads at once.
 */
public interface Tool {

  ToolManifest manifest();

  /**
   * Does the work. The arguments have been validated against the manifest's input schema. Never
   * throws for bad input (that is {@link ToolResult.Rejected}); a thrown exception is reported as
   * {@link ToolResult.Failed}.
   *
   * @throws ToolContext.CancelledException when {@link ToolContext#checkCancelled()} said so
   */
  ToolResult call(ToolCall call, ToolContext context) throws Exception;
}
