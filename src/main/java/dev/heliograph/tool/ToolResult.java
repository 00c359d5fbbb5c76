package dev.heliograph.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Artifact;
import java.util.List;
import java.util.function.Function;

/**
 * How a call ended. Sealed: {@link #fold} takes one function per case, so the compiler shows who
 * forgot one.
 */
public sealed interface ToolResult {

  /** Something the reader of the result must know: a stable code and a sentence. */
  record Warning(String code, String message) {}

  /** What a call gave: outputs by name, the quantities and artifacts among them, warnings. */
  record Payload(
      ObjectNode outputs,
      List<MeasuredQuantity> quantities,
      List<Artifact> artifacts,
      List<Warning> warnings) {
    public Payload {
      quantities = List.copyOf(quantities);
      artifacts = List.copyOf(artifacts);
      warnings = List.copyOf(warnings);
    }
  }

  /** Done, all of it. */
  record Completed(Payload payload) implements ToolResult {}

  /** Done, but the numbers are bounds or parts: the structure touches the edge of the scan. */
  record Incomplete(Payload payload, String reason) implements ToolResult {}

  /** Bad input; nothing ran. */
  record Rejected(String reason, String fix) implements ToolResult {}

  /** It ran and failed; {@code retryable} if the same call may succeed later. */
  record Failed(String cause, boolean retryable) implements ToolResult {}

  /** Stopped by the user, a deadline or the shutdown. */
  record Cancelled() implements ToolResult {}

  /**
   * {@code completed}, {@code incomplete}, {@code rejected}, {@code failed} or {@code cancelled}.
   */
  default String status() {
    return fold(
        c -> "completed", i -> "incomplete", r -> "rejected", f -> "failed", c -> "cancelled");
  }

  default <T> T fold(
      Function<? super Completed, ? extends T> completed,
      Function<? super Incomplete, ? extends T> incomplete,
      Function<? super Rejected, ? extends T> rejected,
      Function<? super Failed, ? extends T> failed,
      Function<? super Cancelled, ? extends T> cancelled) {
    if (this instanceof Completed c) {
      return completed.apply(c);
    } else if (this instanceof Incomplete i) {
      return incomplete.apply(i);
    } else if (this instanceof Rejected r) {
      return rejected.apply(r);
    } else if (this instanceof Failed f) {
      return failed.apply(f);
    }
    return cancelled.apply((Cancelled) this);
  }
}
